namespace SecureExec;

/// <summary>Output of a process after a cursor.</summary>
public sealed record OutputPage
{
    /// <summary>The pieces, oldest first; empty when the process has ended and put out nothing more.</summary>
    public required IReadOnlyList<OutputEvent> Events { get; init; }

    /// <summary>The cursor to go on from.</summary>
    public required long NextCursor { get; init; }

    /// <summary>Whether more is there already.</summary>
    public bool HasMore { get; init; }

    /// <summary>Whether pieces after the cursor are gone, since newer ones needed their room.</summary>
    public bool Truncated { get; init; }
}
