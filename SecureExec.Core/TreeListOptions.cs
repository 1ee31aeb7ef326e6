namespace SecureExec;

/// <summary>What a recursive listing leaves out.</summary>
public sealed record TreeListOptions
{
    /// <summary>Deepest level below the directory, which itself is level 0 and not listed. 1 to 128.</summary>
    public int MaxDepth { get; init; } = 128;

    /// <summary>Most entries, beyond which the listing fails with ENOMEM. 1 to 1,048,576.</summary>
    public int MaxEntries { get; init; } = 65_536;

    /// <summary>Globs over paths relative to the directory; what matches is left out with all beneath. <c>*</c> and <c>?</c> stay within a name, <c>**</c> does not.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Whether the listing enters other file systems that are mounted beneath the directory: host mounts, <c>/dev</c>, <c>/proc</c>.</summary>
    public bool CrossMounts { get; init; } = true;

    internal void EnsureValid()
    {
        if (MaxDepth is < 1 or > 128) throw new ArgumentException($"{nameof(MaxDepth)} must be from 1 to 128, not {MaxDepth}.", nameof(MaxDepth));
        if (MaxEntries is < 1 or > 1_048_576) throw new ArgumentException($"{nameof(MaxEntries)} must be from 1 to 1048576, not {MaxEntries}.", nameof(MaxEntries));
        if (Exclude is null || Exclude.Any(string.IsNullOrEmpty)) throw new ArgumentException($"{nameof(Exclude)} has an empty pattern.", nameof(Exclude));
    }
}
