namespace SecureExec.Contracts;

/// <summary>How workers are locked down by the operating system.</summary>
public sealed record IsolationInfo
{
    /// <summary>Whether a worker is locked down before the first guest instruction.</summary>
    public required bool LockedDown { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Summary { get; init; }

    /// <summary>The single measures.</summary>
    public IReadOnlyList<IsolationMeasure> Measures { get; init; } = [];
}
