using SecureExec.Contracts;

namespace SecureExec.Dashboard.Model;

/// <summary>The end of a run as the dashboard shows it; all text is safe to look at.</summary>
public sealed record RunReport
{
    private const int MaxText = 64 * 1024;

    /// <summary>How the run ended.</summary>
    public required ResponseOutcome Outcome { get; init; }

    /// <summary>One line: outcome, exit code, times, memory.</summary>
    public required string Summary { get; init; }

    /// <summary>The value as indented JSON; null when there is none.</summary>
    public string? Value { get; init; }

    /// <summary>The error with its stack; null when there is none.</summary>
    public string? Error { get; init; }

    /// <summary>Standard output.</summary>
    public required string Stdout { get; init; }

    /// <summary>Standard error.</summary>
    public required string Stderr { get; init; }

    /// <summary>Whether the guest printed more than is shown.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Makes the view of a response.</summary>
    public static RunReport Of(RunResponse response) => new()
    {
        Outcome = response.Outcome,
        Summary = $"{NameOf(response.Outcome)}, exit code {response.ExitCode}, {Figures.Milliseconds(response.Usage.WallMs)}, "
            + $"{Figures.Milliseconds(response.Usage.CpuMs)} CPU, heap {Figures.Bytes(response.Usage.PeakHeapBytes)}, "
            + $"{response.Usage.Syscalls} kernel calls",
        Value = response.Value is { } value
            ? GuestText.Show(JsonText.Format(value), MaxText, multiline: true)
            : null,
        Error = response.Error is { } error ? ErrorText(error) : null,
        Stdout = GuestText.Show(response.Stdout, MaxText, multiline: true),
        Stderr = GuestText.Show(response.Stderr, MaxText, multiline: true),
        IsTruncated = response.StdoutTruncated || response.StderrTruncated
            || response.Stdout.Length > MaxText || response.Stderr.Length > MaxText,
    };

    /// <summary>The outcome in words.</summary>
    public static string NameOf(ResponseOutcome outcome) => outcome switch
    {
        ResponseOutcome.Succeeded => "Succeeded",
        ResponseOutcome.Failed => "Failed",
        ResponseOutcome.TimedOut => "Timed out",
        ResponseOutcome.LimitExceeded => "Limit exceeded",
        ResponseOutcome.Cancelled => "Cancelled",
        ResponseOutcome.Crashed => "Worker lost",
        _ => outcome.ToString(),
    };

    private static string ErrorText(RunErrorInfo error)
    {
        var head = error.Code is null ? $"{error.Name}: {error.Message}" : $"{error.Name} [{error.Code}]: {error.Message}";
        // Node's stack begins with the name and the message already.
        var text = error.Stack is { } stack && stack.StartsWith(error.Name, StringComparison.Ordinal) ? stack : $"{head}\n{error.Stack}";
        return GuestText.Show(text.TrimEnd(), MaxText, multiline: true);
    }
}
