using SecureExec.Contracts;
using SecureExec.Dashboard.Client;

namespace SecureExec.Dashboard.Model;

/// <summary>The list of runtimes.</summary>
/// <param name="gateway">The gateway.</param>
/// <param name="feed">The live runtimes.</param>
public sealed class RuntimesViewModel(IGatewayClient gateway, RuntimeFeed feed)
{
    private readonly HashSet<string> _deleting = [];

    /// <summary>Shows only runtimes whose name, id, node or policy contains this.</summary>
    public string Filter { get; set; } = "";

    /// <summary>Why the last action failed.</summary>
    public GatewayFailure? Failure { get; private set; }

    /// <summary>Whether nothing has been received yet.</summary>
    public bool IsLoading => feed is { State: FeedState.Connecting, Board.Count: 0 };

    /// <summary>Whether there are no runtimes at all.</summary>
    public bool IsEmpty => feed.Board.Count == 0;

    /// <summary>The rows that match the filter, newest first.</summary>
    public IReadOnlyList<RuntimeRow> Rows => [.. feed.Board.Runtimes.Select(RuntimeRow.Of).Where(Matches)];

    /// <summary>Runtimes, runs so far and memory, over all runtimes.</summary>
    public RuntimeTotals Totals => new(
        feed.Board.Count,
        feed.Board.Runtimes.Count(r => r.State == RuntimeState.Running),
        feed.Board.Runtimes.Sum(r => r.Runs),
        feed.Board.Runtimes.Sum(r => r.MemoryBytes ?? 0));

    /// <summary>Whether a runtime is being deleted.</summary>
    public bool IsDeleting(string id) => _deleting.Contains(id);

    /// <summary>Deletes a runtime.</summary>
    /// <returns>Whether it is gone.</returns>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        if (!_deleting.Add(id)) return false;
        try
        {
            var gone = (await gateway.DeleteRuntimeAsync(id, cancellationToken)).TryGet(out _, out var failure)
                || failure.Kind == GatewayFailureKind.NotFound;
            Failure = gone ? null : failure;
            return gone;
        }
        finally
        {
            _deleting.Remove(id);
        }
    }

    private bool Matches(RuntimeRow row) =>
        Filter.Length == 0
        || new[] { row.Label, row.Id, row.Node, row.Policy }.Any(t => t.Contains(Filter, StringComparison.OrdinalIgnoreCase));
}
