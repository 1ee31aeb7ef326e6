using System.Globalization;
using System.Text.RegularExpressions;

namespace SecureExec.NodeConformance;

/// <summary>What a test did on one host.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="ExitCode">As a shell reports it.</param>
/// <param name="Milliseconds">From start to end.</param>
/// <param name="Reason">One line that tells why it did not pass.</param>
/// <param name="SkippedParts">How many of its parts the test runner within it says it skipped.</param>
internal sealed partial record HostResult(TestOutcome Outcome, int ExitCode, long Milliseconds, string? Reason, int SkippedParts = 0)
{
    private const int MaxReason = 200;

    /// <summary>Signals of a fault in the program itself: SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS.</summary>
    private static readonly int[] FaultSignals = [4, 5, 6, 7, 8, 11, 31];

    /// <summary>Judges a program that ended.</summary>
    internal static HostResult Of(int exitCode, long milliseconds, string stdout, string stderr) => exitCode switch
    {
        0 when SkipLine().Match(stdout) is { Success: true } skip => new(TestOutcome.Skipped, 0, milliseconds, Clip(skip.Groups[1].Value)),
        0 => new(TestOutcome.Passed, 0, milliseconds, null, SkippedCount().Matches(stdout).Sum(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))),
        _ when FaultSignals.Contains(exitCode - 128) => new(TestOutcome.Crashed, exitCode, milliseconds, $"signal {exitCode - 128}: {ReasonOf(exitCode, stderr)}"),
        _ => new(TestOutcome.Failed, exitCode, milliseconds, ReasonOf(exitCode, stderr)),
    };

    /// <summary>Its time was over.</summary>
    internal static HostResult Late(TimeSpan timeout, long milliseconds) =>
        new(TestOutcome.TimedOut, 124, milliseconds, string.Create(CultureInfo.InvariantCulture, $"not ended after {timeout.TotalSeconds} s"));

    /// <summary>The sandbox's result beside real Node's: one that skips more than there has not passed.</summary>
    internal HostResult Beside(HostResult? node) => Outcome == TestOutcome.Passed && node?.Outcome == TestOutcome.Passed && SkippedParts > node.SkippedParts
        ? this with { Outcome = TestOutcome.Skipped, Reason = $"skips {SkippedParts - node.SkippedParts} parts that Node runs" }
        : this;

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

    [GeneratedRegex(@"^(?:ℹ|#) skipped (\d+)\r?$", RegexOptions.Multiline)]
    private static partial Regex SkippedCount();

    [GeneratedRegex(@"^\s*(\[?\w*(Error|Exception)\b[^:]*:|Mismatched )")]
    private static partial Regex ErrorLine();
}
