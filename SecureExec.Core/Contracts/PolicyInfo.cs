using System.Text.Json;

namespace SecureExec.Contracts;

/// <summary>A stored policy.</summary>
public sealed record PolicyInfo
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The document: an object with the scopes <c>fs</c>, <c>network</c>, <c>childProcess</c>, <c>process</c>, <c>env</c> and
    /// <c>tool</c>, each <c>"allow"</c>, <c>"deny"</c> or <c>{"default": mode, "rules": [...]}</c>.
    /// </summary>
    public required JsonElement Document { get; init; }

    /// <summary>Counts the changes, from 1; also the entity tag.</summary>
    public required int Revision { get; init; }

    /// <summary>When it was first stored.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
