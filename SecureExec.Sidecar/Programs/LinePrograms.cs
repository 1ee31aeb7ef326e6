using System.Globalization;
using SecureExec.Abi;
using SecureExec.Sidecar.Shell;

namespace SecureExec.Sidecar.Programs;

/// <summary>Programs on lines: <c>sort</c>, <c>uniq</c>, <c>cut</c>, <c>tr</c>. What has to be held is bounded by <see cref="ResourceLimits.MaxShellBytes"/>.</summary>
internal static class LinePrograms
{
    public static int Sort(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "bdfnruk:t:o:sVhgcz", "reverse=r numeric-sort=n unique=u key=k field-separator=t output=o ignore-case=f stable=s version-sort=V human-numeric-sort=h", failure: 2);
        var lines = new List<string>();
        long size = 0;
        bool full = false;
        int status = StreamPrograms.ForEachFile(context, options.Operands, (fd, _) => StreamPrograms.ForEachLine(context, fd, (line, _) =>
        {
            size += line.Length + 32;
            full |= size > context.Sys.Limits.MaxShellBytes;
            lines.Add(ShellText.Decode(line));
            return !full;
        }));
        if (status != 0)
            return 2;
        if (full)
        {
            context.Fail("memory exhausted");
            return 2;
        }
        var keys = options.Given.Where(given => given.Letter == 'k').Select(given => SortKey.Parse(given.Value)).ToList();
        if (keys.Contains(null))
        {
            context.Fail("invalid key");
            return 2;
        }
        var comparer = new SortComparer(options, [.. keys.Select(key => key!)]);
        if (options.Has('c'))
        {
            for (int i = 1; i < lines.Count; i++)
            {
                if (comparer.Compare(lines[i - 1], lines[i]) > 0)
                    return context.Fail($"-:{i + 1}: disorder: {lines[i]}");
            }
            return 0;
        }
        IEnumerable<string> sorted = lines.Order(comparer);
        if (options.Has('u'))
            sorted = Distinct(sorted, comparer.CompareKeys);
        if (options.Value('o') is { } path)
        {
            if (context.Sys.Open(path, OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_TRUNC, 0x1B6).IsError(out int fd, out var errno))
                return context.Fail($"open failed: {path}", errno) + 1;
            context.WriteAll(fd, ShellText.Encode(string.Concat(sorted.Select(line => line + "\n"))));
            context.Sys.Close(fd);
            return 0;
        }
        foreach (var line in sorted)
            context.Out.WriteLine(line);
        return 0;
    }

    private static IEnumerable<string> Distinct(IEnumerable<string> lines, Func<string, string, int> compare)
    {
        string? before = null;
        foreach (var line in lines)
        {
            if (before is null || compare(before, line) != 0)
                yield return line;
            before = line;
        }
    }

    public static int Uniq(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "cdiuf:s:w:", "count=c repeated=d ignore-case=i unique=u skip-fields=f skip-chars=s");
        string? before = null;
        long count = 0;
        int skipFields = int.TryParse(options.Value('f'), out int fields) ? fields : 0, skipChars = int.TryParse(options.Value('s'), out int chars) ? chars : 0;
        string Key(string line)
        {
            int at = 0;
            for (int i = 0; i < skipFields; i++)
            {
                while (at < line.Length && line[at] is ' ' or '\t')
                    at++;
                while (at < line.Length && line[at] is not (' ' or '\t'))
                    at++;
            }
            var key = line[Math.Min(at + skipChars, line.Length)..];
            return options.Has('i') ? key.ToUpperInvariant() : key;
        }
        void Flush()
        {
            if (before is null || (options.Has('d') && count < 2) || (options.Has('u') && count > 1))
                return;
            context.Out.WriteLine(options.Has('c') ? $"{count,7} {before}" : before);
        }
        int status = StreamPrograms.ForEachFile(context, [.. options.Operands.Take(1)], (fd, _) => StreamPrograms.ForEachLine(context, fd, (bytes, _) =>
        {
            var line = ShellText.Decode(bytes);
            if (before is not null && Key(before) == Key(line))
            {
                count++;
                return true;
            }
            Flush();
            (before, count) = (line, 1);
            return true;
        }));
        Flush();
        return status;
    }

    public static int Cut(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "b:c:d:f:sn", "bytes=b characters=c delimiter=d fields=f only-delimited=s output-delimiter=o");
        var list = options.Value('f') ?? options.Value('c') ?? options.Value('b');
        if (list is null)
            return context.Fail("you must specify a list of bytes, characters, or fields\nTry 'cut --help' for more information.");
        if (Ranges(list) is not { } ranges)
            return context.Fail($"invalid field value '{list}'");
        bool Selected(int index) => ranges.Exists(range => index >= range.From && index <= range.To);
        var delimiter = options.Value('d') ?? "\t";
        if (delimiter.Length != 1)
            return context.Fail("the delimiter must be a single character\nTry 'cut --help' for more information.");
        return StreamPrograms.ForEachFile(context, options.Operands, (fd, _) => StreamPrograms.ForEachLine(context, fd, (bytes, _) =>
        {
            if (options.Has('b') && !options.Has('f'))
            {
                context.Out.Write(bytes.ToArray().Where((_, i) => Selected(i + 1)).ToArray());
                context.Out.Write("\n"u8);
                return true;
            }
            var line = ShellText.Decode(bytes);
            if (!options.Has('f'))
                context.Out.WriteLine(string.Concat(line.Where((_, i) => Selected(i + 1))));
            else if (line.Contains(delimiter[0], StringComparison.Ordinal))
                context.Out.WriteLine(string.Join(delimiter, line.Split(delimiter[0]).Where((_, i) => Selected(i + 1))));
            else if (!options.Has('s'))
                context.Out.WriteLine(line);
            return true;
        }));
    }

    private static List<(int From, int To)>? Ranges(string list)
    {
        var ranges = new List<(int, int)>();
        foreach (var item in list.Split(',', ' '))
        {
            int dash = item.IndexOf('-', StringComparison.Ordinal);
            var (from, to) = dash < 0 ? (item, item) : (item[..dash], item[(dash + 1)..]);
            int low = 1, high = int.MaxValue;
            if (item is "" or "-" || (from.Length > 0 && !int.TryParse(from, out low)) || (to.Length > 0 && !int.TryParse(to, out high)) || low < 1 || high < low)
                return null;
            ranges.Add((low, high));
        }
        return ranges;
    }

    public static int Tr(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "cCdst", "complement=c delete=d squeeze-repeats=s truncate-set1=t", stopsAtOperand: true);
        if (options.Operands.Count == 0 || (options.Operands.Count == 1 && !options.Has('d') && !options.Has('s')))
            return context.Fail(options.Operands.Count == 0 ? "missing operand" : $"missing operand after '{options.Operands[0]}'\nTwo strings must be given when translating.");
        var from = ByteSet.Expand(options.Operands[0]);
        var to = options.Operands.Count > 1 ? ByteSet.Expand(options.Operands[1]) : [];
        if (options.Has('c') || options.Has('C'))
        {
            HashSet<byte> listed = [.. from];
            from = [.. Enumerable.Range(0, 256).Select(b => (byte)b).Where(b => !listed.Contains(b))];
        }
        var map = new int[256];
        for (int b = 0; b < 256; b++)
            map[b] = b;
        bool translates = !options.Has('d') && options.Operands.Count > 1;
        for (int i = 0; i < from.Length; i++)
            map[from[i]] = options.Has('d') ? -1 : translates && to.Length > 0 ? to[Math.Min(i, to.Length - 1)] : from[i];
        HashSet<byte> squeezed = options.Has('s') ? [.. options.Operands.Count > 1 ? to : from] : [];
        int before = -1;
        var output = new byte[64 * 1024];
        var errno = StreamPrograms.Copy(context, 0, data =>
        {
            int count = 0;
            foreach (var b in data)
            {
                int mapped = map[b];
                if (mapped < 0 || (mapped == before && squeezed.Contains((byte)mapped)))
                    continue;
                output[count++] = (byte)mapped;
                before = mapped;
            }
            return context.WriteAll(1, output.AsSpan(0, count));
        });
        return errno == Errno.Success ? 0 : context.Fail("read error", errno);
    }
}
