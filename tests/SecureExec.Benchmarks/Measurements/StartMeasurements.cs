using System.Diagnostics;

namespace SecureExec.Benchmarks.Measurements;

/// <summary>From nothing to the first value.</summary>
internal static class StartMeasurements
{
    private const int Many = 50;

    internal static IReadOnlyList<Measurement> All(BenchmarkOptions options, RealNode node) =>
    [
        new()
        {
            Heads = [new FigureHead("create + first run, warm pool", "ms", Bound.RatioAtMost(0.1))],
            Samples = options.Iterations,
            IsAboutBoot = true,
            Sandbox = PooledAsync,
            Node = () => FirstProgram.NodeAsync(node),
        },
        new()
        {
            Heads = [new FigureHead("create + first run, no spare", "ms", Bound.RatioAtMost(1.5))],
            Samples = options.Iterations,
            IsAboutBoot = true,
            Sandbox = variant => Task.FromResult(Contestant.Of(() => CreateAndRunAsync(() => variant.CreateRuntimeAsync()))),
            Node = () => FirstProgram.NodeAsync(node),
        },
        new()
        {
            Heads = [new FigureHead($"{Many} runtimes created and run at once, pool", "ms", Bound.RatioAtMost(1))],
            Samples = options.FewIterations,
            IsAboutBoot = true,
            WarmsUp = false,
            Sandbox = PooledManyAsync,
            Node = () => ManyNodesAsync(node),
        },
        new()
        {
            Heads = [new FigureHead($"{Many} runtimes created and run at once, no spare", "ms")],
            Samples = options.FewIterations,
            IsAboutBoot = true,
            WarmsUp = false,
            Sandbox = variant => Task.FromResult(Contestant.Of(() => AtOnceAsync(() => variant.CreateRuntimeAsync()))),
            Node = () => ManyNodesAsync(node),
        },
    ];

    /// <summary>Waits until the pool has all its spares: they are booted, as a caller at rest finds them.</summary>
    internal static async Task UntilReadyAsync(WorkerPool pool)
    {
        long deadline = Environment.TickCount64 + 60_000;
        while (pool.ReadySpares < pool.Options.Spares || pool.LeasedWorkers > 0)
        {
            if (Environment.TickCount64 > deadline) throw new InvalidOperationException("The pool's spares were not ready after 60 s.");
            await Task.Delay(5);
        }
    }

    private static Task<Contestant> PooledAsync(Variant variant)
    {
        WorkerPool pool = variant.CreatePool();
        return Task.FromResult(Contestant.Of(() => CreateAndRunAsync(() => NodeRuntime.CreateAsync(new NodeRuntimeOptions { Pool = pool }), () => UntilReadyAsync(pool)), () => UntilReadyAsync(pool), pool.DisposeAsync));
    }

    private static Task<Contestant> PooledManyAsync(Variant variant)
    {
        WorkerPool pool = variant.CreatePool();
        return Task.FromResult(Contestant.Of(() => AtOnceAsync(() => NodeRuntime.CreateAsync(new NodeRuntimeOptions { Pool = pool }), () => UntilReadyAsync(pool)), () => UntilReadyAsync(pool), pool.DisposeAsync));
    }

    /// <param name="create">Makes the runtime.</param>
    /// <param name="rest">Outside the measured time: waits for what the sample set going, so that it does not disturb the other side.</param>
    private static async Task<double> CreateAndRunAsync(Func<Task<NodeRuntime>> create, Func<Task>? rest = null)
    {
        var clock = Stopwatch.StartNew();
        NodeRuntime runtime = await create();
        await FirstProgram.RunAsync(runtime);
        double elapsed = clock.Elapsed.TotalMilliseconds;
        await runtime.DisposeAsync();
        if (rest is not null) await rest();
        return elapsed;
    }

    private static async Task<double> AtOnceAsync(Func<Task<NodeRuntime>> create, Func<Task>? rest = null)
    {
        var runtimes = new NodeRuntime?[Many];
        try
        {
            return await FirstProgram.TimeAsync(() => Task.WhenAll(Enumerable.Range(0, Many).Select(i => Task.Run(async () =>
            {
                runtimes[i] = await create();
                await FirstProgram.RunAsync(runtimes[i]!);
            }))));
        }
        finally
        {
            await Task.WhenAll(runtimes.Select(runtime => runtime?.DisposeAsync().AsTask() ?? Task.CompletedTask));
            if (rest is not null) await rest();
        }
    }

    private static Task<Contestant> ManyNodesAsync(RealNode node) =>
        Task.FromResult(Contestant.Of(() => FirstProgram.TimeAsync(() => Task.WhenAll(Enumerable.Range(0, Many).Select(_ => Task.Run(() => FirstProgram.RunAsync(node)))))));
}
