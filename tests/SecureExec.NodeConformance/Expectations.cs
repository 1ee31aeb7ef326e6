namespace SecureExec.NodeConformance;

/// <summary>Known failures: one test a line, sorted. A line must match a test that fails and none that passes.</summary>
internal sealed class Expectations
{
    private readonly HashSet<string> _failures;

    internal Expectations(IEnumerable<string> lines) =>
        _failures = [.. lines.Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0)];

    /// <summary>Every way in which the results are not as listed; tests that were not run are not judged.</summary>
    internal IReadOnlyList<string> Check(IEnumerable<TestResult> results)
    {
        var faults = new List<string>();
        foreach (TestResult result in results)
        {
            bool listed = _failures.Contains(result.Test.File);
            bool fails = result.Counts && !result.Passes;
            if (listed && !fails) faults.Add($"{result.Test.File} is listed as a failure, but {(result.Passes ? "passes" : "does not count")}: remove it.");
            if (!listed && fails) faults.Add($"{result.Test.File} fails and is not listed: {result.Sandbox.Reason}");
        }
        return faults;
    }

    /// <summary>The file's text for these results.</summary>
    internal static string Write(IEnumerable<TestResult> results) =>
        "# Node's tests that fail in the sandbox. Written by --update-expectations; a line that passes fails the run.\n" +
        string.Concat(results.Where(result => result.Counts && !result.Passes).Select(result => result.Test.File).Order(StringComparer.Ordinal).Select(file => file + "\n"));
}
