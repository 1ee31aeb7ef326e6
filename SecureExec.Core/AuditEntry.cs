namespace SecureExec;

/// <summary>Something that matters for security has happened in a runtime. Texts may come from the guest.</summary>
public sealed record AuditEntry
{
    /// <summary><c>security.permission.denied</c>, <c>security.mount.mounted</c>, <c>security.process.kill</c> (a signal of the host), <c>tool.invoked</c> or <c>tool.failed</c> (a host function; with what its handler threw),
    /// <c>egress.allowed</c>, <c>security.egress.denied</c> (an address that no policy opens, or a cap).</summary>
    public required string Kind { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Scope of the policy that denied; null for other kinds.</summary>
    public PermissionScope? Scope { get; init; }

    /// <summary>Operation in the scope's words, for example <c>read</c>; <c>mount</c> or <c>signal</c> for other kinds.</summary>
    public required string Operation { get; init; }

    /// <summary>What it was about: a canonical path, a variable, a process. At most 4,096 characters.</summary>
    public required string Resource { get; init; }

    /// <summary>Why, in words; null where the policy's scope and operation say it.</summary>
    public string? Reason { get; init; }

    /// <summary>The guest process that asked; 0 when the host did.</summary>
    public int Pid { get; init; }

    /// <summary>Entries that were dropped before this one, because the callback did not keep up with the guest.</summary>
    public long Dropped { get; init; }
}
