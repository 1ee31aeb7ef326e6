using SecureExec.Pool;

namespace SecureExec;

/// <summary>
/// Worker processes, some of them started ahead. A worker is handed out once, to one runtime, and never again after: it ends with
/// its lease. Disposing the pool ends its spares; leases go on until their runtimes are disposed. Thread-safe.
/// </summary>
public sealed class WorkerPool : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<Task<WorkerProcess>> _spares = new();
    private readonly SemaphoreSlim _free;
    private readonly CancellationTokenSource _disposed = new();
    private readonly WorkerExecutable _executable;
    private int _leased;

    /// <summary>Finds the worker and starts the spares; does not wait for them.</summary>
    /// <exception cref="WorkerNotFoundException">There is no worker.</exception>
    /// <exception cref="LockdownUnavailableException">The worker runs on the .NET runtime and <see cref="WorkerPoolOptions.RequireLockdown"/> is set.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public WorkerPool(WorkerPoolOptions? options = null)
    {
        Options = options ?? new WorkerPoolOptions();
        Options.EnsureValid();
        _executable = WorkerLocator.Find(Options.WorkerPath) with { UseSnapshot = Options.UseSnapshot };
        if (Options.RequireLockdown) LockdownUnavailableException.ThrowIfNotNative(_executable);
        _free = new SemaphoreSlim(Options.MaxWorkers);
        Replenish();
    }

    /// <summary>What the pool was made of.</summary>
    public WorkerPoolOptions Options { get; }

    /// <summary>Workers in use.</summary>
    public int LeasedWorkers => Volatile.Read(ref _leased);

    /// <summary>Workers that are ready and unused.</summary>
    public int ReadySpares
    {
        get
        {
            lock (_lock) return _spares.Count(spare => spare.IsCompletedSuccessfully && !spare.Result.Ended.IsCompleted);
        }
    }

    /// <summary>Waits until the spares are ready, and tells what confines them. For services that report it at their start.</summary>
    /// <exception cref="SecureExecException">No worker could be started.</exception>
    public async Task<IsolationReport> WarmUpAsync(CancellationToken cancellationToken = default)
    {
        Task<WorkerProcess>[] spares;
        lock (_lock) spares = [.. _spares];
        if (spares.Length > 0)
        {
            WorkerProcess[] ready = await Task.WhenAll(spares).WaitAsync(cancellationToken).ConfigureAwait(false);
            return ready[0].Isolation;
        }
        await using WorkerProcess probe = await WorkerProcess.StartAsync(_executable, Options.RequireLockdown, cancellationToken).ConfigureAwait(false);
        return probe.Isolation;
    }

    /// <summary>Hands out a worker that nobody used before.</summary>
    internal async Task<Lease> AcquireAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            WorkerProcess worker = await TakeSpareAsync(cancellationToken).ConfigureAwait(false)
                ?? await WorkerProcess.StartAsync(_executable, Options.RequireLockdown, cancellationToken).ConfigureAwait(false);
            Interlocked.Increment(ref _leased);
            return new Lease(worker, Return);
        }
        catch
        {
            _free.Release();
            throw;
        }
        finally
        {
            Replenish();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task<WorkerProcess>[] spares;
        lock (_lock)
        {
            if (_disposed.IsCancellationRequested) return;
            _disposed.Cancel();
            spares = [.. _spares];
            _spares.Clear();
        }
        await Task.WhenAll(spares.Select(EndSpareAsync)).ConfigureAwait(false);
        _disposed.Dispose();
    }

    private static async Task EndSpareAsync(Task<WorkerProcess> spare)
    {
        await ((Task)spare).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (spare.IsCompletedSuccessfully) await spare.Result.KillAsync("its pool was disposed").ConfigureAwait(false);
    }

    /// <summary>The oldest spare that is alive. A spare that failed to start or died is dropped: the caller then starts one and gets the error itself.</summary>
    private async Task<WorkerProcess?> TakeSpareAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task<WorkerProcess>? spare;
            lock (_lock)
            {
                if (!_spares.TryDequeue(out spare)) return null;
            }
            try
            {
                WorkerProcess worker = await spare.WaitAsync(cancellationToken).ConfigureAwait(false);
                if (!worker.Ended.IsCompleted) return worker;
            }
            catch (SecureExecException)
            {
                // Told to whoever starts the next one.
            }
            catch (OperationCanceledException)
            {
                _ = EndSpareAsync(spare);
                throw;
            }
        }
    }

    private void Replenish()
    {
        lock (_lock)
        {
            if (_disposed.IsCancellationRequested) return;
            CancellationToken token = _disposed.Token;
            while (_spares.Count < Options.Spares) _spares.Enqueue(WorkerProcess.StartAsync(_executable, Options.RequireLockdown, token));
        }
    }

    private void Return()
    {
        Interlocked.Decrement(ref _leased);
        _free.Release();
    }
}
