namespace SecureExec.Benchmarks.Measurements;

/// <summary>One run after the other in a live runtime.</summary>
internal static class RunMeasurements
{
    internal static IReadOnlyList<Measurement> All(BenchmarkOptions options, RealNode node) =>
    [
        new()
        {
            Heads = [new FigureHead("warm run: a fresh guest process in a live runtime", "ms", Bound.RatioAtMost(0.125))],
            Samples = options.Iterations,
            Sandbox = WarmAsync,
            Node = () => FirstProgram.NodeAsync(node),
        },
    ];

    private static async Task<Contestant> WarmAsync(Variant variant)
    {
        NodeRuntime runtime = await variant.CreateRuntimeAsync();
        return Contestant.Of(() => FirstProgram.TimeAsync(() => FirstProgram.RunAsync(runtime)), close: runtime.DisposeAsync);
    }
}
