using System.Diagnostics;
using System.Globalization;

namespace SecureExec.Benchmarks;

/// <summary>Takes the samples. Sandbox and Node take turns, so that what disturbs the machine disturbs both.</summary>
internal sealed class BenchmarkRun(BenchmarkOptions options, RealNode node, TextWriter progress)
{
    private const string Value = "42";
    private static readonly ResourceLimits Limits = ResourceLimits.Default with { MaxFilesystemBytes = 256 * 1024 * 1024, MaxInodeCount = 65_536, MaxReaddirEntries = 65_536 };

    private readonly List<Figure> _figures = [];

    internal static async Task<IReadOnlyList<Figure>> ExecuteAsync(BenchmarkOptions options, TextWriter progress)
    {
        using var node = new RealNode(options.Node);
        var run = new BenchmarkRun(options, node, progress);
        foreach (NamedWorker worker in options.Workers) await run.MeasureAsync(worker);
        return run._figures;
    }

    private async Task MeasureAsync(NamedWorker worker)
    {
        await TakeAsync($"{worker.Name}: process start to first value", () => FirstValueAsync(worker));
        await WithPoolAsync(worker);
        await WithRuntimeAsync(worker);
        await MemoryAsync(worker);
    }

    private async Task<double> FirstValueAsync(NamedWorker worker)
    {
        var clock = Stopwatch.StartNew();
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { WorkerPath = worker.Path });
        await RunAsync(runtime);
        return clock.Elapsed.TotalMilliseconds;
    }

    private async Task WithPoolAsync(NamedWorker worker)
    {
        string name = $"{worker.Name}: create and first run, warm pool";
        if (!options.Wants(name) || options.List)
        {
            if (options.List) progress.WriteLine(name);
            return;
        }
        await using var pool = new WorkerPool(new WorkerPoolOptions { WorkerPath = worker.Path, Spares = 2 });
        await TakeAsync(name, async () =>
        {
            var clock = Stopwatch.StartNew();
            NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Pool = pool });
            await RunAsync(runtime);
            double elapsed = clock.Elapsed.TotalMilliseconds;
            await runtime.DisposeAsync();
            // The pool refills now, so that the next sample finds a booted spare as a caller at rest would.
            await Task.Delay(TimeSpan.FromSeconds(1));
            return elapsed;
        });
    }

    private async Task WithRuntimeAsync(NamedWorker worker)
    {
        if (options.List)
        {
            foreach (string name in GuestPrograms.All.Select(program => program.Name).Prepend("warm run")) progress.WriteLine($"{worker.Name}: {name}");
            return;
        }
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { WorkerPath = worker.Path, Limits = Limits });
        await RunAsync(runtime);
        await TakeAsync($"{worker.Name}: warm run", async () =>
        {
            var clock = Stopwatch.StartNew();
            await RunAsync(runtime);
            return clock.Elapsed.TotalMilliseconds;
        });
        foreach ((string name, string code) in GuestPrograms.All)
        {
            await TakeAsync($"{worker.Name}: {name}", async () => LastNumber((await ExecAsync(runtime, code)).Stdout), async () => LastNumber(await node.EvalAsync(code)), Math.Max(3, options.Iterations / 4));
        }
    }

    private async Task MemoryAsync(NamedWorker worker)
    {
        string name = $"{worker.Name}: memory";
        if (options.List) progress.WriteLine(name);
        if (!options.Wants(name) || options.List) return;
        var pss = new List<double>();
        var dirty = new List<double>();
        var afterRun = new List<double>();
        var nodePss = new List<double>();
        var nodeDirty = new List<double>();
        for (int i = 0; i < Math.Max(3, options.Iterations / 5); i++)
        {
            await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { WorkerPath = worker.Path });
            ProcessMemory idle = ProcessMemory.Of(runtime.WorkerPid);
            pss.Add(idle.PssMiB);
            dirty.Add(idle.PrivateMiB);
            await RunAsync(runtime);
            afterRun.Add(ProcessMemory.Of(runtime.WorkerPid).PssMiB);
            using Process idleNode = node.Start("process.stdin.resume(); console.log('up')");
            await idleNode.StandardOutput.ReadLineAsync();
            ProcessMemory idleNodeMemory = ProcessMemory.Of(idleNode.Id);
            nodePss.Add(idleNodeMemory.PssMiB);
            nodeDirty.Add(idleNodeMemory.PrivateMiB);
            idleNode.StandardInput.Close();
            await idleNode.WaitForExitAsync();
        }
        _figures.Add(new Figure($"{name}, PSS, ready", "MiB", pss, nodePss));
        _figures.Add(new Figure($"{name}, private dirty, ready", "MiB", dirty, nodeDirty));
        _figures.Add(new Figure($"{name}, PSS, after a run", "MiB", afterRun, nodePss));
    }

    private Task TakeAsync(string name, Func<Task<double>> sandbox) => TakeAsync(name, sandbox, NodeValueAsync, options.Iterations);

    private async Task TakeAsync(string name, Func<Task<double>> sandbox, Func<Task<double>> real, int count)
    {
        if (options.List) progress.WriteLine(name);
        if (!options.Wants(name) || options.List) return;
        progress.WriteLine(name);
        try
        {
            await sandbox();
            await real();
            var ours = new List<double>(count);
            var theirs = new List<double>(count);
            for (int i = 0; i < count; i++)
            {
                ours.Add(await sandbox());
                theirs.Add(await real());
            }
            _figures.Add(new Figure(name, "ms", ours, theirs));
        }
        catch (Exception exception) when (exception is InvalidOperationException or SecureExecException)
        {
            // One program that fails must not cost the figures of the others.
            progress.WriteLine($"  FAILED: {exception.Message}");
        }
    }

    private async Task<double> NodeValueAsync()
    {
        var clock = Stopwatch.StartNew();
        string output = await node.EvalAsync($"console.log({Value})");
        double elapsed = clock.Elapsed.TotalMilliseconds;
        return output == Value + "\n" ? elapsed : throw new InvalidOperationException($"Node printed '{output}'.");
    }

    private static async Task RunAsync(NodeRuntime runtime)
    {
        RunResult result = await runtime.ExecAsync($"__return({Value})");
        if (result.ValueJson != Value) throw new InvalidOperationException($"The run gave '{result.ValueJson}': {result.Outcome} {result.Error?.Message} {result.Stderr}");
    }

    private static async Task<RunResult> ExecAsync(NodeRuntime runtime, string code)
    {
        RunResult result = await runtime.ExecAsync(code, new RunOptions { Format = SourceFormat.CommonJs });
        return result.Succeeded ? result : throw new InvalidOperationException($"{result.Outcome}: {result.Error?.Message} {result.Stderr}");
    }

    private static double LastNumber(string output) => double.Parse(output.TrimEnd('\n').Split('\n')[^1], CultureInfo.InvariantCulture);
}
