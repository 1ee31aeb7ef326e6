using System.Text.Json;
using SecureExec.Contracts;

namespace SecureExec.Sidecar.Pool;

/// <summary>Turns successive looks at the runtimes into events: first a snapshot, then what is different. One per listener.</summary>
internal sealed class RuntimeChanges(string nodeId)
{
    /// <summary>Resident memory moves all the time; smaller changes are no event.</summary>
    private const long MemoryStep = 1 << 20;

    private Dictionary<string, byte[]>? _known;

    /// <summary>The events that lead from the look before to this one.</summary>
    public IReadOnlyList<RuntimeEvent> Update(IReadOnlyList<RuntimeInfo> now)
    {
        var coarse = now.Select(r => r with { MemoryBytes = r.MemoryBytes / MemoryStep * MemoryStep }).ToList();
        var next = coarse.ToDictionary(r => r.Id, r => JsonSerializer.SerializeToUtf8Bytes(r, ContractsJsonContext.Default.RuntimeInfo));
        var known = _known;
        _known = next;
        if (known is null)
            return [new RuntimeEvent { Type = RuntimeEventType.Snapshot, Node = nodeId, Runtimes = coarse }];

        var events = coarse
            .Where(r => !known.TryGetValue(r.Id, out var before) || !before.AsSpan().SequenceEqual(next[r.Id]))
            .Select(r => new RuntimeEvent { Type = RuntimeEventType.Upsert, Node = nodeId, Runtime = r })
            .ToList();
        events.AddRange(known.Keys.Where(id => !next.ContainsKey(id))
            .Select(id => new RuntimeEvent { Type = RuntimeEventType.Remove, Node = nodeId, Id = id }));
        return events;
    }
}
