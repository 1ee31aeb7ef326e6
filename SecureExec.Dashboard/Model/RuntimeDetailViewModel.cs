using SecureExec.Contracts;
using SecureExec.Dashboard.Client;

namespace SecureExec.Dashboard.Model;

/// <summary>One runtime: its live facts, its process table, its runs and its files.</summary>
public sealed class RuntimeDetailViewModel
{
    private readonly IGatewayClient _gateway;
    private readonly RuntimeFeed _feed;
    private RuntimeInfo? _lastKnown;

    /// <summary>The view of a runtime that may or may not exist.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="feed">The live runtimes.</param>
    /// <param name="id">Id of the runtime.</param>
    public RuntimeDetailViewModel(IGatewayClient gateway, RuntimeFeed feed, string id)
    {
        _gateway = gateway;
        _feed = feed;
        Id = id;
        Run = new RunViewModel(gateway, id);
        Files = new FileTreeViewModel(gateway, id);
    }

    /// <summary>Id of the runtime.</summary>
    public string Id { get; }

    /// <summary>Runs snippets.</summary>
    public RunViewModel Run { get; }

    /// <summary>The file system.</summary>
    public FileTreeViewModel Files { get; }

    /// <summary>Why the last action failed.</summary>
    public GatewayFailure? Failure { get; private set; }

    /// <summary>The runtime as last seen; null when it was never seen.</summary>
    public RuntimeInfo? Runtime => _lastKnown = _feed.Board.Find(Id) ?? _lastKnown;

    /// <summary>Whether it exists now, as far as is known.</summary>
    public bool Exists => _feed.Board.Find(Id) is not null;

    /// <summary>Whether nothing has been received yet.</summary>
    public bool IsLoading => _feed.State == FeedState.Connecting && !Exists;

    /// <summary>The process table in tree order.</summary>
    public IReadOnlyList<ProcessRow> Processes => Runtime is { } runtime && Exists ? ProcessRow.TreeOf(runtime.Processes) : [];

    /// <summary>Sends a signal to a guest process.</summary>
    /// <returns>Whether it was delivered, or the process is gone already.</returns>
    public async Task<bool> KillAsync(int pid, string signal, CancellationToken cancellationToken)
    {
        var done = (await _gateway.KillAsync(Id, pid, signal, cancellationToken)).TryGet(out _, out var failure)
            || failure.Kind == GatewayFailureKind.NotFound;
        Failure = done ? null : failure;
        return done;
    }

    /// <summary>Ends the runtime.</summary>
    /// <returns>Whether it is gone.</returns>
    public async Task<bool> DeleteAsync(CancellationToken cancellationToken)
    {
        var gone = (await _gateway.DeleteRuntimeAsync(Id, cancellationToken)).TryGet(out _, out var failure)
            || failure.Kind == GatewayFailureKind.NotFound;
        Failure = gone ? null : failure;
        return gone;
    }
}
