using System.Text.Json.Serialization;

namespace SecureExec.Contracts;

/// <summary>
/// One message of <c>GET /v1/runtimes/events</c> (server-sent events). The stream begins with one snapshot per pool node,
/// then carries changes; a node that is lost is reported as an empty snapshot, one that comes back as a new snapshot.
/// </summary>
public sealed record RuntimeEvent
{
    /// <summary>What happened.</summary>
    public required RuntimeEventType Type { get; init; }

    /// <summary>The pool node it is about.</summary>
    public required string Node { get; init; }

    /// <summary>All runtimes of the node; only with <c>snapshot</c>.</summary>
    public IReadOnlyList<RuntimeInfo>? Runtimes { get; init; }

    /// <summary>The runtime; only with <c>upsert</c>.</summary>
    public RuntimeInfo? Runtime { get; init; }

    /// <summary>Id of the runtime; only with <c>remove</c>.</summary>
    public string? Id { get; init; }

    /// <summary>The SSE event name of <see cref="Type"/>.</summary>
    [JsonIgnore]
    public string EventName => Type switch
    {
        RuntimeEventType.Snapshot => "snapshot",
        RuntimeEventType.Upsert => "upsert",
        _ => "remove",
    };
}
