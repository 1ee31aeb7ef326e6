using SecureExec.Abi;
using SecureExec.Sidecar.Programs;

namespace SecureExec.Sidecar.Shell;

/// <summary>The commands that are part of the shell.</summary>
internal static class ShellBuiltins
{
    private static readonly HashSet<string> s_special =
        [":", ".", "source", "break", "continue", "eval", "exec", "exit", "export", "readonly", "return", "set", "shift", "times", "trap", "unset"];

    private static readonly Dictionary<string, ShellBuiltin> s_all = new(StringComparer.Ordinal)
    {
        [":"] = (_, _) => 0,
        ["true"] = (_, _) => 0,
        ["false"] = (_, _) => 1,
        ["."] = Source,
        ["source"] = Source,
        ["break"] = (shell, words) => Leave(shell, words, goOn: false),
        ["continue"] = (shell, words) => Leave(shell, words, goOn: true),
        ["eval"] = (shell, words) => shell.RunText(string.Join(' ', words.Skip(1))),
        ["exec"] = Exec,
        ["exit"] = Exit,
        ["return"] = Return,
        ["shift"] = Shift,
        ["times"] = Times,
        ["cd"] = DirectoryBuiltins.Cd,
        ["pwd"] = DirectoryBuiltins.Pwd,
        ["umask"] = DirectoryBuiltins.Umask,
        ["ulimit"] = DirectoryBuiltins.Ulimit,
        ["export"] = VariableBuiltins.Export,
        ["readonly"] = VariableBuiltins.ReadOnly,
        ["local"] = VariableBuiltins.Local,
        ["declare"] = VariableBuiltins.Declare,
        ["typeset"] = VariableBuiltins.Declare,
        ["unset"] = VariableBuiltins.Unset,
        ["set"] = VariableBuiltins.Set,
        ["shopt"] = (_, _) => 0,
        ["let"] = VariableBuiltins.Let,
        ["getopts"] = VariableBuiltins.GetOpts,
        ["read"] = ReadBuiltin.Run,
        ["trap"] = JobBuiltins.Trap,
        ["wait"] = JobBuiltins.Wait,
        ["kill"] = JobBuiltins.Kill,
        ["jobs"] = JobBuiltins.Jobs,
        ["fg"] = JobBuiltins.Foreground,
        ["bg"] = JobBuiltins.Background,
        ["command"] = Command,
        ["builtin"] = Command,
        ["type"] = Type,
        ["hash"] = (_, _) => 0,
        ["echo"] = (shell, words) => Native(shell, words, context => EchoProgram.Run(context, escapes: !shell.State.IsBash)),
        ["printf"] = (shell, words) => Native(shell, words, PrintfProgram.Run),
        ["test"] = (shell, words) => Native(shell, words, TestProgram.Run),
        ["["] = (shell, words) => Native(shell, words, TestProgram.Run),
    };

    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> Names => s_all.Keys;

    /// <summary>A builtin by name, or null.</summary>
    public static ShellBuiltin? Find(string name) => s_all.GetValueOrDefault(name);

    /// <summary>Whether it is one of POSIX's special ones.</summary>
    public static bool IsSpecial(string name) => s_special.Contains(name);

    /// <summary>A message of a builtin.</summary>
    public static int Fail(ShellInterpreter shell, string text, int status) => shell.Fail(text, status);

    private static int Native(ShellInterpreter shell, List<string> words, NativeMain main)
    {
        var context = shell.Context.With(words, shell.ErrorPrefix);
        int status;
        try
        {
            status = main(context);
        }
        catch (ProgramExitException e)
        {
            status = e.Code;
        }
        context.Out.Flush();
        if (context.Out.Error == Errno.Success)
            return status;
        shell.Fail($"{words[0]}: {(shell.State.IsBash ? "write error" : "I/O error")}{(shell.State.IsBash ? ": " + ErrnoText.Of(context.Out.Error) : "")}", 1);
        return 1;
    }

    /// <summary>The number behind the name; null without one.</summary>
    private static int? Number(ShellInterpreter shell, List<string> words)
    {
        int first = words.Count > 1 && words[1] == "--" ? 2 : 1;
        if (words.Count <= first)
            return null;
        if (int.TryParse(words[first], out int number))
            return number & 0xFF;
        throw new ShellErrorException(shell.State.IsBash ? $"{words[0]}: {words[first]}: numeric argument required" : $"{words[0]}: Illegal number: {words[first]}");
    }

    private static int Leave(ShellInterpreter shell, List<string> words, bool goOn)
    {
        int count = words.Count > 1 && int.TryParse(words[1], out int given) ? given : 1;
        if (count < 1)
            throw new ShellErrorException($"{words[0]}: Illegal number: {words[1]}");
        shell.LeaveLoops(count, goOn);
        return 0;
    }

    private static int Exit(ShellInterpreter shell, List<string> words)
    {
        int status = Number(shell, words) ?? shell.State.Status;
        if (shell.ControlsJobs && shell.State.IsBash)
            shell.Context.Complain("exit\n");
        return shell.MayExit() ? throw new ProgramExitException(status) : 1;
    }

    private static int Return(ShellInterpreter shell, List<string> words)
    {
        int status = Number(shell, words) ?? shell.State.Status;
        shell.Return(status);
        return status;
    }

