using static SecureExec.Interop.LandlockCalls;

namespace SecureExec.Pool;

/// <summary>The paths of the host that a worker needs to start. After its start it can open none: its system-call filter refuses that.</summary>
internal static class WorkerPaths
{
    private const ulong Tree = ReadFile | ReadDirectory | Execute;
    private const ulong Library = ReadFile | Execute;

    private static readonly string[] s_libraryDirectories = ["/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64", "/usr/lib64", "/lib", "/usr/lib"];
    private static readonly string[] s_libraries = ["ld-linux-x86-64.so.2", "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libstdc++.so.6", "libgcc_s.so.1", "libz.so.1"];

    /// <summary>The rules for a worker.</summary>
    internal static IReadOnlyList<PathRule> For(WorkerExecutable executable)
    {
        var rules = new List<PathRule>
        {
            new(Path.GetDirectoryName(executable.Path)!, Tree),
            new("/etc/ld.so.cache", ReadFile),
            new("/dev/null", ReadFile),
            new("/dev/urandom", ReadFile),
        };
        if (executable.NeedsRuntime) AddRuntime(rules);
        else AddLibraries(rules);
        return rules;
    }

    /// <summary>Native code needs the C and C++ libraries and no more.</summary>
    private static void AddLibraries(List<PathRule> rules)
    {
        foreach (string directory in s_libraryDirectories)
        {
            foreach (string library in s_libraries) rules.Add(new(Path.Combine(directory, library), Library));
        }
    }

    /// <summary>CoreCLR does not start without /proc/self/maps, whose number is not known yet, and looks for processors and control groups in /sys.</summary>
    private static void AddRuntime(List<PathRule> rules)
    {
        string root = WorkerEnvironment.FindRuntimeRoot() ?? "/usr/share/dotnet";
        foreach (string directory in (string[])[root, .. s_libraryDirectories]) rules.Add(new(directory, Tree));
        rules.Add(new("/etc/dotnet", Tree));
        rules.Add(new("/usr/lib/dotnet", Tree));
        rules.Add(new("/proc", ReadFile | ReadDirectory));
        rules.Add(new("/sys", ReadFile | ReadDirectory));
    }
}
