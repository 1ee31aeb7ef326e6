namespace SecureExec;

/// <summary>What a run gave. A failing guest never throws in the host; it is told here.</summary>
public record RunResult
{
    /// <summary>How the run ended.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>The error that ended the run, if one did.</summary>
    public RunError? Error { get; init; }

    /// <summary>Exit code as a shell reports it: 128 + n after signal n.</summary>
    public int ExitCode { get; init; }

    /// <summary>Standard output as UTF-8 text (invalid bytes become U+FFFD), up to the limit <see cref="ResourceLimits.CapturedOutputLimitBytes"/>.</summary>
    public string Stdout { get; init; } = "";

    /// <summary>Standard error, as <see cref="Stdout"/>.</summary>
    public string Stderr { get; init; } = "";

    /// <summary>True when standard output was longer than what was kept.</summary>
    public bool StdoutTruncated { get; init; }

    /// <summary>True when standard error was longer than what was kept.</summary>
    public bool StderrTruncated { get; init; }

    /// <summary>The program's value as JSON text; null when it gave none. Only a run with exit code 0 has one.</summary>
    public string? ValueJson { get; init; }

    /// <summary>What the run used.</summary>
    public GuestUsage Usage { get; init; } = new();

    /// <summary>True when the outcome is <see cref="RunOutcome.Succeeded"/>.</summary>
    public bool Succeeded => Outcome == RunOutcome.Succeeded;
}
