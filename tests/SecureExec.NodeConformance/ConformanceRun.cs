using System.Globalization;
using System.Text.Json;

namespace SecureExec.NodeConformance;

/// <summary>One run from the suite to the report.</summary>
internal static class ConformanceRun
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Runs all and reports.</summary>
    /// <returns>The exit code.</returns>
    internal static async Task<int> ExecuteAsync(ConformanceOptions options, TextWriter output)
    {
        IReadOnlyList<SuiteTest> tests = SuiteReader.Find(options);
        if (tests.Count == 0)
        {
            output.WriteLine("No test matches.");
            return 2;
        }
        IReadOnlyList<TestResult> results = await RunAllAsync(options, tests, output);
        string table = GroupTable.Write(results);
        output.WriteLine(table);
        WriteReasons(output, results, options.Reasons);
        if (options.Json is not null) await File.WriteAllTextAsync(options.Json, JsonSerializer.Serialize(results, Json));
        if (options.Markdown is not null) await File.WriteAllTextAsync(options.Markdown, Document(table));
        return Judge(options, results, output);
    }

    private static async Task<IReadOnlyList<TestResult>> RunAllAsync(ConformanceOptions options, IReadOnlyList<SuiteTest> tests, TextWriter output)
    {
        Baseline baseline = Baseline.Load(options.Baseline);
        var node = new NodeHost(options);
        await using var sandbox = new SandboxHost(options);
        var results = new TestResult[tests.Count];
        int done = 0;
        await Parallel.ForAsync(0, tests.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Jobs }, async (i, _) =>
        {
            HostResult? expected = options.RunsNode ? await baseline.GetAsync(tests[i], node.RunAsync) : null;
            results[i] = new TestResult(tests[i], await sandbox.RunAsync(tests[i]), expected);
            int count = Interlocked.Increment(ref done);
            if (count % 50 == 0) await output.WriteLineAsync($"{count} of {tests.Count}");
        });
        baseline.Save();
        return results;
    }

    private static void WriteReasons(TextWriter output, IReadOnlyList<TestResult> results, int count)
    {
        IEnumerable<(string Reason, int Count, string Example)> reasons = results.Where(result => result.Counts && !result.Passes)
            .GroupBy(result => $"{result.Sandbox.Outcome}: {result.Sandbox.Reason}")
            .Select(group => (group.Key, group.Count(), group.First().Test.File))
            .OrderByDescending(group => group.Item2);
        foreach ((string reason, int times, string example) in reasons.Take(count)) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times,5}  {reason}  ({example})"));
    }

    private static int Judge(ConformanceOptions options, IReadOnlyList<TestResult> results, TextWriter output)
    {
        if (options.Expectations is null) return 0;
        if (options.UpdateExpectations)
        {
            File.WriteAllText(options.Expectations, Expectations.Write(results));
            return 0;
        }
        IReadOnlyList<string> faults = new Expectations(File.ReadLines(options.Expectations)).Check(results);
        foreach (string fault in faults) output.WriteLine(fault);
        return faults.Count == 0 ? 0 : 1;
    }

    private static string Document(string table) => $"""
        # Node compatibility

        Node's own tests, each in a fresh virtual machine. Written by `tests/SecureExec.NodeConformance --markdown`; not edited by hand.
        A test counts when the pinned Node passes it on the same machine without skipping itself; one that skips itself only in the sandbox is a failure.
        "Vacuous" passes assert nothing. Tests that need a capability of a later release are counted apart.

        {table}
        """;
}
