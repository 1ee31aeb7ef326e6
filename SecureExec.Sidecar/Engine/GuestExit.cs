using SecureExec.Abi;

namespace SecureExec.Sidecar.Engine;

/// <summary>How a guest process ended, and what it cost.</summary>
internal sealed record GuestExit
{
    public required GuestOutcome Outcome { get; init; }

    public required int ExitCode { get; init; }

    public Signal? Signal { get; init; }

    public GuestError? Error { get; init; }

    /// <summary>JSON of the last <c>__return</c>; null when there was none.</summary>
    public string? ValueJson { get; init; }

    /// <summary>CPU time of a process with all its threads, or of one worker thread.</summary>
    public TimeSpan Cpu { get; init; }

    public TimeSpan Wall { get; init; }

    /// <summary>The highest heap use that was seen, in bytes.</summary>
    public long PeakHeapBytes { get; init; }
}
