namespace SecureExec.Kernel;

/// <summary>What a kernel holds at one moment.</summary>
/// <param name="RunningProcesses">Processes that may make syscalls, without init.</param>
/// <param name="ZombieProcesses">Ended processes that nobody waited for.</param>
/// <param name="ExitedProcesses">Processes that have ended since the kernel started.</param>
/// <param name="OpenFds">File descriptors over all processes.</param>
/// <param name="OpenFiles">Open file descriptions.</param>
/// <param name="FilesystemBytes">Bytes charged to the in-memory file systems.</param>
/// <param name="Inodes">Inodes (and extra names) charged to the in-memory file systems.</param>
/// <param name="HostCacheBytes">Host file content held in the cache.</param>
/// <param name="HostCacheEntries">Host names held in the cache.</param>
/// <param name="Sockets">Open sockets, those that the host holds included.</param>
/// <param name="Listeners">TCP sockets that listen.</param>
/// <param name="Connections">Connections over loopback and to the outside.</param>
/// <param name="Pipes">Pipes and socket pairs.</param>
/// <param name="Syscalls">Syscalls since the kernel started.</param>
/// <param name="Denials">Operations that the policy denied.</param>
/// <param name="InternalErrors">Exceptions that a syscall answered with EIO: faults of ours.</param>
internal sealed record ResourceUsage(
    int RunningProcesses,
    int ZombieProcesses,
    long ExitedProcesses,
    int OpenFds,
    long OpenFiles,
    long FilesystemBytes,
    long Inodes,
    long HostCacheBytes,
    long HostCacheEntries,
    long Sockets,
    int Listeners,
    long Connections,
    long Pipes,
    long Syscalls,
    long Denials,
    long InternalErrors);
