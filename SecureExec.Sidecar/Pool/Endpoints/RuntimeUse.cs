namespace SecureExec.Sidecar.Pool.Endpoints;

/// <summary>A runtime that is kept alive until this is disposed.</summary>
internal sealed class RuntimeUse(PooledRuntime runtime, IDisposable use) : IDisposable
{
    /// <summary>The runtime.</summary>
    public PooledRuntime Runtime => runtime;

    public void Dispose() => use.Dispose();
}
