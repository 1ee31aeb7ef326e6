using SecureExec.Kernel;
using SecureExec.Protocol;

namespace SecureExec.Sidecar.Worker;

/// <summary>The kernel's tables in the words of the public API.</summary>
internal static class ProcessTableView
{
    private const int MaxArgvChars = 4096;
    private const int BytesPerChar = 3;
    private const int OverheadBytes = 64;

    internal static IReadOnlyList<GuestProcessInfo> List(VirtualKernel kernel)
    {
        var processes = new List<GuestProcessInfo>();
        long bytes = 0;
        foreach (ProcessSnapshot process in kernel.Processes.Snapshot())
        {
            if (process.State == ProcessState.Reaped) continue;
            string[] argv = Clip(process.Argv);
            bytes += OverheadBytes + ((argv.Sum(argument => (long)argument.Length) + process.Cwd.Length) * BytesPerChar) + (argv.Length * sizeof(int));
            // What one message cannot carry is left out.
            if (bytes > ProtocolLimits.MaxTextBytes) break;
            processes.Add(new GuestProcessInfo
            {
                Pid = process.Pid,
                ParentPid = process.Ppid,
                State = StateOf(process),
                Argv = argv,
                Cwd = process.Cwd,
                StartTime = process.StartTime,
                ExitCode = process.ExitCode,
                Cpu = process.CpuTime,
            });
        }
        return processes;
    }

    private static GuestProcessState StateOf(ProcessSnapshot process) =>
        process.State != ProcessState.Running ? GuestProcessState.Zombie : process.IsStopped ? GuestProcessState.Stopped : GuestProcessState.Running;

    /// <summary>As <c>ps</c> does, the beginning of a command line.</summary>
    private static string[] Clip(IReadOnlyList<string> argv)
    {
        var shown = new List<string>();
        int left = MaxArgvChars;
        foreach (string argument in argv)
        {
            if (left <= 0) break;
            shown.Add(argument.Length <= left ? argument : argument[..left]);
            left -= Math.Max(1, argument.Length);
        }
        return [.. shown];
    }

    internal static ResourceSnapshot Count(ResourceUsage usage) => new()
    {
        Counters = new Dictionary<string, long>
        {
            ["runningProcesses"] = usage.RunningProcesses,
            ["zombieProcesses"] = usage.ZombieProcesses,
            ["exitedProcesses"] = usage.ExitedProcesses,
            ["fdTables"] = usage.RunningProcesses + 1,
            ["openFds"] = usage.OpenFds,
            ["openFiles"] = usage.OpenFiles,
            ["filesystemBytes"] = usage.FilesystemBytes,
            ["inodes"] = usage.Inodes,
            ["hostCacheBytes"] = usage.HostCacheBytes,
            ["hostCacheEntries"] = usage.HostCacheEntries,
            ["sockets"] = usage.Sockets,
            ["listeners"] = usage.Listeners,
            ["connections"] = usage.Connections,
            ["pipes"] = usage.Pipes,
            ["syscalls"] = usage.Syscalls,
            ["denials"] = usage.Denials,
            ["internalErrors"] = usage.InternalErrors,
        },
    };
}
