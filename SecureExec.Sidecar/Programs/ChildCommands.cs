using System.Globalization;
using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Shell;

namespace SecureExec.Sidecar.Programs;

/// <summary>Programs that start others: <c>xargs</c>, <c>timeout</c>, <c>nohup</c>, <c>time</c>.</summary>
internal static class ChildCommands
{
    private const int TimedOut = 124, NotExecutable = 126, NotFound = 127, SignalBase = 128;

    public static int XArgs(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "0n:L:I:rtd:P:s:x", "null=0 max-args=n max-lines=L replace=I no-run-if-empty=r verbose=t delimiter=d max-procs=P max-chars=s", stopsAtOperand: true);
        List<string> command = options.Operands.Count == 0 ? ["echo"] : options.Operands;
        var replaced = options.Value('I');
        int most = int.TryParse(options.Value('n') ?? options.Value('L') ?? (replaced is null ? null : "1"), out int given) && given > 0 ? given : int.MaxValue;
        char? delimiter = options.Has('0') ? '\0' : options.Value('d') is { Length: > 0 } d ? ShellText.Unescape(d, out _, octalNeedsZero: false)[0] : null;
        if (replaced is not null || options.Has('L'))
            delimiter ??= '\n';
        long room = Math.Min(context.Sys.Limits.MaxProcessArgvBytes, long.TryParse(options.Value('s'), out long size) && size > 0 ? size : 128 * 1024) - command.Sum(word => word.Length + 1);
        var batch = new List<string>();
        long used = 0;
        int status = 0;
        bool ran = false, stops = false;
        void Run()
        {
            ran = true;
            List<string> words = replaced is null ? [.. command, .. batch] : [.. command.Select(word => word.Replace(replaced, batch.FirstOrDefault() ?? "", StringComparison.Ordinal))];
            batch.Clear();
            used = 0;
            if (options.Has('t'))
                context.Complain(string.Join(' ', words.Select(ShellQuoting.Quote)) + "\n");
            int ended = RunChild(context, words, out var signal);
            stops = ended is 255 or NotExecutable or NotFound || signal is not null;
            status = signal is not null ? 125 : ended is NotExecutable or NotFound ? ended : ended == 255 ? 124 : ended != 0 ? 123 : status;
        }
        var errno = ReadItems(context, delimiter, item =>
        {
            int bytes = Encoding.UTF8.GetByteCount(item) + 1;
            if (batch.Count > 0 && (batch.Count >= most || used + bytes > room))
                Run();
            if (stops)
                return false;
            batch.Add(replaced is null ? item : item.TrimStart(' ', '\t'));
            used += bytes;
            if (batch.Count >= most)
                Run();
            return !stops;
        });
        if (errno != Errno.Success)
            return context.Fail("standard input", errno);
        if (!stops && (batch.Count > 0 || (!ran && !options.Has('r') && replaced is null)))
            Run();
        return status;
    }

    // Items between delimiters, or words with quotes and backslashes.
    private static Errno ReadItems(NativeContext context, char? delimiter, Func<string, bool> take)
    {
        var item = new List<byte>();
        bool any = false, escaped = false, goesOn = true, full = false;
        byte quote = 0;
        void End()
        {
            if (any || item.Count > 0)
                goesOn = take(ShellText.Decode([.. item]));
            item.Clear();
            any = false;
        }
        var errno = StreamPrograms.Copy(context, 0, data =>
        {
            foreach (var b in data)
            {
                if (!goesOn)
                    return Errno.ECANCELED;
                if (item.Count > context.Sys.Limits.MaxProcessArgvBytes)
                {
                    full = true;
                    return Errno.E2BIG;
                }
                if (delimiter is { } end)
                {
                    if (b == end)
                        End();
                    else
                        item.Add(b);
                }
                else if (escaped)
                {
                    item.Add(b);
                    escaped = false;
                }
                else if (quote != 0)
                {
                    if (b == quote)
                        quote = 0;
                    else
                        item.Add(b);
                }
                else if (b is (byte)'\'' or (byte)'"')
                    (quote, any) = (b, true);
                else if (b == '\\')
                    escaped = true;
                else if (b is (byte)' ' or (byte)'\t' or (byte)'\n')
                    End();
                else
                    item.Add(b);
            }
            return Errno.Success;
        });
        if (goesOn && errno == Errno.Success)
            End();
        return full || errno != Errno.ECANCELED ? errno : Errno.Success;
    }

    public static int Timeout(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "k:s:vfp", "kill-after=k signal=s preserve-status=p foreground=f verbose=v", failure: 125, stopsAtOperand: true);
        if (options.Operands.Count < 2)
        {
            context.Fail("missing operand\nTry 'timeout --help' for more information.");
            return 125;
        }
        if (Duration(options.Operands[0]) is not { } limit || (options.Value('k') is { } after && Duration(after) is null))
        {
            context.Fail($"invalid time interval '{options.Operands[0]}'");
            return 125;
        }
        if (SignalNames.Parse(options.Value('s') ?? "TERM") is not { } signal)
        {
            context.Fail($"{options.Value('s')}: invalid signal");
            return 125;
        }
        if (Start(context, options.Operands[1..], out int pid) is { } failed)
            return failed;
        bool timedOut = false;
        var left = limit <= 0 ? -1 : limit;
        while (Await(context, pid, left) is var ended)
        {
            if (ended is { } status)
                return timedOut && !options.Has('p') ? (status.Signal == Signal.SIGKILL ? SignalBase + (int)Signal.SIGKILL : TimedOut) : status.ExitCode;
            context.Sys.Kill(pid, timedOut ? Signal.SIGKILL : signal);
            left = timedOut || Duration(options.Value('k') ?? "") is not { } grace ? -1 : grace;
            timedOut = true;
        }
        return 0;
    }

    public static int Time(NativeContext context)
    {
        List<string> words = [.. context.Argv.Skip(1).SkipWhile(word => word is "-p")];
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        int status = words.Count == 0 ? 0 : RunChild(context, words, out _);
        var real = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("F2", CultureInfo.InvariantCulture);
        context.Complain($"real {real}\nuser 0.00\nsys 0.00\n");
        return status;
    }

    public static int NoHup(NativeContext context)
    {
        if (context.Argv.Count < 2)
        {
            context.Fail("missing operand\nTry 'nohup --help' for more information.");
            return 125;
        }
        context.Sys.SetSignalDisposition(Signal.SIGHUP, SignalDisposition.Ignore);
        return Replace(context, [.. context.Argv.Skip(1)]);
    }

    private static int Replace(NativeContext context, List<string> words)
    {
        if (context.Sys.Exec(words[0], words, Environment(context), []).IsError(out var program, out var errno))
        {
            context.Fail(words[0], errno);
            return errno == Errno.ENOENT ? NotFound : NotExecutable;
        }
        throw new ProgramReplacedException(program);
    }

    private static Dictionary<string, string> Environment(NativeContext context) =>
        context.Sys.ListEnv() is { Ok: true, Value: var all } ? all.ToDictionary(StringComparer.Ordinal) : [];

    private static double? Duration(string text)
    {
        double unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1e3, 'm' => 60e3, 'h' => 3600e3, 'd' => 86400e3, _ => 0 };
        return double.TryParse(unit > 0 ? text[..^1] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) ? number * (unit > 0 ? unit : 1e3) : null;
    }

    // Null when it runs, else the exit code that says why not.
    private static int? Start(NativeContext context, List<string> words, out int pid)
    {
        context.Out.Flush();
        pid = 0;
        if (context.Sys.Fork().IsError(out var child, out var errno))
        {
            context.Fail("cannot fork", errno);
            return NotExecutable;
        }
        pid = child.Pid;
        if (!child.Sys.Exec(words[0], words, Environment(context), []).IsError(out var program, out errno))
        {
            context.Machine.Start(child, program);
            return null;
        }
        context.Fail(context.Name == "timeout" ? $"failed to run command '{words[0]}'" : words[0], errno);
        child.Exit(1, null);
        context.Sys.Wait(pid);
        return errno == Errno.ENOENT ? NotFound : NotExecutable;
    }

    private static int RunChild(NativeContext context, List<string> words, out Signal? signal)
    {
        signal = null;
        if (Start(context, words, out int pid) is { } failed)
            return failed;
        var ended = Await(context, pid, -1);
        signal = ended?.Signal;
        return ended?.ExitCode ?? 0;
    }

    // How a child ended; null when the time was over before.
    private static WaitStatus? Await(NativeContext context, int pid, double milliseconds)
    {
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (true)
        {
            var ended = context.Sys.Wait(pid);
            context.ThrowIfEnded();
            if (ended.Error != Errno.EAGAIN)
                return ended.Ok ? ended.Value : default(WaitStatus);
            double left = milliseconds < 0 ? -1 : milliseconds - System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (milliseconds >= 0 && left <= 0)
                return null;
            context.Sys.WaitEvents([], new ChildWait(pid), left < 0 ? -1 : (int)Math.Min(Math.Ceiling(left), int.MaxValue));
            context.ThrowIfEnded();
        }
    }
}
