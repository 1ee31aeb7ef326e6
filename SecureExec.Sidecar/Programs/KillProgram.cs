using SecureExec.Abi;
using SecureExec.Sidecar.Shell;

namespace SecureExec.Sidecar.Programs;

/// <summary><c>kill</c>.</summary>
internal static class KillProgram
{
    public static int Run(NativeContext context)
    {
        var argv = context.Argv;
        var signal = Signal.SIGTERM;
        int at = 1;
        if (at < argv.Count && argv[at] is "-l" or "-L")
            return List(context, [.. argv.Skip(2)]);
        if (at < argv.Count && argv[at] is "-s" or "-n" && at + 1 < argv.Count)
        {
            if (SignalNames.Parse(argv[at + 1]) is not { } named)
                return context.Fail($"invalid signal number or name: {argv[at + 1]}");
            (signal, at) = (named, at + 2);
        }
        else if (at < argv.Count && argv[at] is ['-', _, ..] word && word != "--")
        {
            if (SignalNames.Parse(word[1..]) is not { } named)
                return context.Fail($"invalid signal number or name: {word[1..]}");
            (signal, at) = (named, at + 1);
        }
        if (at < argv.Count && argv[at] == "--")
            at++;
        if (at >= argv.Count)
        {
            context.Complain("Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]\n");
            return 2;
        }
        int status = 0;
        foreach (var target in argv.Skip(at))
        {
            if (!int.TryParse(target, out int pid))
                status = context.Fail($"Illegal number: {target}");
            else if (context.Sys.Kill(pid, signal).Error is not Errno.Success and var errno)
                status = context.Fail(ErrnoText.Of(errno));
        }
        context.ThrowIfEnded();
        return status;
    }

    private static int List(NativeContext context, List<string> words)
    {
        if (words.Count == 0)
            context.Out.WriteLine(string.Join('\n', Enum.GetValues<Signal>().Where(signal => signal != Signal.None).Select(SignalNames.NameOf)));
        foreach (var word in words)
        {
            if (int.TryParse(word, out int status))
                context.Out.WriteLine(SignalNames.NameOf((Signal)(status > 128 ? status - 128 : status)));
            else if (SignalNames.Parse(word) is { } signal)
                context.Out.WriteLine(((int)signal).ToString());
            else
                return context.Fail($"invalid signal: {word}");
        }
        return 0;
    }
}
