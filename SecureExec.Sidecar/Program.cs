using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using SecureExec.Sidecar.CommandLine;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Snapshots;
using SecureExec.Sidecar.Pool;
using SecureExec.Sidecar.Worker;

namespace SecureExec.Sidecar;

/// <summary>Picks the role. Nothing of a role is touched before it is chosen: a worker must not load the HTTP service.</summary>
internal static class Program
{
    /// <summary>False in the worker that SecureExec.Core carries (SecureExec.Sidecar.csproj): ahead-of-time compilation then leaves out what only a host needs, the
    /// HTTP service and the broker with its network and schemas. Each worker would pay for it with memory and time at its start.</summary>
    [FeatureSwitchDefinition("SecureExec.HostRoles")]
    private static bool HasHostRoles => !AppContext.TryGetSwitch("SecureExec.HostRoles", out var has) || has;

    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["worker"]:
                return Worker();
            case ["run", .. var rest] when HasHostRoles:
                return Run(rest);
            case ["pool", .. var rest] when HasHostRoles:
                return Pool(rest);
            case ["make-code-cache", var path]:
                return MakeCodeCache(path);
            case ["make-snapshot", var path]:
                return MakeSnapshot(path);
            case ["make-startup-files"]:
                return MakeStartupFiles();
            case ["show-startup"]:
                return ShowStartup();
            case ["show-pages"]:
                return ShowPages();
            case ["--help" or "-h"]:
                RawStreams.Write(RawStreams.Stdout, UsageText.Roles);
                return 0;
            default:
                RawStreams.Write(RawStreams.Stderr, UsageText.Roles);
                return RunExitCode.Usage;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Worker() => WorkerHost.Run(EngineLoader.Load);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run(string[] args) => RunCommand.RunAsync(args).GetAwaiter().GetResult();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Pool(string[] args) => PoolHost.RunAsync(args).GetAwaiter().GetResult();

    // Steps of the build, not roles for users: see guest/NodeLibrary.targets.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int MakeStartupFiles() => StartupFiles.Make();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ShowStartup() => StartupProbe.Run();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ShowPages() => StartupProbe.RunPages();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int MakeSnapshot(string path) => SnapshotBuilder.Run(path);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int MakeCodeCache(string path) => CodeCacheBuilder.Run(path);
}
