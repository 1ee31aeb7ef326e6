namespace SecureExec.NodeConformance;

/// <summary>Finds what each test needs: runs it on real Node with <c>record-needs.cjs</c> preloaded, and reads what that wrote down.</summary>
internal static class NeedsRecorder
{
    internal static async Task<IReadOnlyCollection<KeyValuePair<string, IReadOnlyList<string>>>> RecordAsync(ConformanceOptions options, IReadOnlyList<SuiteTest> tests, NodeHost node, TextWriter output)
    {
        var needs = new KeyValuePair<string, IReadOnlyList<string>>[tests.Count];
        await TestOrder.ForEachAsync(tests, options.Jobs, output, async index =>
        {
            needs[index] = new(tests[index].File, await OfAsync(options, tests[index], node));
        });
        return needs;
    }

    private static async Task<IReadOnlyList<string>> OfAsync(ConformanceOptions options, SuiteTest test, NodeHost node)
    {
        string record = Path.GetTempFileName();
        try
        {
            HostResult result = await node.WatchAsync(test, Repository.Beside("Needs/record-needs.cjs"), record);
            string text = await File.ReadAllTextAsync(Path.Combine(options.Suite, test.File));
            HashSet<string> found = [.. await File.ReadAllLinesAsync(record), .. Capability.Declared(text)];
            // What the preload changes makes some tests fail early; then the record may lack the rest.
            if (result.Outcome is not (TestOutcome.Passed or TestOutcome.Skipped)) found.UnionWith(Capability.Guess(text));
            return [.. Capability.All.Where(found.Contains)];
        }
        finally
        {
            File.Delete(record);
        }
    }
}
