using SecureExec.Kernel;

namespace SecureExec.Sidecar.Worker;

/// <summary>The kernel's tables in the words of the public API.</summary>
internal static class ProcessTableView
{
    internal static IReadOnlyList<GuestProcessInfo> List(VirtualKernel kernel)
    {
        var processes = new List<GuestProcessInfo>();
        foreach (ProcessSnapshot process in kernel.Processes.Snapshot())
        {
            if (process.State == ProcessState.Reaped) continue;
            processes.Add(new GuestProcessInfo
            {
                Pid = process.Pid,
                ParentPid = process.Ppid,
                State = process.State == ProcessState.Running ? GuestProcessState.Running : GuestProcessState.Zombie,
                Argv = process.Argv,
                Cwd = process.Cwd,
                StartTime = process.StartTime,
                ExitCode = process.ExitCode,
                Cpu = process.CpuTime,
            });
        }
        return processes;
    }

    internal static ResourceSnapshot Count(ResourceUsage usage) => new()
    {
        Counters = new Dictionary<string, long>
        {
            ["runningProcesses"] = usage.RunningProcesses,
            ["zombieProcesses"] = usage.ZombieProcesses,
            ["exitedProcesses"] = usage.ExitedProcesses,
            ["openFds"] = usage.OpenFds,
            ["openFiles"] = usage.OpenFiles,
            ["filesystemBytes"] = usage.FilesystemBytes,
            ["inodes"] = usage.Inodes,
            ["hostCacheBytes"] = usage.HostCacheBytes,
            ["hostCacheEntries"] = usage.HostCacheEntries,
            ["syscalls"] = usage.Syscalls,
            ["denials"] = usage.Denials,
            ["internalErrors"] = usage.InternalErrors,
        },
    };
}
