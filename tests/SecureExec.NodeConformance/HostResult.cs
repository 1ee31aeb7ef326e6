using System.Text.RegularExpressions;

namespace SecureExec.NodeConformance;

/// <summary>What a test did on one host.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="ExitCode">As a shell reports it.</param>
/// <param name="Milliseconds">From start to end.</param>
/// <param name="Reason">One line that tells why it did not pass.</param>
internal sealed partial record HostResult(TestOutcome Outcome, int ExitCode, long Milliseconds, string? Reason)
{
    private const int MaxReason = 200;

    /// <summary>Judges a program that ended by itself.</summary>
    internal static HostResult Of(int exitCode, long milliseconds, string stdout, string stderr) => exitCode switch
    {
        0 when SkipLine().Match(stdout) is { Success: true } skip => new(TestOutcome.Skipped, 0, milliseconds, Clip(skip.Groups[1].Value)),
        0 => new(TestOutcome.Passed, 0, milliseconds, null),
        _ => new(TestOutcome.Failed, exitCode, milliseconds, ReasonOf(exitCode, stderr)),
    };

    /// <summary>One line, without control characters and of bounded length.</summary>
    internal static string Clip(string text)
    {
        string line = new([.. text.Trim().Select(c => char.IsControl(c) ? ' ' : c)]);
        return line.Length <= MaxReason ? line : line[..MaxReason] + "…";
    }

    private static string ReasonOf(int exitCode, string stderr)
    {
        string? error = stderr.Split('\n').FirstOrDefault(line => ErrorLine().IsMatch(line)) ?? stderr.Split('\n').LastOrDefault(line => line.Trim().Length > 0);
        return error is null ? $"exit code {exitCode}" : Clip(error);
    }

    [GeneratedRegex(@"^1\.\.0 # Skipped: (.*)$", RegexOptions.Multiline)]
    private static partial Regex SkipLine();

    [GeneratedRegex(@"^\s*(\[?\w*(Error|Exception)\b[^:]*:|Mismatched )")]
    private static partial Regex ErrorLine();
}
