using System.Globalization;

namespace SecureExec.Sidecar.Programs;

/// <summary><c>ps</c>: the processes that <c>/proc</c> shows, chosen and told by the standard options, and by <c>a</c>, <c>x</c> and <c>u</c> of BSD.</summary>
internal static class ProcessListProgram
{
    private static readonly char[] s_separators = [',', ' '];

    public static int Run(NativeContext context)
    {
        // Options of BSD have no dash.
        var bsd = context.Argv.Skip(1).TakeWhile(word => word.Length > 0 && word.All("axuwh".Contains)).ToList();
        var options = NativeOptions.Parse(context.With([context.Argv[0], .. context.Argv.Skip(1 + bsd.Count)]), "Aeafwhp:P:g:u:o:", "pid=p ppid=P user=u format=o no-headers=h no-heading=h no-headings=h");
        var letters = string.Concat(bsd);
        var columns = ColumnsOf(options, letters.Contains('u', StringComparison.Ordinal), out var unknown);
        if (options.Operands.Count > 0 || columns is null)
            return context.Fail($"unknown format or option: {(options.Operands.Count > 0 ? options.Operands[0] : unknown)}");
        if (ProcessEntry.All(context).IsError(out var all, out var errno))
            return context.Fail("/proc", errno);
        bool everything = options.Has('A') || options.Has('e') || letters.Contains('x', StringComparison.Ordinal);
        var own = all.Find(process => process.Pid == context.Process.Pid);
        List<ProcessEntry> chosen = [.. all.Where(process => everything || IsChosen(process, options, own))];
        bool titled = !options.Has('h') && !letters.Contains('h', StringComparison.Ordinal) && columns.Any(column => column.Header.Length > 0);
        if (titled)
            Print(context, columns, column => column.Header);
        foreach (var process in chosen)
            Print(context, columns, column => column.Text(process));
        return chosen.Count > 0 ? 0 : 1;
    }

    private static List<ProcessColumn>? ColumnsOf(NativeOptions options, bool byUser, out string? unknown)
    {
        unknown = null;
        var names = options.Given.Where(given => given.Letter == 'o').SelectMany(given => given.Value.Split(s_separators, StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (names.Count == 0)
            names = byUser ? ["user", "pid", "%cpu", "%mem", "vsz", "rss", "tname", "stat", "bsdstart", "bsdtime", "args"] : options.Has('f') ? ["user=UID", "pid", "ppid", "tname", "time", "args=CMD"] : ["pid", "tname", "time", "comm=CMD"];
        var columns = new List<ProcessColumn>();
        foreach (var name in names)
        {
            if (ProcessColumn.Find(name) is not { } column)
            {
                unknown = name;
                return null;
            }
            columns.Add(column);
        }
        return columns;
    }

    // Without a choice: those of the caller's user at its terminal.
    private static bool IsChosen(ProcessEntry process, NativeOptions options, ProcessEntry? own) =>
        options.Given.Any(given => given.Letter is 'p' or 'P' or 'g' or 'u')
            ? options.Given.Any(given => given.Value.Split(s_separators).Any(word => Matches(process, given.Letter, word)))
            : options.Has('a') ? process.Session != process.Pid : process.Uid == own?.Uid && process.Terminal == own.Terminal;

    private static bool Matches(ProcessEntry process, char letter, string word)
    {
        if (letter == 'u' && word == process.User)
            return true;
        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) &&
            letter switch { 'p' => number == process.Pid, 'P' => number == process.ParentPid, 'g' => number == process.Session, 'u' => number == process.Uid, _ => false };
    }

    private static void Print(NativeContext context, List<ProcessColumn> columns, Func<ProcessColumn, string> text)
    {
        var cells = columns.Select((column, i) =>
        {
            int width = Math.Max(Math.Abs(column.Width), column.Header.Length);
            return column.Width > 0 ? text(column).PadLeft(width) : i == columns.Count - 1 ? text(column) : text(column).PadRight(width);
        });
        context.Out.WriteLine(string.Join(' ', cells));
    }
}
