using System.Text.Json.Serialization;

namespace SecureExec;

/// <summary>
/// How much one runtime may use. Every limit is a number; there is no "unlimited". Start from <see cref="Default"/> and change
/// with <c>with</c>; <see cref="Validate"/> tells what is out of range.
/// </summary>
[JsonConverter(typeof(ResourceLimitsJsonConverter))]
public sealed record ResourceLimits
{
    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;

    private ResourceLimits()
    {
    }

    /// <summary>The product's limits.</summary>
    public static ResourceLimits Default { get; } = new();

    /// <summary>V8 heap of one guest process, MiB. Beyond it the process ends with outcome LimitExceeded.</summary>
    public int V8HeapLimitMb { get; init; } = 128;

    /// <summary>Memory of the whole runtime's worker process, MiB: heaps, buffers, WebAssembly, file system and the engine itself. Allocations beyond it fail in the guest where the kernel can refuse them; else the worker is killed and its runs end with outcome LimitExceeded.</summary>
    public int MaxMemoryMb { get; init; } = 1024;

    /// <summary>CPU time of one run, milliseconds. Beyond it the process is killed.</summary>
    public long CpuTimeLimitMs { get; init; } = 30_000;

    /// <summary>Wall-clock time of one run, milliseconds. Beyond it the process is killed; a shorter timeout of the run's own is outcome TimedOut instead.</summary>
    public long WallClockLimitMs { get; init; } = 24 * 60 * 60 * 1000L;

    /// <summary>Bytes kept of each captured output stream; the rest is dropped and the stream marked truncated.</summary>
    public int CapturedOutputLimitBytes { get; init; } = 16 * MiB;

    /// <summary>Bytes of a run's standard input that wait in the VM for the guest to read them, of which the channel to the worker uses 256 KiB at most. A writer waits beyond
    /// it; nothing is lost. On their way to the VM are 256 KiB at most besides.</summary>
    public int StdinBufferLimitBytes { get; init; } = 16 * MiB;

    /// <summary>Bytes of one run's result, as JSON.</summary>
    public int MaxResultBytes { get; init; } = 4 * MiB;

    /// <summary>Processors the guest sees.</summary>
    public int CpuCount { get; init; } = 1;

    /// <summary>Live processes and zombies, without init. EAGAIN.</summary>
    public int MaxProcesses { get; init; } = 256;

    /// <summary>Threads of the whole runtime at once beside the main threads of its processes: those of <c>worker_threads</c>. EAGAIN.</summary>
    public int MaxThreads { get; init; } = 64;

    /// <summary>File descriptors of one process. EMFILE.</summary>
    public int MaxOpenFds { get; init; } = 256;

    /// <summary>Open file descriptions of the whole kernel. ENFILE.</summary>
    public int MaxOpenFiles { get; init; } = 4096;

    /// <summary>Bytes in the in-memory file systems. ENOSPC.</summary>
    public long MaxFilesystemBytes { get; init; } = 64 * MiB;

    /// <summary>Inodes and extra hard-link names in the in-memory file systems. ENOSPC.</summary>
    public int MaxInodeCount { get; init; } = 16_384;

    /// <summary>Bytes that one read call delivers at most; more is a short read.</summary>
    public int MaxPreadBytes { get; init; } = 64 * MiB;

    /// <summary>Bytes that one write call takes at most; more is a short write.</summary>
    public int MaxFdWriteBytes { get; init; } = 64 * MiB;

    /// <summary>Bytes of one process's command line. E2BIG.</summary>
    public int MaxProcessArgvBytes { get; init; } = MiB;

    /// <summary>Bytes of one process's environment. E2BIG at start, ENOMEM when the guest adds to it.</summary>
    public int MaxProcessEnvBytes { get; init; } = MiB;

    /// <summary>Bytes that one shell, or one command that works on lines, holds at once: variables and their values, one word or command substitution, the lines that are sorted.
    /// Beyond it the shell ends with status 2.</summary>
    public int MaxShellBytes { get; init; } = 8 * MiB;

    /// <summary>Entries of one directory listing. ENOMEM.</summary>
    public int MaxReaddirEntries { get; init; } = 4096;

    /// <summary>Directories below the first that one recursive listing, copy or removal enters. ENOMEM.</summary>
    public int MaxRecursionDepth { get; init; } = 128;

    /// <summary>Entries that one recursive listing, copy or removal meets. ENOMEM.</summary>
    public int MaxRecursionEntries { get; init; } = 65_536;

