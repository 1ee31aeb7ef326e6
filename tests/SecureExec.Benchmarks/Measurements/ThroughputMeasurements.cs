using System.Diagnostics;

namespace SecureExec.Benchmarks.Measurements;

/// <summary>Runs per second, some in flight at the same time.</summary>
internal static class ThroughputMeasurements
{
    private const int Runtimes = 8;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(3);

    internal static IReadOnlyList<Measurement> All(BenchmarkOptions options, RealNode node) => [.. new[] { 1, 2, 8, 32 }.SelectMany(inFlight => For(inFlight, options, node))];

    private static IEnumerable<Measurement> For(int inFlight, BenchmarkOptions options, RealNode node)
    {
        int runtimes = Math.Min(inFlight, Runtimes);
        Func<Task<Contestant>> real = () => Task.FromResult(Contestant.Of(() => PerSecondAsync(inFlight, _ => FirstProgram.RunAsync(node))));
        yield return new Measurement
        {
            Heads = [new FigureHead($"fresh runs, {inFlight} in flight over {runtimes} live runtime{(runtimes == 1 ? "" : "s")}", "1/s", inFlight == 8 ? Bound.RatioAtLeast(6) : null)],
            Samples = options.FewIterations,
            IsAboutBoot = true,
            WarmsUp = false,
            Sandbox = variant => LiveAsync(variant, inFlight, runtimes),
            Node = real,
        };
        yield return new Measurement
        {
            Heads = [new FigureHead($"fresh runtimes, {inFlight} in flight, pool and its refilling", "1/s")],
            Samples = options.FewIterations,
            IsAboutBoot = true,
            WarmsUp = false,
            Sandbox = variant => PooledAsync(variant, inFlight),
            Node = real,
        };
        yield return new Measurement
        {
            Heads = [new FigureHead($"fresh runtimes, {inFlight} in flight, no spare", "1/s")],
            Samples = options.FewIterations,
            IsAboutBoot = true,
            WarmsUp = false,
            Sandbox = variant => Task.FromResult(Contestant.Of(() => PerSecondAsync(inFlight, _ => OnceAsync(() => variant.CreateRuntimeAsync())))),
            Node = real,
        };
    }

    private static async Task<Contestant> LiveAsync(Variant variant, int inFlight, int count)
    {
        NodeRuntime[] runtimes = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => variant.CreateRuntimeAsync()));
        foreach (NodeRuntime runtime in runtimes) await FirstProgram.RunAsync(runtime);
        return Contestant.Of(() => PerSecondAsync(inFlight, worker => FirstProgram.RunAsync(runtimes[worker % count])), close: async () => await Task.WhenAll(runtimes.Select(runtime => runtime.DisposeAsync().AsTask())));
    }

    private static Task<Contestant> PooledAsync(Variant variant, int inFlight)
    {
        WorkerPool pool = variant.CreatePool();
        return Task.FromResult(Contestant.Of(async () =>
        {
            double rate = await PerSecondAsync(inFlight, _ => OnceAsync(() => NodeRuntime.CreateAsync(new NodeRuntimeOptions { Pool = pool })));
            await StartMeasurements.UntilReadyAsync(pool);
            return rate;
        }, () => StartMeasurements.UntilReadyAsync(pool), pool.DisposeAsync));
    }

    private static async Task OnceAsync(Func<Task<NodeRuntime>> create)
    {
        await using NodeRuntime runtime = await create();
        await FirstProgram.RunAsync(runtime);
    }

    /// <summary>Each of <paramref name="inFlight"/> callers starts the next run when its last one ended, until the window is over; the last ones count, with the time they took.</summary>
    private static async Task<double> PerSecondAsync(int inFlight, Func<int, Task> run)
    {
        int done = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(caller => Task.Run(async () =>
        {
            while (clock.Elapsed < Window)
            {
                await run(caller);
                Interlocked.Increment(ref done);
            }
        })));
        return done / clock.Elapsed.TotalSeconds;
    }
}
