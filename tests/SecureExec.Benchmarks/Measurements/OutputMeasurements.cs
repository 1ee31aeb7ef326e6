using System.Diagnostics;

namespace SecureExec.Benchmarks.Measurements;

/// <summary>A fresh process prints lines; timed by the host until it has them all.</summary>
internal static class OutputMeasurements
{
    private const int Lines = 100_000;
    private static readonly string Code = $"for (let i = 0; i < {Lines}; i++) console.log('line %d', i);";

    internal static IReadOnlyList<Measurement> All(BenchmarkOptions options, RealNode node) =>
    [
        new()
        {
            Heads = [new FigureHead($"console.log of {Lines:N0} lines until the host has all", "ms", Bound.RatioAtMost(2))],
            Samples = options.FewIterations,
            Sandbox = SandboxAsync,
            Node = () => Task.FromResult(Contestant.Of(() => FirstProgram.TimeAsync(async () => Check(await node.EvalAsync(Code))))),
        },
    ];

    private static async Task<Contestant> SandboxAsync(Variant variant)
    {
        NodeRuntime runtime = await variant.CreateRuntimeAsync();
        return Contestant.Of(async () =>
        {
            var clock = Stopwatch.StartNew();
            RunResult result = await runtime.ExecAsync(Code, new RunOptions { Format = SourceFormat.CommonJs });
            double elapsed = clock.Elapsed.TotalMilliseconds;
            if (!result.Succeeded) throw new InvalidOperationException($"{result.Outcome}: {result.Error?.Message} {result.Stderr}");
            Check(result.Stdout);
            return elapsed;
        }, close: runtime.DisposeAsync);
    }

    private static void Check(string output)
    {
        int lines = output.AsSpan().Count('\n');
        if (lines != Lines || !output.EndsWith($"line {Lines - 1}\n", StringComparison.Ordinal)) throw new InvalidOperationException($"{lines} lines came.");
    }
}
