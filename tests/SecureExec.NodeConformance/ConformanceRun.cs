using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SecureExec.NodeConformance;

/// <summary>One run from the suite to the report.</summary>
internal static class ConformanceRun
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
        if (await NodeAsync(options, output) is not { } node) return 2;
        if (options.WritesNeeds) return await WriteNeedsAsync(options, tests, node, output);
        IReadOnlyList<TestResult> results = await RunAllAsync(options, tests, node, output);
        string table = GroupTable.Write(results);
        output.WriteLine(table);
        WriteReasons(output, results, options.Reasons);
        if (options.Json is not null) await File.WriteAllTextAsync(options.Json, JsonSerializer.Serialize(new { bounded = BoundedGroups.All.Select(bounded => new { bounded.Title, Groups = GroupTable.Bounded(results, bounded) }), others = GroupTable.Others(results), apart = GroupTable.Apart(results), tests = results }, Json));
        if (options.Markdown is not null) await File.WriteAllTextAsync(options.Markdown, Document(table));
        return Judge(options, results, output);
    }

    private static async Task<NodeHost?> NodeAsync(ConformanceOptions options, TextWriter output)
    {
        if (options.NodePrefix.Count > 0 || options.AllowsNetwork || !options.RunsNode) return new NodeHost(options, options.NodePrefix);
        if (await LoopbackOnly.FindAsync() is { } prefix) return new NodeHost(options, prefix);
        output.WriteLine("Real Node cannot be given a network of its own here (unshare and ip, as root or with user namespaces), and some of its tests reach for outside addresses. Give --node-prefix, --allow-network or --no-node.");
        return null;
    }

    private static async Task<IReadOnlyList<TestResult>> RunAllAsync(ConformanceOptions options, IReadOnlyList<SuiteTest> tests, NodeHost node, TextWriter output)
    {
        Baseline baseline = Baseline.Load(options.Baseline);
        await using var sandbox = new SandboxHost(options);
        var results = new TestResult[tests.Count];
        await TestOrder.ForEachAsync(tests, options.Jobs, output, async i =>
        {
            HostResult? expected = options.RunsNode ? await baseline.GetAsync(tests[i], node.RunAsync) : null;
            HostResult actual = await sandbox.RunAsync(tests[i]);
            results[i] = new TestResult(tests[i], actual.Beside(expected), expected);
        });
        baseline.Save();
        return results;
    }

    private static async Task<int> WriteNeedsAsync(ConformanceOptions options, IReadOnlyList<SuiteTest> tests, NodeHost node, TextWriter output)
    {
        await File.WriteAllTextAsync(options.Needs, NeedsList.Load(options.Needs).Update(await node.VersionAsync(), await NeedsRecorder.RecordAsync(options, tests, node, output)));
        return 0;
    }

    private static void WriteReasons(TextWriter output, IReadOnlyList<TestResult> results, int count)
    {
        IEnumerable<(string Reason, int Count, string Example)> reasons = results.Where(result => result.IsFailure)
            .GroupBy(result => $"{result.Sandbox.Outcome}: {result.Sandbox.Reason}")
            .Select(group => (group.Key, group.Count(), group.First().Test.File))
            .OrderByDescending(group => group.Item2);
        foreach ((string reason, int times, string example) in reasons.Take(count)) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times,5}  {reason}  ({example})"));
    }

    private static int Judge(ConformanceOptions options, IReadOnlyList<TestResult> results, TextWriter output)
    {
        if (options.Expectations is null) return 0;
        string[] listed = File.Exists(options.Expectations) ? File.ReadAllLines(options.Expectations) : [];
        var expectations = new Expectations(listed);
        if (options.UpdateExpectations)
        {
            File.WriteAllText(options.Expectations, expectations.Update(results, listed));
            return 0;
        }
        IReadOnlyList<string> faults = expectations.Check(results, file => File.Exists(Path.Combine(options.Suite, file)));
        foreach (string fault in faults) output.WriteLine(fault);
        return faults.Count == 0 ? 0 : 1;
    }

    private static string Document(string table) => $"""
        # Node compatibility

        Node's own tests, each in a fresh virtual machine. Written by `tests/SecureExec.NodeConformance --markdown`; not edited by hand.
        A test counts when the pinned Node passes it on the same machine without skipping itself; one that skips itself, or parts of itself, only in the
        sandbox is a failure. "Vacuous" passes assert nothing. Tests that need crypto or zlib, which are there in part, stand apart,
        unless TLS is what they are about.
        What is supported: [support.md](support.md).

        {table}
        """;
}
