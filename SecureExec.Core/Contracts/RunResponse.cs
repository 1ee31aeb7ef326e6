using System.Text.Json;

namespace SecureExec.Contracts;

/// <summary>Answer of a run: HTTP 200 for every program that was started, however it ended.</summary>
public sealed record RunResponse
{
    /// <summary>How the run ended.</summary>
    public required ResponseOutcome Outcome { get; init; }

    /// <summary>The program's value as JSON; missing when it has none.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>The error that ended the run, if one did.</summary>
    public RunErrorInfo? Error { get; init; }

    /// <summary>Exit code as a shell reports it: 128 + n after signal n.</summary>
    public int ExitCode { get; init; }

    /// <summary>Standard output, decoded as UTF-8.</summary>
    public required string Stdout { get; init; }

    /// <summary>Standard error, decoded as UTF-8.</summary>
    public required string Stderr { get; init; }

    /// <summary>Whether standard output was longer than its limit.</summary>
    public bool StdoutTruncated { get; init; }

    /// <summary>Whether standard error was longer than its limit.</summary>
    public bool StderrTruncated { get; init; }

    /// <summary>What the run used.</summary>
    public required RunUsage Usage { get; init; }
}
