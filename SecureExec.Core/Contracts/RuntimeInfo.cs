namespace SecureExec.Contracts;

/// <summary>A runtime as seen from outside.</summary>
public sealed record RuntimeInfo
{
    /// <summary>Its id. Unguessable; carries the id of its pool node.</summary>
    public required string Id { get; init; }

    /// <summary>The id of the pool node it lives on.</summary>
    public required string Node { get; init; }

    /// <summary>The label given at creation.</summary>
    public string? Name { get; init; }

    /// <summary>Its state.</summary>
    public required RuntimeState State { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last asked for something.</summary>
    public required DateTimeOffset LastUsedAt { get; init; }

    /// <summary>Seconds without a request after which it is disposed.</summary>
    public required int IdleTimeoutSeconds { get; init; }

    /// <summary>Name of the stored policy it was created with, if one was named.</summary>
    public string? Policy { get; init; }

    /// <summary>Its limits.</summary>
    public ResourceLimits? Limits { get; init; }

    /// <summary>How its worker is locked down.</summary>
    public required IsolationInfo Isolation { get; init; }

    /// <summary>Runs started so far.</summary>
    public long Runs { get; init; }

    /// <summary>Resident memory of its worker process, in bytes; missing when unknown.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Host process id of its worker; missing when it is gone.</summary>
    public int? WorkerPid { get; init; }

    /// <summary>Its process table.</summary>
    public IReadOnlyList<ProcessEntry> Processes { get; init; } = [];
}
