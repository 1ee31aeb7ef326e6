namespace SecureExec.Benchmarks;

/// <summary>A sandbox to measure.</summary>
/// <param name="Name">In the table.</param>
/// <param name="WorkerPath">Directory or executable of the worker; null for the one beside this program.</param>
internal sealed record Variant(string Name, string? WorkerPath)
{
    /// <summary>The options of a pool with the default number of spares.</summary>
    internal WorkerPoolOptions PoolOptions => new() { WorkerPath = WorkerPath };

    /// <summary>A pool of these options.</summary>
    internal WorkerPool CreatePool() => new(PoolOptions);

    /// <summary>A runtime with a worker started for it alone.</summary>
    internal Task<NodeRuntime> CreateRuntimeAsync(NodeRuntimeOptions? options = null) =>
        NodeRuntime.CreateAsync((options ?? new NodeRuntimeOptions()) with { WorkerPath = WorkerPath });
}
