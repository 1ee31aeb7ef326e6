using System.Globalization;
using SecureExec.Protocol;
using SecureExec.Sidecar.Engine;

namespace SecureExec.Sidecar.CommandLine;

/// <summary>Reads the command line of <c>run</c>: options of ours, then node's own. They stand before the program, as with node; all after it is the program's.</summary>
internal static class RunArgumentParser
{
    /// <param name="args">What follows <c>run</c>.</param>
    /// <param name="hasInput">Whether standard input is something else than a terminal: then it is the program when there is no other, where at a terminal Node's REPL begins, as with node.</param>
    /// <exception cref="CommandLineException">An option is unknown, lacks its value or has a wrong one, or there is no program.</exception>
    internal static RunArguments Parse(IReadOnlyList<string> args, bool hasInput = false)
    {
        var state = new State();
        int i = 0;
        while (i < args.Count && args[i].Length > 1 && args[i][0] == '-')
        {
            if (args[i] == "--")
            {
                i++;
                break;
            }
            if (!TryOwn(args, ref i, state)) ReadNode(args, ref i, state);
            if (state.Parsed.Kind == ProgramKind.Command) break;
        }
        RunArguments parsed = state.Parsed with { Rules = state.Rules, Mounts = state.Mounts, Env = state.Env };
        if (NodeFlags.Contradiction(state.Options) is { } contradiction) throw new CommandLineException(contradiction);
        if (Contradiction(parsed, state.Options) is { } conflict) throw new CommandLineException(conflict);
        string[] rest = [.. args.Skip(i)];
        if (parsed.Kind == ProgramKind.Command)
        {
            return state.Code is null && state.Node.Count == 0 && !state.TypeScript
                ? parsed with { ProgramArguments = rest }
                : throw new CommandLineException("--command is the program: no code, and no options of node, stand beside it.");
        }
        if (state.TypeScript) parsed = AsTypeScript(parsed, state, rest);
        parsed = parsed with { NodeArguments = state.Node };
        if (state.Code is not null) return parsed with { Program = state.Code, ProgramArguments = rest };
        bool isInteractive = !hasInput || state.Options.Exists(option => option is { Name: "--interactive", Negated: false });
        if (rest.Length == 0 && isInteractive)
        {
            return !parsed.Json && !parsed.NoStdin
                ? parsed with { Kind = ProgramKind.Repl }
                : throw new CommandLineException("There is no program: name a file, '-' for standard input, or -e CODE.");
        }
        if (rest.Length == 0 || rest[0] == "-") return parsed with { Kind = ProgramKind.StandardInput, ProgramArguments = rest };
        return parsed with { Kind = ProgramKind.File, Program = rest[0], ProgramArguments = rest[1..] };
    }

    /// <summary>An option of ours at <paramref name="index"/>; false: it is none.</summary>
    private static bool TryOwn(IReadOnlyList<string> args, ref int index, State state)
    {
        (string name, string? attached) = Split(args[index]);
        int next = index + 1;
        string Value() => attached ?? (next < args.Count ? args[next++] : throw new CommandLineException($"{name} needs a value."));
        RunArguments parsed = state.Parsed;
        switch (name)
        {
            case "-e" or "--eval":
                (state.Code, parsed) = (Value(), parsed with { Kind = parsed.Kind == ProgramKind.Print ? ProgramKind.Print : ProgramKind.Eval });
                break;
            case "-p" or "--print" or "-pe":
                (state.Code, parsed) = (Value(), parsed with { Kind = ProgramKind.Print });
                break;
            case "--command":
                parsed = parsed with { Kind = ProgramKind.Command, Program = Value() };
                break;
            case "--policy":
                parsed = parsed with { PolicyFile = Value() };
                break;
            case "--allow":
                state.Rules.Add(Rule(name, Value(), PermissionMode.Allow));
                break;
            case "--deny":
                state.Rules.Add(Rule(name, Value(), PermissionMode.Deny));
                break;
            case "--mount":
                state.Mounts.Add(Mount(Value()));
                break;
            case "--node-modules":
                parsed = parsed with { NodeModules = Value() };
                break;
            case "--env":
                AddVariable(state.Env, Value());
                break;
            case "--cwd":
                parsed = parsed with { Cwd = Value() };
                break;
            case "--module-resolution":
                parsed = parsed with { ModuleResolution = Resolution(Value()) };
                break;
            case "--timeout":
                parsed = parsed with { Timeout = Duration(Value()) };
                break;
            case "--memory":
                parsed = parsed with { MemoryMiB = Memory(name, Value()) };
                break;
            case "--max-old-space-size" or "--max_old_space_size":
                parsed = parsed with { MemoryMiB = Memory(name, Value()) };
                break;
            case "--worker":
                parsed = parsed with { WorkerPath = Value() };
                break;
            case "--require-lockdown":
                parsed = parsed with { RequireLockdown = Flag(name, attached) };
                break;
            case "--json":
                parsed = parsed with { Json = Flag(name, attached) };
                break;
            case "--terminal" or "--no-terminal":
                parsed = parsed with { Terminal = Flag(name, attached) && name == "--terminal" };
                break;
            case "--ts":
                state.TypeScript = Flag(name, attached);
                break;
            case "-n" or "--no-stdin":
                parsed = parsed with { NoStdin = Flag(name, attached) };
                break;
            default:
                return false;
        }
        // What is Node's too shows in process.execArgv as it was written.
        if (name is "-e" or "--eval" or "-p" or "--print" or "-pe" or "--max-old-space-size" or "--max_old_space_size") state.Node.AddRange(args.Skip(index).Take(next - index));
        (state.Parsed, index) = (parsed, next);
        return true;
    }

