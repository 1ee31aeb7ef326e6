namespace SecureExec.Sidecar.Engine;

/// <summary>How a call of a resident process ended. All texts come from the guest.</summary>
internal sealed record GuestCallReply
{
    public required int Id { get; init; }

    public required GuestCallOutcome Outcome { get; init; }

    /// <summary>JSON of the value; null when there was none.</summary>
    public string? ValueJson { get; init; }

    public GuestError? Error { get; init; }

    public string Stdout { get; init; } = "";

    public string Stderr { get; init; } = "";

    public bool StdoutTruncated { get; init; }

    public bool StderrTruncated { get; init; }

    /// <summary>What the process used from the call's begin to its end.</summary>
    public required GuestUsage Usage { get; init; }
}
