using System.Globalization;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Shell;

namespace SecureExec.Sidecar.Programs;

/// <summary>Programs that tell what is, and wait: <c>env</c>, <c>pwd</c>, <c>sleep</c>, <c>uname</c>, <c>id</c>, <c>which</c> and their like.</summary>
internal static class SystemPrograms
{
    // env with a command is another program's start, which the kernel finds; here are env without one, and printenv.
    public static int PrintEnv(NativeContext context)
    {
        int status = 0;
        if (context.Sys.ListEnv().IsError(out var all, out var errno))
            return context.Fail("environment", errno);
        List<string> names = [.. context.Argv.Skip(1).Where(word => word is not ("-0" or "--null"))];
        var end = context.Argv.Skip(1).Any(word => word is "-0" or "--null") ? "\0" : "\n";
        if (names.Count == 0 || context.Name == "env")
        {
            foreach (var (name, value) in all)
                context.Out.Write($"{name}={value}{end}");
            return 0;
        }
        foreach (var name in names)
        {
            if (all.Where(pair => pair.Key == name).Select(pair => pair.Value).FirstOrDefault() is { } value)
                context.Out.Write(value + end);
            else
                status = 1;
        }
        return status;
    }

    public static int Pwd(NativeContext context)
    {
        bool logical = NativeOptions.Parse(context, "LP", "logical=L physical=P").Has('L');
        if (context.Sys.Getcwd().IsError(out var path, out var errno))
            return context.Fail("couldn't find directory entry", errno);
        if (logical && context.Env("PWD") is ['/', ..] pwd && context.Sys.RealPath(pwd) is { Ok: true, Value: var real } && real == path)
            path = pwd;
        context.Out.WriteLine(path);
        return 0;
    }

    public static int Sleep(NativeContext context)
    {
        if (context.Argv.Count < 2)
            return context.Fail("missing operand\nTry 'sleep --help' for more information.");
        double milliseconds = 0;
        foreach (var word in context.Argv.Skip(1))
        {
            double unit = word.Length == 0 ? 0 : word[^1] switch { 's' => 1e3, 'm' => 60e3, 'h' => 3600e3, 'd' => 86400e3, _ => 0 };
            if (word is "infinity" or "inf")
                milliseconds = double.MaxValue;
            else if (double.TryParse(unit > 0 ? word[..^1] : word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds))
                milliseconds += seconds * (unit > 0 ? unit : 1e3);
            else
                return context.Fail($"invalid time interval '{word}'\nTry 'sleep --help' for more information.");
        }
        context.Sleep(milliseconds);
        return 0;
    }