    private static void ReadNode(IReadOnlyList<string> args, ref int index, State state)
    {
        int start = index;
        IReadOnlyList<GivenOption> options = NodeOptions.Read(args, ref index) ?? throw new CommandLineException($"There is no option {Split(args[start]).Name}.");
        if (options.Select(NodeFlags.Refusal).FirstOrDefault(refusal => refusal is not null) is { } refusal) throw new CommandLineException(refusal);
        state.Options.AddRange(options);
        state.Node.AddRange(args.Skip(start).Take(index - start));
    }

    private static RunArguments AsTypeScript(RunArguments parsed, State state, string[] rest)
    {
        if (state.Code is null && rest.Length > 0 && rest[0] != "-") throw new CommandLineException("--ts is for -e, -p and '-': a file's extension says what it is.");
        if (state.Options.Any(option => option.Name == "--input-type")) throw new CommandLineException("--ts and --input-type say the same thing twice.");
        // -p prints a value, which an ES module has not.
        state.Node.Add(parsed.Kind == ProgramKind.Print ? "--input-type=commonjs-typescript" : "--input-type=module-typescript");
        return parsed;
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

    private static JsModuleResolution Resolution(string text) => text switch
    {
        "node" => JsModuleResolution.Node,
        "relative" => JsModuleResolution.Relative,
        "none" => JsModuleResolution.None,
        _ => throw new CommandLineException($"--module-resolution must be one of node, relative, none, not '{text}'."),
    };

    private static string? Contradiction(RunArguments parsed, List<GivenOption> options)
    {
        if (parsed.ModuleResolution == JsModuleResolution.Node) return null;
        if (parsed.NodeModules is not null) return "--node-modules is for packages, which --module-resolution does not find: --mount shows a folder.";
        string? preload = options.FirstOrDefault(option => option.Name is "--import" or "--require" or "--experimental-loader")?.Name;
        return parsed.ModuleResolution == JsModuleResolution.None && preload is not null ? $"{preload} loads a module, which --module-resolution none does not." : null;
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

    private static int Memory(string option, string text)
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
            : throw new CommandLineException($"{option} '{text}' is no size: write MiB (64), or a number with M or G.");
    }

    private sealed class State
    {
        internal RunArguments Parsed { get; set; } = new();

        internal List<ScopedPermissionRule> Rules { get; } = [];

        internal List<HostMount> Mounts { get; } = [];

        internal Dictionary<string, string> Env { get; } = new(StringComparer.Ordinal);

        /// <summary>Node's options, as written and as understood.</summary>
        internal List<string> Node { get; } = [];

        internal List<GivenOption> Options { get; } = [];

        internal string? Code { get; set; }

        internal bool TypeScript { get; set; }
    }
}
