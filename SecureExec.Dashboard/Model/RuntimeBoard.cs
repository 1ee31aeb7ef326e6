using System.Collections.Immutable;
using SecureExec.Contracts;

namespace SecureExec.Dashboard.Model;

/// <summary>All known runtimes, an immutable snapshot that each event turns into the next.</summary>
public sealed class RuntimeBoard
{
    private readonly ImmutableDictionary<string, RuntimeInfo> _byId;

    private RuntimeBoard(ImmutableDictionary<string, RuntimeInfo> byId) => _byId = byId;

    /// <summary>No runtimes.</summary>
    public static RuntimeBoard Empty { get; } = new(ImmutableDictionary.Create<string, RuntimeInfo>(StringComparer.Ordinal));

    /// <summary>The runtimes, newest first.</summary>
    public IEnumerable<RuntimeInfo> Runtimes =>
        _byId.Values.OrderByDescending(r => r.CreatedAt).ThenBy(r => r.Id, StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _byId.Count;

    /// <summary>The runtime of that id; null when there is none.</summary>
    public RuntimeInfo? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The board after the event; an event that lacks its member changes nothing.</summary>
    public RuntimeBoard Apply(RuntimeEvent change) => change switch
    {
        { Type: RuntimeEventType.Snapshot, Runtimes: { } runtimes } => new RuntimeBoard(
            _byId.RemoveRange(_byId.Values.Where(r => r.Node == change.Node).Select(r => r.Id))
                .SetItems(runtimes.Select(r => KeyValuePair.Create(r.Id, r)))),
        { Type: RuntimeEventType.Upsert, Runtime: { } runtime } => new RuntimeBoard(_byId.SetItem(runtime.Id, runtime)),
        { Type: RuntimeEventType.Remove, Id: { } id } => new RuntimeBoard(_byId.Remove(id)),
        _ => this,
    };
}
