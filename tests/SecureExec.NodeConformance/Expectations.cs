namespace SecureExec.NodeConformance;

/// <summary>Known failures: one test a line, sorted, with the reason as a comment. A line must match a test that fails and none that passes. Tests reported apart are not judged.</summary>
internal sealed class Expectations
{
    private const int MaxReason = 110;
    private readonly HashSet<string> _failures;

    internal Expectations(IEnumerable<string> lines) =>
        _failures = [.. lines.Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0)];

    /// <summary>Every way in which the results are not as listed; tests of the suite that were not run are not judged.</summary>
    /// <param name="results">What was run.</param>
    /// <param name="exists">Whether the suite has a test.</param>
    internal IReadOnlyList<string> Check(IReadOnlyList<TestResult> results, Predicate<string> exists)
    {
        var faults = new List<string>();
        foreach (TestResult result in results)
        {
            bool listed = _failures.Contains(result.Test.File);
            if (listed && !result.IsFailure) faults.Add($"{result.Test.File} is listed as a failure, but {Instead(result)}: remove it.");
            if (!listed && result.IsFailure) faults.Add($"{result.Test.File} fails and is not listed: {result.Sandbox.Reason}");
        }
        HashSet<string> ran = [.. results.Select(result => result.Test.File)];
        faults.AddRange(_failures.Where(file => !ran.Contains(file) && !exists(file)).Order(StringComparer.Ordinal).Select(file => $"{file} is listed as a failure, but the suite has no such test: remove it."));
        return faults;
    }

    /// <summary>The file's text for these results; lines of tests that were not run stay.</summary>
    internal string Update(IReadOnlyList<TestResult> results, IEnumerable<string> previous)
    {
        HashSet<string> ran = [.. results.Select(result => result.Test.File)];
        IEnumerable<string> kept = previous.Where(line => line.Split('#')[0].Trim() is { Length: > 0 } file && !ran.Contains(file));
        IEnumerable<string> failing = results.Where(result => result.IsFailure).Select(result => $"{result.Test.File}  # {result.Sandbox.Outcome}: {Reason(result)}");
        return "# Node's tests that fail in the sandbox. Written by --update-expectations; a line that passes fails the run.\n" +
            string.Concat(kept.Concat(failing).Order(StringComparer.Ordinal).Select(line => line + "\n"));
    }

    private static string Instead(TestResult result) =>
        result.Passes ? "passes" : result.Test.Apart is { } capability ? $"is reported apart ({capability})" : "does not count";

    private static string Reason(TestResult result) => result.Sandbox.Reason is { } reason ? reason.Length <= MaxReason ? reason : reason[..MaxReason] + "…" : "";
}
