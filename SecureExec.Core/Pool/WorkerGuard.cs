using SecureExec.Interop;

namespace SecureExec.Pool;

/// <summary>
/// Keeps one worker within its runtime's memory and CPU time from outside: it sees what V8's own limits do not (WebAssembly, resizable
/// buffers, native memory) and ends what cannot be interrupted, also in a worker that guest code has taken over.
/// Memory has two bounds: address space (the kernel refuses more, and the guest gets a RangeError) and resident memory (the worker is killed).
/// Lock: <c>_lock</c> guards all state; the worker is killed outside of it.
/// </summary>
internal sealed class WorkerGuard : IDisposable
{
    private const long MiB = 1024 * 1024;

    /// <summary>Writable address space that a further isolate maps without using it: V8's code range (64 MiB), a thread's stack (16 MiB), an arena of the C library.</summary>
    private const long IsolateReserveBytes = 112 * MiB;

    /// <summary>Address space that may be reserved beyond what the worker has when it is warm. V8 reserves 10 GiB for each WebAssembly memory, whatever its size; without a bound they end only when the kernel has no more mappings, which the runtime does not survive.</summary>
    private const long ReserveBytes = 2048L * 1024 * MiB;

    /// <summary>Isolates beyond those that run programs: the next one boots while the last one ends.</summary>
    private const int IdleIsolates = 2;

    /// <summary>The worker's own clock counts the guest's thread alone, and ends the run first when it can.</summary>
    private static readonly TimeSpan s_cpuGrace = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly WorkerProcess _worker;
    private readonly WorkerStats _stats;
    private readonly long _memoryBytes;
    private readonly TimeSpan _cpuPerRun;
    private readonly long? _bootDataBytes;
    private readonly Dictionary<int, Allowance> _runs = [];
    private int _isolates;
    private volatile bool _busy;
    private bool _disposed;

    /// <summary>Starts to watch. The worker is warm and no guest code has run in it.</summary>
    internal WorkerGuard(WorkerProcess worker, ResourceLimits limits)
    {
        _worker = worker;
        _stats = new WorkerStats(worker.Pid);
        _memoryBytes = limits.MaxMemoryMb * MiB;
        // Concurrent compilation and collection run beside the guest's thread.
        _cpuPerRun = TimeSpan.FromMilliseconds(2 * limits.CpuTimeLimitMs) + s_cpuGrace;
        _bootDataBytes = _stats.DataBytes;
        Checks = [LimitData(1), LimitReserve(), new IsolationCheck("memory_watchdog", _stats.ResidentBytes is not null, $"the worker is killed beyond {limits.MaxMemoryMb} MiB of resident memory")];
        GuardThread.Add(this);
    }

    /// <summary>What this guard could put in force.</summary>
    internal IReadOnlyList<IsolationCheck> Checks { get; }

    /// <summary>Whether programs run in the worker.</summary>
    internal bool IsBusy => _busy;

    /// <summary>A run starts: it is counted until <see cref="RunEnded"/>.</summary>
    internal void RunStarted(int id)
    {
        lock (_lock)
        {
            if (_disposed) return;
            // The counter is one for all: what runs beside a run may use its time, too.
            Allow(id, _runs.Count + 1);
            if (_runs.Count > _isolates) LimitData(_runs.Count);
            if (_runs.Count > 1) return;
            _busy = true;
            GuardThread.Hurry();
        }
    }

    /// <summary>A resident run got a call, which has the CPU time of a run.</summary>
    internal void CallStarted(int id)
    {
        lock (_lock)
        {
            if (!_disposed && _runs.ContainsKey(id)) Allow(id, _runs.Count);
        }
    }

    /// <summary>A run has ended.</summary>
    internal void RunEnded(int id)
    {
        lock (_lock)
        {
            _runs.Remove(id);
            _busy = _runs.Count > 0;
        }
    }

    /// <summary>Kills the worker when it is beyond a bound.</summary>
    internal void Look()
    {
        LimitBreach? breach = null;
        lock (_lock)
        {
            if (_disposed) return;
            if (_stats.ResidentBytes > _memoryBytes) breach = LimitBreach.Memory;
            else if (_runs.Count > 0 && _stats.CpuTime is { } now && _runs.Values.Any(run => now - run.Start > run.Cpu)) breach = LimitBreach.Cpu;
        }
        if (breach is not null) _worker.Kill(breach);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
            GuardThread.Remove(this);
            _stats.Dispose();
        }
    }

    private void Allow(int id, int runs)
    {
        foreach (Allowance other in _runs.Values) other.Cpu += _cpuPerRun;
        _runs[id] = new Allowance(_stats.CpuTime ?? TimeSpan.Zero) { Cpu = _cpuPerRun * runs };
    }

    /// <summary>Sets the bound of the address space for so many isolates at work.</summary>
    private IsolationCheck LimitData(int isolates)
    {
        _isolates = isolates;
        string? missing = _bootDataBytes is not { } boot ? "its size cannot be read from /proc"
            : _stats.Limit(SpawnCalls.RLIMIT_DATA, boot + _memoryBytes + ((isolates + IdleIsolates) * IsolateReserveBytes)) is not 0 and var errno ? $"prlimit failed with errno {errno}"
            : null;
        return new IsolationCheck("memory_limit", missing is null, missing ?? $"RLIMIT_DATA: the worker's own, {_memoryBytes / MiB} MiB and what idle isolates reserve");
    }

    /// <summary>Sets the bound of what may be reserved without being used.</summary>
    private IsolationCheck LimitReserve()
    {
        string? missing = _stats.AddressSpaceBytes is not { } boot ? "its size cannot be read from /proc"
            : _stats.Limit(SpawnCalls.RLIMIT_AS, boot + ReserveBytes) is not 0 and var errno ? $"prlimit failed with errno {errno}"
            : null;
        return new IsolationCheck("address_space", missing is null, missing ?? "RLIMIT_AS: the worker's own and 2 TiB of reservations");
    }

    /// <summary>The worker's CPU time when a run began, and how much may pass until its end.</summary>
    private sealed class Allowance(TimeSpan start)
    {
        internal TimeSpan Start => start;

        internal TimeSpan Cpu { get; set; }
    }
}
