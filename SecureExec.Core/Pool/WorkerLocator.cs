namespace SecureExec.Pool;

/// <summary>Finds the worker: where the options say, else in <c>secureexec-worker/</c> beside the application.</summary>
internal static class WorkerLocator
{
    /// <summary>Directory beside the application that building a project puts the worker into.</summary>
    internal const string DefaultDirectory = "secureexec-worker";

    private const string ExecutableName = "SecureExec.Sidecar";

    /// <summary>Finds the worker.</summary>
    /// <param name="workerPath">A directory or an executable; null for the default.</param>
    /// <exception cref="WorkerNotFoundException">None is there.</exception>
    /// <exception cref="PlatformNotSupportedException">The host is not Linux on x64.</exception>
    internal static WorkerExecutable Find(string? workerPath)
    {
        if (!OperatingSystem.IsLinux() || System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture != System.Runtime.InteropServices.Architecture.X64)
        {
            throw new PlatformNotSupportedException("SecureExec workers run on Linux x64 with glibc only.");
        }
        string path = Path.GetFullPath(workerPath ?? Path.Combine(AppContext.BaseDirectory, DefaultDirectory));
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? Describe(path) : throw new WorkerNotFoundException([path]);
        }
        string executable = Path.Combine(path, ExecutableName);
        return File.Exists(executable) ? Describe(executable) : throw new WorkerNotFoundException([executable]);
    }

    private static WorkerExecutable Describe(string executable) => new(executable, File.Exists(executable + ".dll"));
}
