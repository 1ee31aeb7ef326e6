namespace SecureExec.Pool;

/// <summary>The right of one runtime to one worker. Disposing it ends the worker, within <see cref="WorkerProcess.EndGrace"/> and a kill.</summary>
internal sealed class Lease(WorkerProcess worker, Action? onReturn) : IAsyncDisposable
{
    private int _returned;

    /// <summary>The worker.</summary>
    internal WorkerProcess Worker => worker;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await worker.EndAsync().ConfigureAwait(false);
        if (Interlocked.Exchange(ref _returned, 1) == 0) onReturn?.Invoke();
    }
}
