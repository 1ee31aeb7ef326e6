using SecureExec.Protocol;

namespace SecureExec;

/// <summary>All limits with their ranges: the one list that validation, JSON and documentation use.</summary>
internal static class LimitTable
{
    private const long MiB = 1024 * 1024;
    private const long GiB = 1024 * MiB;
    private const long Week = 7 * 24 * 60 * 60 * 1000L;

    /// <summary>Every limit, in the order of the documentation.</summary>
    public static IReadOnlyList<LimitDescriptor> All { get; } =
    [
        Int("v8HeapLimitMb", "MiB", 8, 16_384, l => l.V8HeapLimitMb, (l, v) => l with { V8HeapLimitMb = v }),
        Int("maxMemoryMb", "MiB", 256, 1_048_576, l => l.MaxMemoryMb, (l, v) => l with { MaxMemoryMb = v }),
        new("cpuTimeLimitMs", "ms", 1, Week, l => l.CpuTimeLimitMs, (l, v) => l with { CpuTimeLimitMs = v }),
        new("wallClockLimitMs", "ms", 1, Week, l => l.WallClockLimitMs, (l, v) => l with { WallClockLimitMs = v }),
        Int("capturedOutputLimitBytes", "bytes", 0, GiB, l => l.CapturedOutputLimitBytes, (l, v) => l with { CapturedOutputLimitBytes = v }),
        Int("stdinBufferLimitBytes", "bytes", 1, GiB, l => l.StdinBufferLimitBytes, (l, v) => l with { StdinBufferLimitBytes = v }),
        Int("maxResultBytes", "bytes", 1, GiB, l => l.MaxResultBytes, (l, v) => l with { MaxResultBytes = v }),
        Int("cpuCount", "processors", 1, 256, l => l.CpuCount, (l, v) => l with { CpuCount = v }),
        Int("maxProcesses", "processes", 1, 4096, l => l.MaxProcesses, (l, v) => l with { MaxProcesses = v }),
        Int("maxThreads", "threads", 0, 4096, l => l.MaxThreads, (l, v) => l with { MaxThreads = v }),
        Int("maxOpenFds", "descriptors", 3, 65_536, l => l.MaxOpenFds, (l, v) => l with { MaxOpenFds = v }),
        Int("maxOpenFiles", "files", 3, 1_048_576, l => l.MaxOpenFiles, (l, v) => l with { MaxOpenFiles = v }),
        new("maxFilesystemBytes", "bytes", MiB, 64 * GiB, l => l.MaxFilesystemBytes, (l, v) => l with { MaxFilesystemBytes = v }),
        Int("maxInodeCount", "inodes", 128, 16_777_216, l => l.MaxInodeCount, (l, v) => l with { MaxInodeCount = v }),
        Int("maxPreadBytes", "bytes", 4096, GiB, l => l.MaxPreadBytes, (l, v) => l with { MaxPreadBytes = v }),
        Int("maxFdWriteBytes", "bytes", 4096, GiB, l => l.MaxFdWriteBytes, (l, v) => l with { MaxFdWriteBytes = v }),
        Int("maxProcessArgvBytes", "bytes", 1024, 64 * MiB, l => l.MaxProcessArgvBytes, (l, v) => l with { MaxProcessArgvBytes = v }),
        Int("maxProcessEnvBytes", "bytes", 1024, 64 * MiB, l => l.MaxProcessEnvBytes, (l, v) => l with { MaxProcessEnvBytes = v }),
        Int("maxShellBytes", "bytes", 65_536, GiB, l => l.MaxShellBytes, (l, v) => l with { MaxShellBytes = v }),
        Int("maxReaddirEntries", "entries", 1, 16_777_216, l => l.MaxReaddirEntries, (l, v) => l with { MaxReaddirEntries = v }),
        Int("maxRecursionDepth", "directories", 1, 4096, l => l.MaxRecursionDepth, (l, v) => l with { MaxRecursionDepth = v }),
        Int("maxRecursionEntries", "entries", 1, 16_777_216, l => l.MaxRecursionEntries, (l, v) => l with { MaxRecursionEntries = v }),
        Int("maxPathBytes", "bytes", 256, 4096, l => l.MaxPathBytes, (l, v) => l with { MaxPathBytes = v }),
        Int("maxBlockingReadMs", "ms", 1, Week, l => l.MaxBlockingReadMs, (l, v) => l with { MaxBlockingReadMs = v }),
        Int("maxWatches", "watches", 0, 1_048_576, l => l.MaxWatches, (l, v) => l with { MaxWatches = v }),
        Int("maxWatchEvents", "events", 1, 1_048_576, l => l.MaxWatchEvents, (l, v) => l with { MaxWatchEvents = v }),
        Int("maxSockets", "sockets", 0, 65_536, l => l.MaxSockets, (l, v) => l with { MaxSockets = v }),
        Int("maxConnections", "connections", 0, 65_536, l => l.MaxConnections, (l, v) => l with { MaxConnections = v }),
        Int("maxSocketBufferBytes", "bytes", 1024, 64 * MiB, l => l.MaxSocketBufferBytes, (l, v) => l with { MaxSocketBufferBytes = v }),
        Int("maxPtys", "terminals", 0, 4_096, l => l.MaxPtys, (l, v) => l with { MaxPtys = v }),
        Int("maxPipes", "pipes", 0, 65_536, l => l.MaxPipes, (l, v) => l with { MaxPipes = v }),
        Int("maxResolvedNames", "names", 1, 1_048_576, l => l.MaxResolvedNames, (l, v) => l with { MaxResolvedNames = v }),
        Int("maxTimers", "timers", 1, 16_777_216, l => l.MaxTimers, (l, v) => l with { MaxTimers = v }),
        new("maxSyscalls", "calls", 1, 1_000_000_000_000_000, l => l.MaxSyscalls, (l, v) => l with { MaxSyscalls = v }),
        new("hostMountCacheBytes", "bytes", 0, 16 * GiB, l => l.HostMountCacheBytes, (l, v) => l with { HostMountCacheBytes = v }),
        Int("hostMountCacheEntries", "names", 16, 16_777_216, l => l.HostMountCacheEntries, (l, v) => l with { HostMountCacheEntries = v }),
        Int("hostMountCacheMs", "ms", 0, 3_600_000, l => l.HostMountCacheMs, (l, v) => l with { HostMountCacheMs = v }),
        new("maxEgressBytes", "bytes", 0, 1_000_000_000_000_000, l => l.MaxEgressBytes, (l, v) => l with { MaxEgressBytes = v }),
        new("egressBytesPerSecond", "bytes", 1024, 16 * GiB, l => l.EgressBytesPerSecond, (l, v) => l with { EgressBytesPerSecond = v }),
        Int("maxEgressRequestsPerSecond", "requests", 1, 1_000_000, l => l.MaxEgressRequestsPerSecond, (l, v) => l with { MaxEgressRequestsPerSecond = v }),
        Int("maxDnsQueries", "queries", 1, ProtocolLimits.MaxPendingRequests, l => l.MaxDnsQueries, (l, v) => l with { MaxDnsQueries = v }),
        Int("egressConnectTimeoutMs", "ms", 1, 3_600_000, l => l.EgressConnectTimeoutMs, (l, v) => l with { EgressConnectTimeoutMs = v }),
        Int("maxHostFunctionInputBytes", "bytes", 16, 8 * MiB, l => l.MaxHostFunctionInputBytes, (l, v) => l with { MaxHostFunctionInputBytes = v }),
        Int("maxHostFunctionResultBytes", "bytes", 16, 8 * MiB, l => l.MaxHostFunctionResultBytes, (l, v) => l with { MaxHostFunctionResultBytes = v }),
        Int("maxHostFunctionCalls", "calls", 1, ProtocolLimits.MaxPendingRequests, l => l.MaxHostFunctionCalls, (l, v) => l with { MaxHostFunctionCalls = v }),
        Int("hostFunctionTimeoutMs", "ms", 1, 300_000, l => l.HostFunctionTimeoutMs, (l, v) => l with { HostFunctionTimeoutMs = v }),
        Int("maxAuditEvents", "events", 1, 1_048_576, l => l.MaxAuditEvents, (l, v) => l with { MaxAuditEvents = v }),
    ];

    /// <summary>The limit of that name, or null.</summary>
    public static LimitDescriptor? Find(string name)
    {
        foreach (LimitDescriptor limit in All)
        {
            if (limit.Name == name)
            {
                return limit;
            }
        }

        return null;
    }

    /// <summary>One sentence for each limit out of range.</summary>
    public static IReadOnlyList<string> Validate(ResourceLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var errors = new List<string>();
        foreach (LimitDescriptor limit in All)
        {
            if (RangeError(limit, limit.Get(limits)) is { } error)
            {
                errors.Add(error);
            }
        }

        return errors;
    }

    /// <summary>The sentence for one value, or null when it is in range.</summary>
    public static string? RangeError(LimitDescriptor limit, long value) => value < limit.Min || value > limit.Max
        ? $"limits.{limit.Name} must be from {limit.Min} to {limit.Max} {limit.Unit}, not {value}."
        : null;

    private static LimitDescriptor Int(
        string name,
        string unit,
        long min,
        long max,
        Func<ResourceLimits, int> get,
        Func<ResourceLimits, int, ResourceLimits> with) =>
        new(name, unit, min, max, l => get(l), (l, v) => with(l, (int)v));
}
