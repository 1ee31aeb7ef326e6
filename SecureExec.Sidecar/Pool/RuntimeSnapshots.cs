using SecureExec.Contracts;

namespace SecureExec.Sidecar.Pool;

/// <summary>What the runtimes look like now. Callers at the same time share one look, since each asks every worker.</summary>
internal sealed partial class RuntimeSnapshots(RuntimeRegistry registry, ILogger<RuntimeSnapshots> logger)
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private Task<IReadOnlyList<RuntimeInfo>>? _look;

    /// <summary>All runtimes that stay, oldest first.</summary>
    public Task<IReadOnlyList<RuntimeInfo>> TakeAsync()
    {
        lock (_lock)
        {
            if (_look is not { IsCompleted: false })
                _look = LookAsync();
            return _look;
        }
    }

    /// <summary>One runtime.</summary>
    public async Task<RuntimeInfo> TakeAsync(PooledRuntime runtime)
    {
        using var timeout = new CancellationTokenSource(AnswerTimeout);
        try
        {
            return runtime.ToInfo(await runtime.Guest.ListProcessesAsync(timeout.Token).WaitAsync(timeout.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SecureExecException or ObjectDisposedException)
        {
            // A worker that is busy, lost or being ended still has a line in the list.
            LogNoProcesses(runtime.Id, e.Message);
            return runtime.ToInfo([]);
        }
    }

    private async Task<IReadOnlyList<RuntimeInfo>> LookAsync()
    {
        // Yields first, so that the caller's lock is not held while the workers are asked.
        await Task.Yield();
        var infos = await Task.WhenAll(registry.Runtimes.Select(TakeAsync));
        return [.. infos.OrderBy(i => i.CreatedAt).ThenBy(i => i.Id, StringComparer.Ordinal)];
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Runtime {Id} gave no process table: {Reason}")]
    private partial void LogNoProcesses(string id, string reason);
}
