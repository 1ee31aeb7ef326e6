using System.Globalization;
using SecureExec.Abi;
using SecureExec.Sidecar.Shell;

namespace SecureExec.Sidecar.Programs;

/// <summary>Programs that pass streams on, a buffer at a time: <c>cat</c>, <c>tee</c>, <c>head</c>, <c>tail</c>, <c>wc</c>, <c>yes</c>.</summary>
internal static class StreamPrograms
{
    private const int BufferBytes = 64 * 1024;
    private const string StandardInput = "-";

    public static int Cat(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "nbsuveEtTA", "number=n number-nonblank=b show-ends=E squeeze-blank=s show-tabs=T show-all=A");
        bool numbers = options.Has('n'), filled = options.Has('b'), ends = options.Has('E') || options.Has('e') || options.Has('A'), tabs = options.Has('T') || options.Has('t') || options.Has('A');
        bool squeezes = options.Has('s'), plain = !(numbers || filled || ends || tabs || squeezes);
        long line = 0;
        int empty = 0;
        return ForEachFile(context, options.Operands, (fd, _) =>
        {
            if (plain)
                return Copy(context, fd, data => context.WriteAll(1, data));
            return ForEachLine(context, fd, (text, ended) =>
            {
                empty = text.IsEmpty ? empty + 1 : 0;
                if (squeezes && empty > 1)
                    return true;
                if (filled ? !text.IsEmpty : numbers)
                    context.Out.Write($"{++line,6}\t");
                if (tabs && text.Contains((byte)'\t'))
                    context.Out.Write(ShellText.Decode(text).Replace("\t", "^I", StringComparison.Ordinal));
                else
                    context.Out.Write(text);
                if (ended)
                    context.Out.Write(ends ? "$\n" : "\n");
                return true;
            });
        });
    }

    public static int Tee(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "aip", "append=a ignore-interrupts=i");
        var files = new List<(int Fd, string Name)> { (1, "standard output") };
        int status = 0;
        foreach (var name in options.Operands)
        {
            var flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | (options.Has('a') ? OpenFlags.O_APPEND : OpenFlags.O_TRUNC);
            if (context.Sys.Open(name, flags, 0x1B6).IsError(out int fd, out var errno))
                status = context.Fail(name, errno);
            else
                files.Add((fd, name));
        }
        var failed = Copy(context, 0, data =>
        {
            foreach (var (fd, name) in files)
            {
                if (context.WriteAll(fd, data) is not Errno.Success and var errno)
                    status = context.Fail(name, errno);
            }
            return Errno.Success;
        });
        return failed == Errno.Success ? status : context.Fail("read error", failed);
    }

    public static int Head(NativeContext context) => HeadTail(context, (fd, count, bytes, fromStart) => bytes ? HeadBytes(context, fd, count) : HeadLines(context, fd, count));

    public static int Tail(NativeContext context) => HeadTail(context, (fd, count, bytes, fromStart) => TailProgram.Run(context, fd, count, bytes, fromStart));

    public static int Yes(NativeContext context)
    {
        var line = ShellText.Encode(string.Join(' ', context.Argv.Count > 1 ? context.Argv.Skip(1) : ["y"]) + "\n");
        var buffer = new byte[Math.Max(line.Length, 16 * 1024 / line.Length * line.Length)];
        for (int i = 0; i < buffer.Length; i += line.Length)
            line.CopyTo(buffer, i);
        while (true)
        {
            if (context.WriteAll(1, buffer) is not Errno.Success and var errno)
                return context.Fail("standard output", errno);
        }
    }

    public static int Wc(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "clmwL", "bytes=c lines=l chars=m words=w max-line-length=L");
        bool all = options.Given.Count == 0;
        var total = default(Counts);
        int files = 0;
        void Print(Counts counts, string name)
        {
            var columns = new List<long>();
            if (all || options.Has('l'))
                columns.Add(counts.Lines);
            if (all || options.Has('w'))
                columns.Add(counts.Words);
            if (options.Has('m'))
                columns.Add(counts.Characters);
            if (all || options.Has('c'))
                columns.Add(counts.Bytes);
            if (options.Has('L'))
                columns.Add(counts.Longest);
            bool single = columns.Count == 1 && options.Operands.Count <= 1;
            int width = single ? 1 : options.Operands.Count == 0 ? 7 : Math.Max(1, counts.Bytes.ToString(CultureInfo.InvariantCulture).Length);
            if (options.Operands.Count > 1)
                width = Math.Max(width, total.Bytes.ToString(CultureInfo.InvariantCulture).Length);
            context.Out.WriteLine(string.Join(' ', columns.Select(column => column.ToString(CultureInfo.InvariantCulture).PadLeft(width))) + (name.Length > 0 ? " " + name : ""));
        }
        int status = ForEachFile(context, options.Operands, (fd, name) =>
        {
            var counts = default(Counts);
            bool inWord = false;
            long column = 0;
            var errno = Copy(context, fd, data =>
            {
                counts.Bytes += data.Length;
                foreach (var b in data)
                {
                    counts.Characters += (b & 0xC0) != 0x80 ? 1 : 0;
                    bool blank = b is 32 or (>= 9 and <= 13);
                    counts.Words += blank || inWord ? 0 : 1;
                    inWord = !blank;
                    column = b == '\n' ? 0 : column + 1;
                    counts.Longest = Math.Max(counts.Longest, column);
                    counts.Lines += b == '\n' ? 1 : 0;
                }
                return Errno.Success;
            });
            files++;
            total = total.Plus(counts);
            Print(counts, options.Operands.Count == 0 ? "" : name);
            return errno;
        });
        if (files > 1)
            Print(total, "total");
        return status;
    }

    /// <summary>Runs <paramref name="each"/> for each file, <c>-</c> and none standing for standard input; 1 when one failed.</summary>
    public static int ForEachFile(NativeContext context, IReadOnlyList<string> names, Func<int, string, Errno> each)
    {
        int status = 0;
        foreach (var name in names.Count == 0 ? [StandardInput] : names)
        {
            bool isInput = name == StandardInput;
            int fd = 0;
            var errno = Errno.Success;
            if (!isInput)
                context.Sys.Open(name, OpenFlags.O_RDONLY, 0).IsError(out fd, out errno);
            if (errno == Errno.Success)
            {
                errno = each(fd, name);
                if (!isInput)
                    context.Sys.Close(fd);
            }
            if (errno != Errno.Success)
                status = context.Fail(name, errno);
        }
        return status;
    }

    /// <summary>Reads to the end and hands over each buffer; what <paramref name="take"/> answers but Success ends it.</summary>
    public static Errno Copy(NativeContext context, int fd, TakeData take)
    {
        var buffer = new byte[BufferBytes];
        while (true)
        {
            if (context.Read(fd, buffer).IsError(out int count, out var errno))
                return errno;
            if (count == 0)
                return Errno.Success;
            errno = take(buffer.AsSpan(0, count));
            if (errno != Errno.Success)
                return errno;
        }
    }

    /// <summary>Reads lines, as many as <paramref name="take"/> wants (false ends it); it is told whether the line had an end. ENOMEM for a line above <see cref="ResourceLimits.MaxShellBytes"/>.</summary>
    public static Errno ForEachLine(NativeContext context, int fd, TakeLine take)
    {
        var rest = new MemoryStream();
        var buffer = new byte[BufferBytes];
        while (true)
        {
            if (context.Read(fd, buffer).IsError(out int count, out var errno))
                return errno;
            if (count == 0)
                break;
            var data = buffer.AsSpan(0, count);
            while (data.IndexOf((byte)'\n') is >= 0 and var end)
            {
                bool goesOn;
                if (rest.Length > 0)
                {
                    rest.Write(data[..end]);
                    goesOn = take(rest.GetBuffer().AsSpan(0, (int)rest.Length), true);
                    rest.SetLength(0);
                }
                else
                    goesOn = take(data[..end], true);
                if (!goesOn)
                    return Errno.Success;
                data = data[(end + 1)..];
            }
            if (rest.Length + data.Length > context.Sys.Limits.MaxShellBytes)
                return Errno.ENOMEM;
            rest.Write(data);
            context.Out.Flush();
        }
        if (rest.Length > 0)
            take(rest.GetBuffer().AsSpan(0, (int)rest.Length), false);
        return Errno.Success;
    }

    private static int HeadTail(NativeContext context, Func<int, long, bool, bool, Errno> run)
    {
        // head -5 is head -n 5.
        List<string> argv = [.. context.Argv.Select((word, i) => i > 0 && word.Length > 1 && word[0] is '-' && word.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0 ? "-n" + word[1..] : word)];
        var given = context.With(argv);
        var options = NativeOptions.Parse(given, "n:c:qvfF", "lines=n bytes=c quiet=q silent=q verbose=v follow=f");
        bool bytes = options.Given.LastOrDefault(option => option.Letter is 'n' or 'c').Letter == 'c';
        var text = options.Value(bytes ? 'c' : 'n') ?? "10";
        bool fromStart = text[0] == '+';
        if (ParseCount(text.TrimStart('+')) is not { } count)
            return context.Fail($"invalid number of {(bytes ? "bytes" : "lines")}: '{text}'");
        if (options.Has('f') || options.Has('F'))
            return context.Fail("following a file is not available");
        bool titles = (options.Operands.Count > 1 || options.Has('v')) && !options.Has('q');
        bool any = false;
        return ForEachFile(context, options.Operands, (fd, name) =>
        {
            if (titles)
                context.Out.WriteLine($"{(any ? "\n" : "")}==> {(name == StandardInput ? "standard input" : name)} <==");
            any = true;
            return run(fd, count, bytes, fromStart);
        });
    }

    /// <summary>A number with a suffix of <c>head</c> and its like; null for none.</summary>
    public static long? ParseCount(string text)
    {
        long unit = text.Length == 0 ? 0 : text[^1] switch { 'k' or 'K' => 1024, 'm' or 'M' => 1024 * 1024, 'b' => 512, _ => 1 };
        return long.TryParse(unit > 1 ? text[..^1] : text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && Math.Abs(number) < long.MaxValue / 1024 / 1024 ? number * unit : null;
    }

    private static Errno HeadBytes(NativeContext context, int fd, long count)
    {
        if (count < 0)
            return Errno.ENOSYS;
        var buffer = new byte[BufferBytes];
        while (count > 0)
        {
            if (context.Read(fd, buffer.AsSpan(0, (int)Math.Min(buffer.Length, count))).IsError(out int read, out var errno))
                return errno;
            if (read == 0)
                break;
            context.Out.Write(buffer.AsSpan(0, read));
            context.Out.Flush();
            count -= read;
        }
        return Errno.Success;
    }

    private static Errno HeadLines(NativeContext context, int fd, long count)
    {
        if (count < 0)
            return Errno.ENOSYS;
        return count == 0 ? Errno.Success : ForEachLine(context, fd, (line, ended) =>
        {
            context.Out.Write(line);
            if (ended)
                context.Out.Write("\n"u8);
            return --count > 0;
        });
    }

    private struct Counts
    {
        public long Lines, Words, Characters, Bytes, Longest;

        public readonly Counts Plus(Counts other) => new()
        {
            Lines = Lines + other.Lines,
            Words = Words + other.Words,
            Characters = Characters + other.Characters,
            Bytes = Bytes + other.Bytes,
            Longest = Math.Max(Longest, other.Longest),
        };
    }
}