    public static int Uname(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "asnrvmpio", "all=a kernel-name=s nodename=n kernel-release=r machine=m operating-system=o");
        bool all = options.Has('a');
        var parts = new List<string>();
        if (all || options.Has('s') || options.Given.Count == 0)
            parts.Add("Linux");
        if (all || options.Has('n'))
            parts.Add(HostNameOf(context));
        if (all || options.Has('r'))
            parts.Add(BaseSystem.KernelRelease);
        if (all || options.Has('v'))
            parts.Add("#1 SMP");
        if (all || options.Has('m'))
            parts.Add("x86_64");
        if (options.Has('p') || options.Has('i'))
            parts.Add("unknown");
        if (all || options.Has('o'))
            parts.Add("GNU/Linux");
        context.Out.WriteLine(string.Join(' ', parts));
        return 0;
    }

    public static int HostName(NativeContext context)
    {
        context.Out.WriteLine(HostNameOf(context));
        return 0;
    }

    public static int WhoAmI(NativeContext context)
    {
        context.Out.WriteLine(NameOf(context, "/etc/passwd", context.Process.Uid));
        return 0;
    }

    public static int Id(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "ugGnr", "user=u group=g groups=G name=n real=r");
        var (uid, gid) = (context.Process.Uid, context.Process.Gid);
        var (user, group) = (NameOf(context, "/etc/passwd", uid), NameOf(context, "/etc/group", gid));
        if (options.Has('u'))
            context.Out.WriteLine(options.Has('n') ? user : uid.ToString());
        else if (options.Has('g') || options.Has('G'))
            context.Out.WriteLine(options.Has('n') ? group : gid.ToString());
        else
            context.Out.WriteLine($"uid={uid}({user}) gid={gid}({group}) groups={gid}({group})");
        return 0;
    }

    public static int Which(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "as", failure: 2);
        int status = options.Operands.Count == 0 ? 1 : 0;
        foreach (var name in options.Operands)
        {
            List<string> found = [.. CommandSearch.All(context.Sys, context.Env("PATH"), name).Take(options.Has('a') ? int.MaxValue : 1)];
            status = found.Count == 0 ? 1 : status;
            foreach (var path in found)
            {
                if (!options.Has('s'))
                    context.Out.WriteLine(path);
            }
        }
        return status;
    }

    public static int BaseName(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "as:z", "multiple=a suffix=s zero=z", stopsAtOperand: true);
        if (options.Operands.Count == 0)
            return context.Fail("missing operand\nTry 'basename --help' for more information.");
        bool many = options.Has('a') || options.Has('s');
        var suffix = options.Value('s') ?? (!many && options.Operands.Count > 1 ? options.Operands[1] : "");
        foreach (var path in many ? options.Operands : options.Operands.Take(1))
        {
            var trimmed = path.TrimEnd('/');
            var name = trimmed.Length == 0 ? (path.Length > 0 ? "/" : "") : trimmed[(trimmed.LastIndexOf('/') + 1)..];
            if (suffix.Length > 0 && name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal))
                name = name[..^suffix.Length];
            context.Out.Write(name + (options.Has('z') ? "\0" : "\n"));
        }
        return 0;
    }

    public static int DirName(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "z", "zero=z");
        if (options.Operands.Count == 0)
            return context.Fail("missing operand\nTry 'dirname --help' for more information.");
        foreach (var path in options.Operands)
        {
            var trimmed = path.TrimEnd('/');
            int slash = trimmed.LastIndexOf('/');
            var name = trimmed.Length == 0 ? (path.Length > 0 ? "/" : ".") : slash < 0 ? "." : trimmed[..slash].TrimEnd('/') is { Length: > 0 } parent ? parent : "/";
            context.Out.Write(name + (options.Has('z') ? "\0" : "\n"));
        }
        return 0;
    }

    public static int Seq(NativeContext context)
    {
        List<string> words = [];
        string separator = "\n";
        bool pads = false;
        for (int i = 1; i < context.Argv.Count; i++)
        {
            if (context.Argv[i] == "-s" && i + 1 < context.Argv.Count)
                separator = context.Argv[++i];
            else if (context.Argv[i] == "-w")
                pads = true;
            else
                words.Add(context.Argv[i]);
        }
        if (words.Count is 0 or > 3)
            return context.Fail(words.Count == 0 ? "missing operand" : $"extra operand '{words[3]}'");
        var numbers = new List<decimal>();
        foreach (var word in words)
        {
            if (!decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number))
                return context.Fail($"invalid floating point argument: '{word}'");
            numbers.Add(number);
        }
        decimal first = numbers.Count > 1 ? numbers[0] : 1, step = numbers.Count > 2 ? numbers[1] : 1, last = numbers[^1];
        if (step == 0)
            return context.Fail($"invalid Zero increment value: '{words[1]}'");
        int places = words.Take(numbers.Count > 2 ? 2 : 1).Max(word => word.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? word.Length - dot - 1 : 0);
        string Format(decimal value) => value.ToString("F" + places, CultureInfo.InvariantCulture);
        int width = pads ? Math.Max(Format(first).Length, Format(last).Length) : 0;
        bool any = false;
        for (decimal value = first; step > 0 ? value <= last : value >= last; value += step)
        {
            context.Out.Write((any ? separator : "") + Format(value).PadLeft(width, '0'));
            any = true;
        }
        if (any)
            context.Out.Write("\n"u8);
        return 0;
    }

    public static int Date(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "uId:r:", "utc=u universal=u date=d reference=r");
        var now = DateTimeOffset.UtcNow;
        if (context.Machine.Now is { } clock)
            now = clock();
        if (options.Value('d') is { } text)
        {
            if (text is ['@', .. var seconds] && long.TryParse(seconds, out long epoch))
                now = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(epoch, -62135596800, 253402300799));
            else if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var given))
                now = given;
            else if (text != "now")
                return context.Fail($"invalid date '{text}'");
        }
        if (options.Value('r') is { } file)
        {
            if (context.Sys.Stat(file, followSymlinks: true).IsError(out var stat, out var errno))
                return context.Fail(file, errno);
            now = DateTimeOffset.FromUnixTimeSeconds(stat.Mtime.Seconds).AddTicks(stat.Mtime.Nanoseconds / 100);
        }
        var format = options.Operands.FirstOrDefault() is ['+', .. var asked] ? asked : options.Has('I') ? "%Y-%m-%d" : "%a %b %e %H:%M:%S %Z %Y";
        context.Out.WriteLine(TimeFormat.Format(now, format));
        return 0;
    }

    private static string HostNameOf(NativeContext context) =>
        ScriptFile.Read(context, "/etc/hostname", 4096) is { Ok: true, Value: var name } ? name.Trim() : "localhost";

    /// <summary>The name of a user or group by a file of them; its number when there is none.</summary>
    public static string NameOf(NativeContext context, string file, int id)
    {
        if (ScriptFile.Read(context, file, 1 << 20).IsError(out var text, out _))
            return id.ToString();
        var line = text.Split('\n').FirstOrDefault(line => line.Split(':') is [_, _, var number, ..] && number == id.ToString());
        return line?.Split(':')[0] ?? id.ToString();
    }
}
