using System.Globalization;
using SecureExec.Abi;

namespace SecureExec.Sidecar.Programs;

/// <summary><c>ls</c>: one name a line, as to anything that is no terminal.</summary>
internal static class ListProgram
{
    public static int Run(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "aAlhdr1RFpitSUfgonLsC", "all=a almost-all=A directory=d reverse=r recursive=R classify=F human-readable=h inode=i color=C", failure: 2);
        var paths = options.Operands.Count == 0 ? ["."] : options.Operands;
        int status = 0;
        var files = new List<(string Name, FileStat Stat)>();
        var directories = new List<string>();
        foreach (var path in paths)
        {
            bool follows = options.Has('L') || (!options.Has('l') && !options.Has('d') && !options.Has('F'));
            var found = context.Sys.Stat(path, follows);
            if (!found.Ok && follows)
                found = context.Sys.Stat(path, followSymlinks: false);
            if (found.IsError(out var stat, out var errno))
            {
                context.Fail($"cannot access '{path}'", errno);
                status = 2;
            }
            else if (stat.IsDirectory && !options.Has('d'))
                directories.Add(path);
            else
                files.Add((path, stat));
        }
        Print(context, options, "", Sort(options, files));
        bool any = files.Count > 0;
        bool titles = paths.Count > 1 || options.Has('R');
        foreach (var directory in Sort(options, [.. directories.Select(path => (path, default(FileStat)))]).Select(item => item.Name))
            status |= List(context, options, directory, titles, ref any, 0);
        return status;
    }

    private static int List(NativeContext context, NativeOptions options, string directory, bool titled, ref bool any, int depth)
    {
        context.ThrowIfEnded();
        if (titled)
            context.Out.WriteLine($"{(any ? "\n" : "")}{directory}:");
        any = true;
        if (context.Sys.ReadDir(directory).IsError(out var entries, out var errno))
        {
            context.Fail($"cannot open directory '{directory}'", errno);
            return 2;
        }
        var names = entries.Select(entry => entry.Name);
        bool all = options.Has('a') || options.Has('f');
        if (all)
            names = names.Concat([".", ".."]);
        else if (!options.Has('A'))
            names = names.Where(name => !name.StartsWith('.'));
        var items = new List<(string Name, FileStat Stat)>();
        bool needsStat = options.Given.Any(given => given.Letter is 'l' or 'F' or 'p' or 'i' or 't' or 'S' or 'R' or 'g' or 'o' or 'n' or 's');
        foreach (var name in names)
            items.Add((name, needsStat && context.Sys.Stat($"{directory.TrimEnd('/')}/{name}", options.Has('L')) is { Ok: true, Value: var stat } ? stat : default));
        items = Sort(options, items);
        if (options.Has('l') || options.Has('s'))
            context.Out.WriteLine($"total {items.Sum(item => item.Stat.Blocks) / 2}");
        Print(context, options, directory.TrimEnd('/') + "/", items);
        if (!options.Has('R'))
            return 0;
        int status = 0;
        foreach (var (name, stat) in items)
        {
            if (stat.IsDirectory && name is not ("." or "..") && depth < context.Sys.Limits.MaxRecursionDepth)
                status |= List(context, options, $"{directory.TrimEnd('/')}/{name}", titled: true, ref any, depth + 1);
        }
        return status;
    }

    private static List<(string Name, FileStat Stat)> Sort(NativeOptions options, List<(string Name, FileStat Stat)> items)
    {
        if (options.Has('U') || options.Has('f'))
            return items;
        items.Sort((a, b) =>
        {
            int order = options.Has('S') ? b.Stat.Size.CompareTo(a.Stat.Size) : options.Has('t') ? b.Stat.Mtime.CompareTo(a.Stat.Mtime) : 0;
            return order != 0 ? order : string.CompareOrdinal(a.Name, b.Name);
        });
        if (options.Has('r'))
            items.Reverse();
        return items;
    }

    private static void Print(NativeContext context, NativeOptions options, string prefix, List<(string Name, FileStat Stat)> items)
    {
        bool isLong = options.Has('l') || options.Has('g') || options.Has('o') || options.Has('n');
        int Width(Func<FileStat, string> column) => items.Count == 0 ? 0 : items.Max(item => column(item.Stat).Length);
        string Size(FileStat stat) => options.Has('h') ? Human(stat.Size) : stat.Size.ToString(CultureInfo.InvariantCulture);
        int links = Width(stat => stat.Nlink.ToString(CultureInfo.InvariantCulture)), sizes = Width(Size);
        string Owner(uint id) => !options.Has('n') && id == 0 ? "root" : !options.Has('n') && id == context.Process.Uid && context.Env("USER") is { } user ? user : id.ToString(CultureInfo.InvariantCulture);
        int owners = Width(stat => Owner(stat.Uid)), groups = Width(stat => Owner(stat.Gid));
        foreach (var (name, stat) in items)
        {
            var line = name;
            if (options.Has('F') || options.Has('p'))
                line += stat.IsDirectory ? "/" : options.Has('p') ? "" : stat.IsSymlink ? "@" : (stat.Mode & 0x49) != 0 && stat.IsRegular ? "*" : "";
            if (isLong)
            {
                if (stat.IsSymlink && context.Sys.ReadLink(prefix + name) is { Ok: true, Value: var target })
                    line = $"{name} -> {target}";
                line = $"{FileModeText.Of(stat.Mode)} {stat.Nlink.ToString(CultureInfo.InvariantCulture).PadLeft(links)} {(options.Has('g') ? "" : Owner(stat.Uid).PadRight(owners) + " ")}{(options.Has('o') ? "" : Owner(stat.Gid).PadRight(groups) + " ")}{Size(stat).PadLeft(sizes)} {Time(context, stat.Mtime)} {line}";
            }
            if (options.Has('s'))
                line = $"{stat.Blocks / 2,4} {line}";
            if (options.Has('i'))
                line = $"{stat.Ino} {line}";
            context.Out.WriteLine(line);
        }
    }

    private static string Time(NativeContext context, Timespec time)
    {
        var when = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(time.Seconds, -62135596800, 253402300799));
        var age = (context.Machine.Now?.Invoke() ?? DateTimeOffset.UtcNow) - when;
        return TimeFormat.Format(when, age > TimeSpan.FromDays(182) || age < TimeSpan.FromHours(-1) ? "%b %e  %Y" : "%b %e %H:%M");
    }

    private static string Human(long size)
    {
        double value = size;
        int unit = 0;
        while (value >= 1024)
        {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? size.ToString(CultureInfo.InvariantCulture) : (value < 10 ? (Math.Ceiling(value * 10) / 10).ToString("0.0", CultureInfo.InvariantCulture) : Math.Ceiling(value).ToString(CultureInfo.InvariantCulture)) + "KMGTPE"[unit - 1];
    }
}
