namespace SecureExec.Sidecar.Tests.Startup;

/// <summary>Pools whose workers boot in either way.</summary>
public sealed class BootPools : IAsyncLifetime
{
    /// <summary>A pool that boots in the given way.</summary>
    internal WorkerPool this[SnapshotMode mode] => mode == SnapshotMode.Snapshot ? Snapshot : CodeCache;

    private WorkerPool Snapshot { get; } = new(new WorkerPoolOptions { Spares = 1 });

    private WorkerPool CodeCache { get; } = new(new WorkerPoolOptions { Spares = 1, UseSnapshot = false });

    /// <inheritdoc/>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await Snapshot.DisposeAsync();
        await CodeCache.DisposeAsync();
    }
}
