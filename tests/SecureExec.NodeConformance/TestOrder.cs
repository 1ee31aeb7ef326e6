namespace SecureExec.NodeConformance;

/// <summary>Runs tests side by side; those of <c>sequential/</c> one after the other, when nothing else runs, as Node's own runner does.</summary>
internal static class TestOrder
{
    internal static async Task ForEachAsync(IReadOnlyList<SuiteTest> tests, int jobs, TextWriter output, Func<int, Task> run)
    {
        int done = 0;
        async ValueTask OneAsync(int index)
        {
            await run(index);
            int count = Interlocked.Increment(ref done);
            if (count % 50 == 0 && count < tests.Count) await output.WriteLineAsync($"{count} of {tests.Count}");
        }

        ILookup<bool, int> parts = Enumerable.Range(0, tests.Count).ToLookup(index => tests[index].File.StartsWith("sequential/", StringComparison.Ordinal));
        await Parallel.ForEachAsync(parts[false], new ParallelOptions { MaxDegreeOfParallelism = jobs }, (index, _) => OneAsync(index));
        foreach (int index in parts[true]) await OneAsync(index);
    }
}
