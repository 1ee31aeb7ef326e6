namespace SecureExec.Benchmarks;

/// <summary>A sandbox to measure.</summary>
/// <param name="Name">In the table.</param>
/// <param name="WorkerPath">Directory or executable of the worker; null for the one beside this program.</param>
/// <param name="UsesSnapshot">Whether isolates may boot from the start-up snapshot.</param>
internal sealed record Variant(string Name, string? WorkerPath, bool UsesSnapshot = true)
{
    /// <summary>Whether it differs from the product only in how isolates boot; then it is measured only where that matters.</summary>
    internal bool IsBootVariant => !UsesSnapshot;

    /// <summary>The options of a pool with the default number of spares.</summary>
    internal WorkerPoolOptions PoolOptions => new() { WorkerPath = WorkerPath, UseSnapshot = UsesSnapshot };

    /// <summary>A pool of these options.</summary>
    internal WorkerPool CreatePool() => new(PoolOptions);

    /// <summary>A runtime whose worker is started for it alone, as one without a pool.</summary>
    internal async Task<NodeRuntime> CreateRuntimeAsync(NodeRuntimeOptions? options = null)
    {
        options ??= new NodeRuntimeOptions();
        if (UsesSnapshot) return await NodeRuntime.CreateAsync(options with { WorkerPath = WorkerPath });
        // Only a pool can be told to leave the snapshot out; one without spares starts each worker when it is asked for, and may be gone before its lease.
        await using var pool = new WorkerPool(PoolOptions with { Spares = 0 });
        return await NodeRuntime.CreateAsync(options with { Pool = pool });
    }
}
