using SecureExec.Contracts;

namespace SecureExec.Sidecar.Pool;

/// <summary>Makes runtimes of Core over one pool of workers.</summary>
internal sealed class NodeRuntimeFactory : IRuntimeFactory
{
    private readonly WorkerPool _pool;

    public NodeRuntimeFactory(PoolOptions options) =>
        _pool = new WorkerPool(new WorkerPoolOptions
        {
            WorkerPath = options.WorkerPath,
            MaxWorkers = options.MaxRuntimes,
            Spares = options.Spares,
            RequireLockdown = options.RequireLockdown,
        });

    public IsolationInfo Isolation { get; private set; } = new() { LockedDown = false, Summary = "No worker was started yet." };

    public async Task<IsolationInfo> WarmUpAsync(CancellationToken cancellationToken) =>
        Isolation = ContractMapping.ToContract(await _pool.WarmUpAsync(cancellationToken));

    public async Task<IGuestRuntime> CreateAsync(CreateRuntimeRequest request, CancellationToken cancellationToken)
    {
        var options = new NodeRuntimeOptions
        {
            Pool = _pool,
            Permissions = request.Permissions,
            Limits = request.Limits ?? ResourceLimits.Default,
            Env = request.Env ?? new Dictionary<string, string>(),
            Files = request.Files?.ToDictionary(f => f.Key, f => SeedContent.FromBytes(f.Value.Bytes)) ?? [],
        };
        if (request.Cwd is { } cwd)
            options = options with { Cwd = cwd };
        return new NodeRuntimeGuest(await NodeRuntime.CreateAsync(options, cancellationToken));
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();
}
