namespace SecureExec;

/// <summary>What one run used.</summary>
public sealed record GuestUsage
{
    /// <summary>From the start of the guest process to its end.</summary>
    public TimeSpan Wall { get; init; }

    /// <summary>CPU time of the guest's own thread.</summary>
    public TimeSpan Cpu { get; init; }

    /// <summary>Largest V8 heap seen, in bytes.</summary>
    public long PeakHeapBytes { get; init; }

    /// <summary>System calls made, failed ones included.</summary>
    public long Syscalls { get; init; }

    /// <summary>Bytes that reads delivered.</summary>
    public long BytesRead { get; init; }

    /// <summary>Bytes that writes took.</summary>
    public long BytesWritten { get; init; }

    /// <summary>Operations that the policy denied.</summary>
    public long Denials { get; init; }

    /// <summary>System calls by name (<c>open</c>, <c>read</c>, <c>stat</c> ...), failed ones included; names that were not called are left out. Empty for a call of a resident runner or a context, which shares its process with others.</summary>
    public IReadOnlyDictionary<string, long> Ledger { get; init; } = NoCalls;

    internal static IReadOnlyDictionary<string, long> NoCalls { get; } = new Dictionary<string, long>();
}
