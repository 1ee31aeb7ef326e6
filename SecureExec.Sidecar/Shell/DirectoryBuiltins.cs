using SecureExec.Abi;
using SecureExec.Sidecar.Programs;

namespace SecureExec.Sidecar.Shell;

/// <summary><c>cd</c>, <c>pwd</c>, <c>umask</c>, <c>ulimit</c>.</summary>
internal static class DirectoryBuiltins
{
    public static int Cd(ShellInterpreter shell, List<string> words)
    {
        int first = 1;
        bool physical = false;
        for (; first < words.Count && words[first] is "-L" or "-P" or "--" or "-e"; first++)
            physical |= words[first] == "-P";
        var state = shell.State;
        string? target = first < words.Count ? words[first] : state.Get("HOME");
        bool tells = target == "-";
        if (tells)
            target = state.Get("OLDPWD");
        if (target is null)
            return shell.Fail(tells ? "cd: OLDPWD not set" : "cd: HOME not set", state.IsBash ? 1 : 2);
        if (target.Length == 0)
            return 0;
        if (target[0] != '/' && target is not ("." or "..") && !target.StartsWith("./", StringComparison.Ordinal) && !target.StartsWith("../", StringComparison.Ordinal) && state.Get("CDPATH") is { Length: > 0 } paths)
        {
            foreach (var path in paths.Split(':'))
            {
                var candidate = path.Length == 0 ? target : $"{path}/{target}";
                if (shell.Sys.Stat(candidate, followSymlinks: true) is { Ok: true, Value.IsDirectory: true })
                {
                    (target, tells) = (candidate, path.Length > 0);
                    break;
                }
            }
        }
        var before = Logical(shell);
        var logical = Normalize(target[0] == '/' ? target : $"{before}/{target}");
        var errno = shell.Sys.Chdir(physical ? target : logical).Error;
        if (errno != Errno.Success)
            return shell.Fail(state.IsBash ? $"cd: {target}: {ErrnoText.Of(errno)}" : $"cd: can't cd to {target}", state.IsBash ? 1 : 2);
        if (physical && shell.Sys.Getcwd().Ok)
            logical = shell.Sys.Getcwd().Value;
        state.Set("OLDPWD", before);
        state.Set("PWD", logical);
        if (tells)
            shell.Context.WriteAll(1, ShellText.Encode(logical + "\n"));
        return 0;
    }

    public static int Pwd(ShellInterpreter shell, List<string> words)
    {
        string? path = words.Contains("-P") ? (shell.Sys.Getcwd() is { Ok: true, Value: var real } ? real : null) : Logical(shell);
        if (path is null)
            return shell.Fail($"pwd: {ErrnoText.Of(Errno.ENOENT)}", 1);
        shell.Context.WriteAll(1, ShellText.Encode(path + "\n"));
        return 0;
    }

    public static int Umask(ShellInterpreter shell, List<string> words)
    {
        if (words.Count > 1 && words[1] != "-S")
        {
            int mask = 0;
            foreach (var c in words[1])
            {
                if (c is < '0' or > '7')
                    return shell.Fail($"umask: Illegal mode: {words[1]}", 2);
                mask = (mask * 8) + (c - '0');
            }
            shell.Sys.Umask(mask);
            return 0;
        }
        int now = shell.Sys.Umask(null).Value;
        string Letters(int shift) => string.Concat("rwx".Where((_, i) => (now >> shift & (4 >> i)) == 0));
        shell.Context.WriteAll(1, ShellText.Encode(words.Count > 1 ? $"u={Letters(6)},g={Letters(3)},o={Letters(0)}\n" : $"0{Convert.ToString(now, 8).PadLeft(3, '0')}\n"));
        return 0;
    }

    // Limits are the machine's; they are shown, and cannot be set.
    public static int Ulimit(ShellInterpreter shell, List<string> words)
    {
        var option = words.Skip(1).FirstOrDefault(word => word is not ("-S" or "-H")) ?? "-f";
        var limits = shell.Sys.Limits;
        string? value = option switch
        {
            "-n" => limits.MaxOpenFds.ToString(),
            "-u" or "-p" => limits.MaxProcesses.ToString(),
            "-f" or "-c" or "-d" or "-v" or "-m" or "-l" or "-t" or "-s" => "unlimited",
            _ => null,
        };
        if (value is null || words.Count > (words.Contains("-S") || words.Contains("-H") ? 3 : 2))
            return shell.Fail($"ulimit: error setting limit ({ErrnoText.Of(Errno.EPERM)})", 2);
        shell.Context.WriteAll(1, ShellText.Encode(value + "\n"));
        return 0;
    }

    /// <summary>PWD when it is where the process is, else the real path.</summary>
    public static string Logical(ShellInterpreter shell)
    {
        if (shell.State.Get("PWD") is ['/', ..] pwd && shell.Sys.Stat(pwd, followSymlinks: true) is { Ok: true, Value: var there } && shell.Sys.Stat(".", followSymlinks: true) is { Ok: true, Value: var here } && there.Ino == here.Ino && there.Dev == here.Dev)
            return pwd;
        return shell.Sys.Getcwd() is { Ok: true, Value: var real } ? real : "";
    }

    private static string Normalize(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count > 0)
                    parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
                parts.Add(part);
        }
        return "/" + string.Join('/', parts);
    }
}
