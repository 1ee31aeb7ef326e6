namespace SecureExec;

/// <summary>What confines a worker process, as the worker found it right before it reported to be ready.</summary>
public sealed record IsolationReport
{
    /// <summary>True only when the operating system keeps the worker from files, network and other processes of the host, even if guest code has taken it over.</summary>
    public required bool IsLockedDown { get; init; }

    /// <summary>The single measures.</summary>
    public required IReadOnlyList<IsolationCheck> Checks { get; init; }

    /// <summary>What the worker's isolates boot from.</summary>
    public SnapshotMode SnapshotMode { get; init; }

    /// <summary>One sentence for logs and people.</summary>
    public string Summary
    {
        get
        {
            string inForce = string.Join(", ", Checks.Where(check => check.InForce).Select(check => check.Name));
            return IsLockedDown
                ? $"The worker is locked down by the operating system ({inForce})."
                : $"The worker is NOT locked down by the operating system; in force: {(inForce.Length == 0 ? "nothing" : inForce)}.";
        }
    }
}
