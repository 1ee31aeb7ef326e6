using SecureExec.Abi;
using SecureExec.Sidecar.Shell;

namespace SecureExec.Sidecar.Programs;

/// <summary><c>sh</c> and <c>bash</c>.</summary>
internal static class ShellProgram
{
    private const int CannotRead = 127;

    public static int Run(NativeContext context)
    {
        var argv = context.Argv;
        var options = ShellOptions.None;
        bool command = false, reads = false;
        int at = 1;
        for (; at < argv.Count && argv[at] is ['-' or '+', _, ..] word; at++)
        {
            if (word == "--")
            {
                at++;
                break;
            }
            if (word.StartsWith("--", StringComparison.Ordinal))
                continue;
            foreach (var letter in word.AsSpan(1))
            {
                ShellOptions? option = letter switch
                {
                    'i' => ShellOptions.Interactive,
                    'c' or 's' or 'l' or 'p' => ShellOptions.Accepted,
                    'o' when at + 1 < argv.Count => ShellOptionNames.Find(argv[++at]),
                    _ => ShellOptionNames.Find(letter),
                };
                command |= letter == 'c';
                reads |= letter == 's';
                if (option is not { } found)
                    return Complain(context, $"0: Illegal option -{letter}", 2);
                options = word[0] == '-' ? options | found : options & ~found;
            }
        }
        string? script = null;
        if (command)
        {
            if (at >= argv.Count)
                return Complain(context, "0: -c requires an argument", 2);
            script = argv[at++];
        }
        bool isFile = !command && !reads && at < argv.Count;
        if (!command && !isFile && context.Sys.Terminals.IsTerminal(0) && context.Sys.Terminals.IsTerminal(2))
            options |= ShellOptions.Interactive;
        string name = (command || isFile) && at < argv.Count ? argv[at++] : argv[0];
        var state = new ShellState(context.Sys.Limits.MaxShellBytes)
        {
            Name = name,
            Pid = context.Process.Pid,
            IsBash = context.Name == "bash",
            Options = options & ~ShellOptions.Accepted,
            Positional = [.. argv.Skip(at)],
        };
        if (isFile && ScriptFile.Read(context, name, state.MaxBytes).IsError(out script, out var errno))
            return Complain(context, context.Name == "bash" ? $"{name}: {ErrnoText.Of(errno)}" : $"0: cannot open {name}: {(errno == Errno.ENOENT ? "No such file" : ErrnoText.Of(errno))}", errno == Errno.ENOENT ? state.IsBash ? CannotRead : 2 : 126);
        var shell = new ShellInterpreter(context, state);
        return shell.RunToEnd(() =>
        {
            Prepare(shell);
            return script is not null ? shell.RunScript(script, mayReplace: true) : new CommandReader(shell).Run();
        });
    }

    private static int Complain(NativeContext context, string text, int status)
    {
        context.Complain($"{context.Argv[0]}: {text}\n");
        return status;
    }

    private static void Prepare(ShellInterpreter shell)
    {
        var state = shell.State;
        if (shell.Sys.ListEnv() is { Ok: true, Value: var environment })
        {
            foreach (var (name, value) in environment)
            {
                if (ShellParser.IsName(name))
                    state.Put(name, new ShellVariable(value, Exported: true));
            }
        }
        state.Put("IFS", new ShellVariable(" \t\n"));
        state.Put("OPTIND", new ShellVariable("1"));
        state.Put("PPID", new ShellVariable(shell.Context.Process.Ppid.ToString()));
        state.Put("PWD", new ShellVariable(DirectoryBuiltins.Logical(shell), state.Find("PWD")?.Exported ?? true));
        if (state.Find("PATH") is null)
            state.Put("PATH", new ShellVariable("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"));
        if ((state.Options & ShellOptions.Interactive) != 0)
        {
            state.Put("PS1", state.Find("PS1") ?? new ShellVariable(ShellPrompt.Default(shell)));
            state.Put("PS2", state.Find("PS2") ?? new ShellVariable("> "));
            shell.TakeTerminal();
        }
        if (state.IsBash)
            state.Put("BASH_VERSION", new ShellVariable("5.2.0(1)-release"));
    }
}
