using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using SecureExec.Contracts;

namespace SecureExec.Sidecar.Pool;

/// <summary>The runtimes of the node, and the count of all workers in use.</summary>
internal sealed partial class RuntimeRegistry(
    IRuntimeFactory factory, PoolOptions options, TimeProvider time, ILogger<RuntimeRegistry> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, PooledRuntime> _runtimes = new(StringComparer.Ordinal);
    private int _active;

    /// <summary>Workers in use, one-shot runs included.</summary>
    public int Active => Volatile.Read(ref _active);

    /// <summary>The runtimes that stay, in no order.</summary>
    public ICollection<PooledRuntime> Runtimes => _runtimes.Values;

    /// <summary>Makes a runtime that stays, or null when the node is full.</summary>
    public async Task<PooledRuntime?> CreateAsync(CreateRuntimeRequest request, CancellationToken cancellationToken)
    {
        if (!TryReserve())
            return null;

        try
        {
            var guest = await factory.CreateAsync(request, cancellationToken);
            var idle = request.IdleTimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : options.IdleTimeout;
            var runtime = new PooledRuntime(RuntimeId.Create(options.NodeId), options.NodeId, request, guest, idle, time);
            _runtimes[runtime.Id] = runtime;
            return runtime;
        }
        catch
        {
            Release();
            throw;
        }
    }

    /// <summary>Runs code in a virtual machine of its own, or gives null when the node is full.</summary>
    public async Task<RunResponse?> RunOnceAsync(RunRequest run, CancellationToken cancellationToken)
    {
        if (!TryReserve())
            return null;

        try
        {
            var machine = new CreateRuntimeRequest
            {
                Permissions = run.Permissions,
                Limits = run.Limits,
                Files = run.Files,
            };
            await using var guest = await factory.CreateAsync(machine, cancellationToken);
            return await guest.RunAsync(run with { Files = null }, cancellationToken);
        }
        finally
        {
            Release();
        }
    }

    /// <summary>The runtime with the id.</summary>
    public bool TryGet(string? id, [NotNullWhen(true)] out PooledRuntime? runtime)
    {
        runtime = null;
        return id is not null && _runtimes.TryGetValue(id, out runtime);
    }

    /// <summary>Ends a runtime with all that runs in it; false when there is none.</summary>
    public async Task<bool> RemoveAsync(string? id)
    {
        if (!TryGet(id, out var runtime) || !runtime.TryClose())
            return false;

        await EndAsync(runtime);
        return true;
    }

    /// <summary>Ends the runtimes that were idle for too long.</summary>
    public async Task RemoveIdleAsync()
    {
        foreach (var runtime in _runtimes.Values.Where(r => r.TryCloseIdle()))
        {
            LogIdle(runtime.Id);
            await EndAsync(runtime);
        }
    }

    /// <summary>Ends all runtimes.</summary>
    public Task RemoveAllAsync() => Task.WhenAll(_runtimes.Values.Where(r => r.TryClose()).ToList().Select(EndAsync));

    public async ValueTask DisposeAsync() => await RemoveAllAsync();

    private async Task EndAsync(PooledRuntime runtime)
    {
        _runtimes.TryRemove(runtime.Id, out _);
        try
        {
            await runtime.Guest.DisposeAsync();
        }
        catch (Exception e)
        {
            LogEndFailed(runtime.Id, e);
        }
        finally
        {
            Release();
        }
    }

    private bool TryReserve()
    {
        if (Interlocked.Increment(ref _active) <= options.MaxRuntimes)
            return true;

        Release();
        return false;
    }

    private void Release() => Interlocked.Decrement(ref _active);

    [LoggerMessage(Level = LogLevel.Information, Message = "Runtime {Id} was idle for too long: ended.")]
    private partial void LogIdle(string id);

    [LoggerMessage(Level = LogLevel.Error, Message = "Ending runtime {Id} failed.")]
    private partial void LogEndFailed(string id, Exception e);
}