    private static int Exec(ShellInterpreter shell, List<string> words)
    {
        int first = 1;
        string? name = null;
        while (first < words.Count && words[first] is ['-', _, ..] option)
        {
            first++;
            if (option == "--")
                break;
            if (option == "-a" && first < words.Count)
                name = words[first++];
            else if (option != "-c" && option != "-l")
                return Fail(shell, $"exec: Illegal option {option}", 2);
        }
        if (first >= words.Count)
            return 0;
        List<string> command = [.. words.Skip(first)];
        if (name is null)
            shell.Replace(command, prefix: "exec: ");
        return Fail(shell, "exec: -a is not available", 2);
    }

    private static int Shift(ShellInterpreter shell, List<string> words)
    {
        int count = Number(shell, words) ?? 1;
        var positional = shell.State.Positional;
        if (count > positional.Count)
            return shell.State.IsBash ? 1 : throw new ShellErrorException("shift: can't shift that many");
        shell.State.Positional = [.. positional.Skip(count)];
        return 0;
    }

    private static int Times(ShellInterpreter shell, List<string> words)
    {
        static string Format(TimeSpan time) => $"{(int)time.TotalMinutes}m{time.TotalSeconds % 60:0.000000}s";
        var own = Format(shell.Context.Process.Cpu);
        shell.Context.WriteAll(1, ShellText.Encode($"{own} {Format(TimeSpan.Zero)}\n{Format(TimeSpan.Zero)} {Format(TimeSpan.Zero)}\n"));
        return 0;
    }

    private static int Source(ShellInterpreter shell, List<string> words)
    {
        if (words.Count < 2)
            return shell.State.IsBash ? Fail(shell, $"{words[0]}: filename argument required", 2) : 0;
        var path = words[1];
        if (!path.Contains('/', StringComparison.Ordinal))
        {
            foreach (var directory in (shell.State.Get("PATH") ?? "").Split(':').Append(shell.State.IsBash ? "." : ""))
            {
                var candidate = directory.Length == 0 ? path : $"{directory}/{path}";
                if (shell.Sys.Stat(candidate, followSymlinks: true) is { Ok: true, Value.IsRegular: true })
                {
                    path = candidate == path ? "./" + path : candidate;
                    break;
                }
            }
        }
        var text = ScriptFile.Read(shell.Context, path, shell.State.MaxBytes);
        if (text.IsError(out var script, out var errno))
            return shell.State.IsBash ? Fail(shell, $"{words[1]}: {ErrnoText.Of(errno)}", 1) : throw new ShellErrorException($"{words[0]}: cannot open {words[1]}: {(errno == Errno.ENOENT ? "No such file" : ErrnoText.Of(errno))}");
        var positional = shell.State.Positional;
        if (words.Count > 2)
            shell.State.Positional = [.. words.Skip(2)];
        try
        {
            return shell.RunText(script, isFile: true);
        }
        finally
        {
            shell.State.Positional = positional;
        }
    }

    private static int Command(ShellInterpreter shell, List<string> words)
    {
        int first = 1;
        bool verbose = false, describes = false;
        for (; first < words.Count && words[first] is ['-', _, ..] option; first++)
        {
            if (option == "--")
            {
                first++;
                break;
            }
            verbose |= option.Contains('v', StringComparison.Ordinal);
            describes |= option.Contains('V', StringComparison.Ordinal);
        }
        if (first >= words.Count)
            return 0;
        if (!verbose && !describes)
            return shell.RunWithoutFunctions([.. words.Skip(first)]);
        return Describe(shell, [.. words.Skip(first).Take(shell.State.IsBash ? int.MaxValue : 1)], brief: verbose);
    }

    private static int Type(ShellInterpreter shell, List<string> words)
    {
        bool brief = words.Count > 1 && words[1] == "-t", paths = words.Count > 1 && words[1] is "-p" or "-P";
        List<string> names = [.. words.Skip(brief || paths ? 2 : 1)];
        if (!brief)
            return Describe(shell, names, brief: paths);
        int status = 0;
        foreach (var name in names)
        {
            var kind = IsReserved(name) ? "keyword" : shell.State.Functions.ContainsKey(name) ? "function" : Find(name) is not null ? "builtin" : CommandSearch.Find(shell, name) is not null ? "file" : null;
            status = kind is null ? 1 : status;
            if (kind is not null)
                shell.Context.WriteAll(1, ShellText.Encode(kind + "\n"));
        }
        return status;
    }

    private static int Describe(ShellInterpreter shell, List<string> names, bool brief)
    {
        int status = 0;
        foreach (var name in names)
        {
            string? text;
            if (IsReserved(name))
                text = brief ? name : $"{name} is a shell keyword";
            else if (shell.State.Functions.ContainsKey(name))
                text = brief ? name : shell.State.IsBash ? $"{name} is a function" : $"{name} is a shell function";
            else if (Find(name) is not null)
                text = brief ? name : shell.State.IsBash || !IsSpecial(name) ? $"{name} is a shell builtin" : $"{name} is a special shell builtin";
            else
                text = CommandSearch.Find(shell, name) is { } path ? (brief ? path : $"{name} is {path}") : null;
            if (text is not null)
                shell.Context.WriteAll(1, ShellText.Encode(text + "\n"));
            else
            {
                status = shell.State.IsBash ? 1 : 127;
                if (!brief && shell.State.IsBash)
                    shell.Fail($"type: {name}: not found", 1);
                else if (!brief)
                    shell.Context.WriteAll(1, ShellText.Encode($"{name}: not found\n"));
            }
        }
        return status;
    }

    private static bool IsReserved(string name) =>
        name is "if" or "then" or "else" or "elif" or "fi" or "do" or "done" or "case" or "esac" or "while" or "until" or "for" or "{" or "}" or "!" or "in";
}
