namespace SecureExec.Contracts;

/// <summary>A pool node as the gateway knows it.</summary>
public sealed record NodeStatus
{
    /// <summary>Its configured address.</summary>
    public required string Address { get; init; }

    /// <summary>Whether it answered last time.</summary>
    public required bool Available { get; init; }

    /// <summary>Its last answer; missing when it never gave one.</summary>
    public NodeInfo? Info { get; init; }

    /// <summary>Why it is not available.</summary>
    public string? Problem { get; init; }
}
