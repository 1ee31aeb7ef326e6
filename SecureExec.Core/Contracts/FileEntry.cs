namespace SecureExec.Contracts;

/// <summary>One entry of a guest directory. The name comes from the guest: treat it as hostile.</summary>
public sealed record FileEntry
{
    /// <summary>Name inside the directory.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required FileEntryType Type { get; init; }

    /// <summary>Size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Permission bits, as in <c>0o644</c>.</summary>
    public int Mode { get; init; }

    /// <summary>Last modification.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }
}
