using System.Globalization;
using SecureExec.Protocol;

namespace SecureExec.Sidecar.CommandLine;

/// <summary>Reads the command line of <c>run</c>. Options stand before the program, as with node; all after it is the program's.</summary>
internal static class RunArgumentParser
{
    /// <exception cref="CommandLineException">An option is unknown, lacks its value or has a wrong one, or there is no program.</exception>
    internal static RunArguments Parse(IReadOnlyList<string> args)
    {
        var parsed = new RunArguments();
        var rules = new List<ScopedPermissionRule>();
        var mounts = new List<HostMount>();
        var env = new Dictionary<string, string>(StringComparer.Ordinal);
        string? code = null;
        int i = 0;
        for (; i < args.Count && args[i].Length > 1 && args[i][0] == '-'; i++)
        {
            if (args[i] == "--")
            {
                i++;
                break;
            }
            (string name, string? attached) = Split(args[i]);
            string Value() => attached ?? (i + 1 < args.Count ? args[++i] : throw new CommandLineException($"{name} needs a value."));
            switch (name)
            {
                case "-e" or "--eval":
                    (code, parsed) = (Value(), parsed with { Kind = ProgramKind.Eval });
                    break;
                case "-p" or "--print":
                    (code, parsed) = (Value(), parsed with { Kind = ProgramKind.Print });
                    break;
                case "--policy":
                    parsed = parsed with { PolicyFile = Value() };
                    break;
                case "--allow":
                    rules.Add(Rule(name, Value(), PermissionMode.Allow));
                    break;
                case "--deny":
                    rules.Add(Rule(name, Value(), PermissionMode.Deny));
                    break;
                case "--mount":
                    mounts.Add(Mount(Value()));
                    break;
                case "--node-modules":
                    parsed = parsed with { NodeModules = Value() };
                    break;
                case "--env":
                    AddVariable(env, Value());
                    break;
                case "--cwd":
                    parsed = parsed with { Cwd = Value() };
                    break;
                case "--timeout":
                    parsed = parsed with { Timeout = Duration(Value()) };
                    break;
                case "--memory":
                    parsed = parsed with { MemoryMiB = Memory(Value()) };
                    break;
                case "--worker":
                    parsed = parsed with { WorkerPath = Value() };
                    break;
                case "--json":
                    parsed = parsed with { Json = Flag(name, attached) };
                    break;
                case "-n" or "--no-stdin":
                    parsed = parsed with { NoStdin = Flag(name, attached) };
                    break;
                default:
                    throw new CommandLineException($"There is no option {name}.");
            }
        }
        parsed = parsed with { Rules = rules, Mounts = mounts, Env = env };
        if (code is not null) return parsed with { Program = code, ProgramArguments = [.. args.Skip(i)] };
        if (i >= args.Count) throw new CommandLineException("There is no program: name a file, '-' for standard input, or -e CODE.");
        return parsed with { Kind = args[i] == "-" ? ProgramKind.Eval : ProgramKind.File, Program = args[i], ProgramArguments = [.. args.Skip(i + 1)] };
    }

    private static (string Name, string? Value) Split(string argument)
    {
        int equals = argument.IndexOf('=', StringComparison.Ordinal);
        return argument.StartsWith("--", StringComparison.Ordinal) && equals > 0 ? (argument[..equals], argument[(equals + 1)..]) : (argument, null);
    }

    private static bool Flag(string name, string? attached) => attached is null ? true : throw new CommandLineException($"{name} takes no value.");

    private static ScopedPermissionRule Rule(string option, string text, PermissionMode mode)
    {
        try
        {
            return PermissionRule.Parse(text, mode);
        }
        catch (FormatException exception)
        {
            throw new CommandLineException($"{option} {exception.Message}");
        }
    }

    private static HostMount Mount(string text)
    {
        string[] parts = text.Split(':');
        return parts switch
        {
            [{ Length: > 0 } host, ['/', ..] guest] => new HostMount(host, guest),
            [{ Length: > 0 } host, ['/', ..] guest, "ro"] => new HostMount(host, guest),
            [{ Length: > 0 } host, ['/', ..] guest, "rw"] => new HostMount(host, guest, ReadOnly: false),
            _ => throw new CommandLineException($"--mount '{text}' is not HOST:GUEST[:ro|:rw] with an absolute guest path."),
        };
    }

    private static void AddVariable(Dictionary<string, string> env, string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) throw new CommandLineException($"--env '{text}' is not NAME=VALUE.");
        env[text[..equals]] = text[(equals + 1)..];
    }

    private static TimeSpan Duration(string text)
    {
        (string number, double seconds) = text switch
        {
            [.. var n, 'm', 's'] => (n, 0.001),
            [.. var n, 's'] => (n, 1),
            [.. var n, 'm'] => (n, 60),
            _ => (text, 1.0),
        };
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value > 0 && value * seconds <= 604_800
            ? TimeSpan.FromSeconds(value * seconds)
            : throw new CommandLineException($"--timeout '{text}' is no time: write seconds (1.5), or a number with ms, s or m, of at most seven days.");
    }

    private static int Memory(string text)
    {
        (string number, int factor) = text switch
        {
            [.. var n, 'M'] => (n, 1),
            [.. var n, 'M', 'i', 'B'] => (n, 1),
            [.. var n, 'G'] => (n, 1024),
            [.. var n, 'G', 'i', 'B'] => (n, 1024),
            _ => (text, 1),
        };
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value is > 0 and <= 16_384
            ? value * factor
            : throw new CommandLineException($"--memory '{text}' is no size: write MiB (64), or a number with M or G.");
    }
}
