using System.Runtime.InteropServices;

namespace SecureExec.Pool;

/// <summary>The whole environment of a worker process: nothing of the host's own goes in.</summary>
internal static class WorkerEnvironment
{
    /// <summary>The variables for that worker.</summary>
    internal static IReadOnlyDictionary<string, string?> For(WorkerExecutable executable)
    {
        var environment = new Dictionary<string, string?>();
        environment["LANG"] = "C.UTF-8";
        environment["DOTNET_EnableDiagnostics"] = "0";
        environment["DOTNET_TieredPGO"] = "0";
        environment["DOTNET_gcServer"] = "0";
        environment["DOTNET_gcConcurrent"] = "0";
        // A worker mostly waits: threads that spin for work would take the processor from the guests of others.
        environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        environment["DOTNET_NOLOGO"] = "1";
        // StartupSnapshot.Switch of the worker.
        if (!executable.UseSnapshot) environment["SECUREEXEC_SNAPSHOT"] = "off";
        if (executable.NeedsRuntime && FindRuntimeRoot() is { } root) environment["DOTNET_ROOT"] = root;
        return environment;
    }

    /// <summary>The .NET installation this process runs on, else the one its environment names; null leaves it to the system's own setting.</summary>
    internal static string? FindRuntimeRoot()
    {
        // <root>/shared/Microsoft.NETCore.App/<version>/
        string? root = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(RuntimeEnvironment.GetRuntimeDirectory().TrimEnd('/'))));
        if (root is not null && File.Exists(Path.Combine(root, "dotnet"))) return root;
        return Environment.GetEnvironmentVariable("DOTNET_ROOT");
    }
}
