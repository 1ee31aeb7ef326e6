using System.Diagnostics;
using System.Text.Json;

namespace SecureExec.Benchmarks.Measurements;

/// <summary>One run after the other in a live runtime.</summary>
internal static class RunMeasurements
{
    /// <summary>Calls whose mean is one sample: a single one is near the clock's grain.</summary>
    private const int CallsPerSample = 50;

    /// <summary>Evaluates each line of its input, a JSON string, and answers with a line: what a program that keeps a Node process would do.</summary>
    private const string Evaluator = """
        const { createInterface } = require('node:readline');
        createInterface({ input: process.stdin }).on('line', async (line) => process.stdout.write(`${JSON.stringify(await (new Function(JSON.parse(line)))())}\n`));
        """;

    internal static IReadOnlyList<Measurement> All(BenchmarkOptions options, RealNode node) =>
    [
        new()
        {
            Heads = [new FigureHead("warm run: a fresh guest process in a live runtime", "ms", Bound.RatioAtMost(0.125))],
            Samples = options.Iterations,
            IsAboutBoot = true,
            Sandbox = WarmAsync,
            Node = () => FirstProgram.NodeAsync(node),
        },
        new()
        {
            Heads = [new FigureHead($"resident run, beside a live Node process that evaluates lines; mean of {CallsPerSample}", "ms", Bound.Below(0.3))],
            Samples = options.Iterations,
            Sandbox = ResidentAsync,
            Node = () => Task.FromResult(ResidentNode(node)),
        },
    ];

    private static async Task<Contestant> WarmAsync(Variant variant)
    {
        NodeRuntime runtime = await variant.CreateRuntimeAsync();
        return Contestant.Of(() => FirstProgram.TimeAsync(() => FirstProgram.RunAsync(runtime)), close: runtime.DisposeAsync);
    }

    private static async Task<Contestant> ResidentAsync(Variant variant)
    {
        NodeRuntime runtime = await variant.CreateRuntimeAsync();
        ResidentRunner runner = await runtime.CreateResidentRunnerAsync();
        int number = 0;
        return Contestant.Of(() => MeanAsync(async () =>
        {
            // Each call is new code: nothing may answer from the last one.
            string value = $"{++number}";
            RunResult<int> result = await runner.RunAsync<int>($"__return({value})");
            if (result.ValueJson != value) throw new InvalidOperationException($"The resident run gave '{result.ValueJson}': {result.Outcome} {result.Error?.Message}");
        }), close: async () =>
        {
            await runner.DisposeAsync();
            await runtime.DisposeAsync();
        });
    }

    private static Contestant ResidentNode(RealNode node)
    {
        Process process = node.Start(Evaluator);
        int number = 0;
        return Contestant.Of(() => MeanAsync(async () =>
        {
            string value = $"{++number}";
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize($"return {value}"));
            await process.StandardInput.FlushAsync();
            string? answer = await process.StandardOutput.ReadLineAsync();
            if (answer != value) throw new InvalidOperationException($"Node answered '{answer}'.");
        }), close: async () =>
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        });
    }

    private static async Task<double> MeanAsync(Func<Task> call)
    {
        double total = await FirstProgram.TimeAsync(async () =>
        {
            for (int i = 0; i < CallsPerSample; i++) await call();
        });
        return total / CallsPerSample;
    }
}
