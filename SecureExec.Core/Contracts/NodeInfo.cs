namespace SecureExec.Contracts;

/// <summary>Answer of a pool node's <c>GET /node</c>.</summary>
public sealed record NodeInfo
{
    /// <summary>The node's id, part of the id of each of its runtimes.</summary>
    public required string Id { get; init; }

    /// <summary>Version of the product on the node.</summary>
    public required string Version { get; init; }

    /// <summary>How the node's workers are locked down.</summary>
    public required IsolationInfo Isolation { get; init; }

    /// <summary>Runtimes alive, one-shot runs included.</summary>
    public required int ActiveRuntimes { get; init; }

    /// <summary>Runtimes the node holds at most.</summary>
    public required int MaxRuntimes { get; init; }
}