    /// <summary>Bytes of a path or link target, its end marker included. ENAMETOOLONG. At most Linux's 4096.</summary>
    public int MaxPathBytes { get; init; } = 4096;

    /// <summary>Milliseconds that a synchronous read waits for a stream's data. EAGAIN.</summary>
    public int MaxBlockingReadMs { get; init; } = 5_000;

    /// <summary>Files and directories watched in the whole runtime. ENOSPC.</summary>
    public int MaxWatches { get; init; } = 8192;

    /// <summary>Events that wait in one queue of watches; beyond it events are lost and an overflow is told.</summary>
    public int MaxWatchEvents { get; init; } = 16_384;

    /// <summary>Sockets of the whole runtime at once. ENFILE.</summary>
    public int MaxSockets { get; init; } = 512;

    /// <summary>Connections of the whole runtime at once, those not accepted yet included. EAGAIN.</summary>
    public int MaxConnections { get; init; } = 256;

    /// <summary>Bytes that wait at one socket to be read; a writer waits beyond it, datagrams are lost.</summary>
    public int MaxSocketBufferBytes { get; init; } = 256 * KiB;

    /// <summary>Pipes and socket pairs of the whole runtime at once. ENFILE.</summary>
    public int MaxPipes { get; init; } = 512;

    /// <summary>Terminals of the whole runtime at once. ENOSPC.</summary>
    public int MaxPtys { get; init; } = 128;

    /// <summary>Pairs of host name and address that the runtime remembers to judge connections by; the oldest are forgotten.</summary>
    public int MaxResolvedNames { get; init; } = 4096;

    /// <summary>Active timers and immediates of one process when its event loop turns, those that keep nothing alive too. Unreferenced timers may exceed it by a sixteenth before they are counted; beyond it the process ends with outcome LimitExceeded.</summary>
    public int MaxTimers { get; init; } = 10_000;

    /// <summary>Syscalls of one process in its life; beyond it the process is killed by SIGXCPU.</summary>
    public long MaxSyscalls { get; init; } = 1_000_000_000_000;

    /// <summary>Bytes of host file content kept inside the runtime. Beyond it older content is dropped.</summary>
    public long HostMountCacheBytes { get; init; } = 32 * MiB;

    /// <summary>Host names (with their attributes) kept inside the runtime. Beyond it older ones are dropped.</summary>
    public int HostMountCacheEntries { get; init; } = 65_536;

    /// <summary>How long host attributes and directory listings are believed, milliseconds.</summary>
    public int HostMountCacheMs { get; init; } = 2_000;

    /// <summary>Bytes to and from the outside in the life of the runtime. Beyond it connections break with ENOBUFS.</summary>
    public long MaxEgressBytes { get; init; } = 4096L * MiB;

    /// <summary>Bytes to and from the outside in a second; more waits.</summary>
    public long EgressBytesPerSecond { get; init; } = 64 * MiB;

    /// <summary>Connections, UDP sockets and look-ups asked of the outside in a second. EAGAIN.</summary>
    public int MaxEgressRequestsPerSecond { get; init; } = 500;

    /// <summary>Look-ups and DNS queries under way at once. EAGAIN. The host's own resolver holds a thread for each.</summary>
    public int MaxDnsQueries { get; init; } = 16;

    /// <summary>Milliseconds that a connection to the outside may take to stand. ETIMEDOUT.</summary>
    public int EgressConnectTimeoutMs { get; init; } = 60_000;

    /// <summary>Bytes of the input of one call of a host function, as JSON.</summary>
    public int MaxHostFunctionInputBytes { get; init; } = MiB;

    /// <summary>Bytes of the result of one call of a host function, as JSON.</summary>
    public int MaxHostFunctionResultBytes { get; init; } = MiB;

    /// <summary>Calls of host functions under way at once in the whole runtime.</summary>
    public int MaxHostFunctionCalls { get; init; } = 64;

    /// <summary>Milliseconds that one call of a host function may take when the function says nothing else.</summary>
    public int HostFunctionTimeoutMs { get; init; } = 30_000;

    /// <summary>Denials kept for inspection; older ones are dropped.</summary>
    public int MaxAuditEvents { get; init; } = 1024;

    /// <summary>Tells every limit that is out of its range, by name; empty when all is well.</summary>
    public IReadOnlyList<string> Validate() => LimitTable.Validate(this);

    /// <summary>Throws <see cref="ArgumentException"/> that names every limit out of range.</summary>
    public ResourceLimits EnsureValid()
    {
        IReadOnlyList<string> errors = Validate();
        return errors.Count == 0 ? this : throw new ArgumentException(string.Join(' ', errors));
    }
}
