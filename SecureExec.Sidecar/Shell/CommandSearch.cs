using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Sidecar.Shell;

/// <summary>Looks a command up as <c>execvp(3)</c> would.</summary>
internal static class CommandSearch
{
    /// <summary>The first executable file of that name in PATH; null when there is none.</summary>
    public static string? Find(ShellInterpreter shell, string name) => All(shell.Sys, shell.State.Get("PATH"), name).FirstOrDefault();

    /// <summary>All of them, in PATH's order.</summary>
    public static IEnumerable<string> All(ProcessSyscalls sys, string? path, string name)
    {
        if (name.Length == 0)
            yield break;
        var candidates = name.Contains('/', StringComparison.Ordinal) ? [name] : (path ?? "/bin:/usr/bin").Split(':').Select(directory => directory.Length == 0 ? $"./{name}" : $"{directory}/{name}");
        foreach (var candidate in candidates)
        {
            if (sys.Stat(candidate, followSymlinks: true) is { Ok: true, Value.IsRegular: true } && sys.Access(candidate, (int)AccessMode.X_OK).Ok)
                yield return candidate;
        }
    }
}
