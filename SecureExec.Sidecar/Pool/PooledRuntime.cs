using SecureExec.Contracts;

namespace SecureExec.Sidecar.Pool;

/// <summary>A runtime of the node with what the service knows of it. Thread-safe.</summary>
internal sealed class PooledRuntime(string id, string nodeId, CreateRuntimeRequest request, IGuestRuntime guest, TimeSpan idleTimeout, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly DateTimeOffset _createdAt = time.GetUtcNow();
    private DateTimeOffset _lastUsedAt = time.GetUtcNow();
    private int _uses;
    private int _activeRuns;
    private long _runs;
    private bool _crashed;
    private bool _closed;

    /// <summary>Its id.</summary>
    public string Id => id;

    /// <summary>The virtual machine.</summary>
    public IGuestRuntime Guest => guest;

    /// <summary>Keeps it from being disposed for idleness until the result is disposed; null when it is closed already.</summary>
    public IDisposable? Use()
    {
        lock (_lock)
        {
            if (_closed)
                return null;
            _uses++;
            return new Usage(this);
        }
    }

    /// <summary>Runs code; counts it.</summary>
    public async Task<RunResponse> RunAsync(RunRequest run, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _activeRuns++;
            _runs++;
        }

        var crashed = false;
        try
        {
            var response = await guest.RunAsync(run, cancellationToken);
            crashed = response.Outcome == ResponseOutcome.Crashed;
            return response;
        }
        finally
        {
            lock (_lock)
            {
                _activeRuns--;
                _crashed = crashed;
            }
        }
    }

    /// <summary>Closes it when it is not in use and was not for its idle time; true for exactly one caller.</summary>
    public bool TryCloseIdle()
    {
        lock (_lock)
        {
            if (_closed || _uses > 0 || time.GetUtcNow() - _lastUsedAt < idleTimeout)
                return false;
            return _closed = true;
        }
    }

    /// <summary>Closes it; true for exactly one caller, who then disposes <see cref="Guest"/>.</summary>
    public bool TryClose()
    {
        lock (_lock)
            return !_closed && (_closed = true);
    }

    /// <summary>What the API shows of it.</summary>
    public RuntimeInfo ToInfo(IReadOnlyList<ProcessEntry> processes)
    {
        lock (_lock)
        {
            var pid = guest.WorkerPid;
            return new RuntimeInfo
            {
                Id = id,
                Node = nodeId,
                Name = request.Name,
                State = _activeRuns > 0 ? RuntimeState.Running : _crashed ? RuntimeState.Crashed : RuntimeState.Ready,
                CreatedAt = _createdAt,
                LastUsedAt = _lastUsedAt,
                IdleTimeoutSeconds = (int)idleTimeout.TotalSeconds,
                Policy = request.Policy,
                Limits = request.Limits ?? ResourceLimits.Default,
                Isolation = guest.Isolation,
                Runs = _runs,
                MemoryBytes = pid is { } worker ? HostMemory.Resident(worker) : null,
                WorkerPid = pid,
                Processes = processes,
            };
        }
    }

    private void EndUse()
    {
        lock (_lock)
        {
            _uses--;
            _lastUsedAt = time.GetUtcNow();
        }
    }

    private sealed class Usage(PooledRuntime runtime) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
                runtime.EndUse();
        }
    }
}
