using System.Text;
using System.Text.RegularExpressions;
using SecureExec.Sidecar.Shell;

namespace SecureExec.Sidecar.Programs;

/// <summary><c>grep</c>, <c>egrep</c>, <c>fgrep</c>: 0 when a line was selected, 1 when none was, 2 for an error. Matching takes linear time, so there are no back references.</summary>
internal static class GrepProgram
{
    public static int Run(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "EFGPivnclLqsohHwxe:f:rRm:aIA:B:C:z", "extended-regexp=E fixed-strings=F basic-regexp=G ignore-case=i invert-match=v line-number=n count=c files-with-matches=l files-without-match=L quiet=q silent=q no-messages=s only-matching=o no-filename=h with-filename=H word-regexp=w line-regexp=x regexp=e file=f recursive=r max-count=m text=a after-context=A before-context=B context=C color=a", failure: 2);
        var patterns = options.Given.Where(given => given.Letter == 'e').SelectMany(given => given.Value.Split('\n')).ToList();
        var files = options.Operands;
        if (options.Value('f') is { } list)
        {
            if (ScriptFile.Read(context, list, context.Sys.Limits.MaxShellBytes).IsError(out var text, out var errno))
                return context.Fail(list, errno) + 1;
            patterns.AddRange(text.TrimEnd('\n').Split('\n'));
        }
        if (patterns.Count == 0 && !options.Has('f'))
        {
            if (files.Count == 0)
            {
                context.Complain($"Usage: {context.Name} [OPTION]... PATTERNS [FILE]...\nTry '{context.Name} --help' for more information.\n");
                return 2;
            }
            patterns = [.. files[0].Split('\n')];
            files = files[1..];
        }
        Regex regex;
        try
        {
            regex = Compile(context, options, patterns);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            context.Fail(e is NotSupportedException ? "back references are not available" : "Invalid regular expression");
            return 2;
        }
        return new Search(context, options, regex).Run(files);
    }

    private static Regex Compile(NativeContext context, NativeOptions options, List<string> patterns)
    {
        var kind = options.Given.LastOrDefault(given => given.Letter is 'E' or 'F' or 'G' or 'P').Letter;
        bool extended = kind == 'E' || (kind == 0 && context.Name == "egrep"), isFixed = kind == 'F' || (kind == 0 && context.Name == "fgrep");
        var all = patterns.Select(pattern => isFixed ? Regex.Escape(pattern) : kind == 'P' ? pattern : PosixRegex.ToDotNet(pattern, extended));
        var text = string.Join('|', all.Select(pattern => $"(?:{pattern})"));
        if (patterns.Count == 0)
            text = "(?!)";
        if (options.Has('x'))
            text = $"^(?:{text})$";
        else if (options.Has('w'))
            text = $@"\b(?:{text})\b";
        var flags = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
        return new Regex(patterns.Count == 0 ? "^[^\\s\\S]$" : text, options.Has('i') ? flags | RegexOptions.IgnoreCase : flags);
    }

    private sealed class Search(NativeContext context, NativeOptions options, Regex regex)
    {
        private readonly long _most = long.TryParse(options.Value('m'), out long most) ? most : long.MaxValue;
        private readonly int _after = Number(options, 'A'), _before = Number(options, 'B');
        private bool _selected, _failed, _names;

        public int Run(List<string> files)
        {
            bool recursive = options.Has('r') || options.Has('R');
            if (files.Count == 0)
                files = [recursive ? "." : "-"];
            _names = options.Has('H') || ((files.Count > 1 || recursive) && !options.Has('h'));
            foreach (var file in files)
            {
                One(file, recursive, 0);
                if (_selected && options.Has('q'))
                    return 0;
            }
            return _failed ? 2 : _selected ? 0 : 1;
        }

        private static int Number(NativeOptions options, char letter) => int.TryParse(options.Value(letter) ?? options.Value('C'), out int lines) ? Math.Clamp(lines, 0, 1 << 20) : 0;

        private void One(string file, bool recursive, int depth)
        {
            context.ThrowIfEnded();
            if (file != "-" && context.Sys.Stat(file, followSymlinks: depth == 0 || options.Has('R')) is { Ok: true, Value: var stat })
            {
                if (stat.IsDirectory)
                {
                    if (!recursive)
                    {
                        context.Fail($"{file}: Is a directory");
                        return;
                    }
                    if (depth > context.Sys.Limits.MaxRecursionDepth || context.Sys.ReadDir(file).IsError(out var entries, out _))
                        return;
                    foreach (var entry in entries.OrderBy(entry => entry.Name, StringComparer.Ordinal))
                        One($"{file.TrimEnd('/')}/{entry.Name}", recursive, depth + 1);
                    return;
                }
                if (depth > 0 && !stat.IsRegular)
                    return;
            }
            StreamPrograms.ForEachFile(context, [file], (fd, name) => Stream(fd, name == "-" ? "(standard input)" : name));
        }

        private Abi.Errno Stream(int fd, string name)
        {
            long number = 0, count = 0, lastShown = 0, showUntil = 0;
            bool any = false;
            var before = new Queue<(long Number, string Line)>();
            bool shows = !options.Has('q') && !options.Has('c') && !options.Has('l') && !options.Has('L');
            void Show(long at, string line, char mark)
            {
                if ((_after > 0 || _before > 0) && lastShown > 0 && at > lastShown + 1)
                    context.Out.WriteLine("--");
                lastShown = at;
                context.Out.WriteLine(Prefix(name, at, mark) + line);
            }
            var errno = StreamPrograms.ForEachLine(context, fd, (bytes, _) =>
            {
                context.ThrowIfEnded();
                number++;
                var line = ShellText.Decode(bytes);
                if (regex.IsMatch(line) == options.Has('v'))
                {
                    if (shows && number <= showUntil)
                        Show(number, line, '-');
                    else if (shows && _before > 0)
                    {
                        before.Enqueue((number, line));
                        if (before.Count > _before)
                            before.Dequeue();
                    }
                    return true;
                }
                count++;
                any = true;
                if (shows && options.Has('o') && !options.Has('v'))
                {
                    foreach (var match in regex.EnumerateMatches(line))
                    {
                        if (match.Length > 0)
                            context.Out.WriteLine($"{Prefix(name, number, ':')}{line.AsSpan(match.Index, match.Length)}");
                    }
                }
                else if (shows)
                {
                    while (before.TryDequeue(out var earlier))
                        Show(earlier.Number, earlier.Line, '-');
                    Show(number, line, ':');
                    showUntil = number + _after;
                }
                return shows || options.Has('c') ? count < _most : false;
            });
            _selected |= options.Has('L') ? !any : any;
            if (options.Has('c'))
                context.Out.WriteLine((_names ? name + ":" : "") + count);
            else if ((options.Has('l') && any) || (options.Has('L') && !any))
                context.Out.WriteLine(name);
            _failed |= errno != Abi.Errno.Success;
            return options.Has('s') ? Abi.Errno.Success : errno;
        }

        private string Prefix(string name, long number, char mark) => (_names ? $"{name}{mark}" : "") + (options.Has('n') ? $"{number}{mark}" : "");
    }
}
