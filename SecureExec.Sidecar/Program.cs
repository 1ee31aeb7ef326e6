using System.Runtime.CompilerServices;
using SecureExec.Sidecar.CommandLine;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Pool;
using SecureExec.Sidecar.Worker;

namespace SecureExec.Sidecar;

/// <summary>Picks the role. Nothing of a role is touched before it is chosen: a worker must not load the HTTP service.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["worker"]:
                return Worker();
            case ["run", .. var rest]:
                return Run(rest);
            case ["pool", .. var rest]:
                return Pool(rest);
            case ["make-code-cache", var path]:
                return MakeCodeCache(path);
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

    // A step of the build, not a role for users: see guest/NodeLibrary.targets.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int MakeCodeCache(string path) => CodeCacheBuilder.Run(path);
}
