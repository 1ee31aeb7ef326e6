using System.Diagnostics;

namespace SecureExec.Benchmarks.Measurements;

/// <summary>Memory per runtime, each in a process of its own, beside as many processes of real Node that wait for input.</summary>
internal static class MemoryMeasurements
{
    private static readonly int[] Counts = [1, 10, 50];

    internal static IReadOnlyList<Measurement> All(BenchmarkOptions options, RealNode node) =>
    [
        new()
        {
            Heads =
            [
                .. Heads("idle runtime", null),
                .. Heads("runtime that has run once", Bound.Below(16)),
                new FigureHead("memory of the host's process per runtime, private", "MiB"),
            ],
            Samples = Math.Min(options.Iterations, 2),
            IsAboutBoot = true,
            WarmsUp = false,
            Sandbox = variant => Task.FromResult(new Contestant(() => SandboxAsync(variant))),
            Node = () => Task.FromResult(new Contestant(() => NodeAsync(node))),
        },
    ];

    private static IEnumerable<FigureHead> Heads(string what, Bound? further) =>
    [
        .. Counts.SelectMany(count => new[] { new FigureHead($"memory per {what}, PSS over {count}", "MiB"), new FigureHead($"memory per {what}, private over {count}", "MiB") }),
        new FigureHead($"memory per further {what}, PSS, {Counts[0]} to {Counts[^1]}", "MiB", further),
    ];

    private static async Task<IReadOnlyList<double>> SandboxAsync(Variant variant)
    {
        var runtimes = new List<NodeRuntime>();
        try
        {
            double host = HostMiB();
            var idle = new List<ProcessMemory>();
            foreach (int count in Counts)
            {
                while (runtimes.Count < count) runtimes.Add(await variant.CreateRuntimeAsync());
                idle.Add(ProcessMemory.Of(runtimes.Select(runtime => runtime.WorkerPid)));
            }
            // Those beside must not have run when one is measured alone, nor be there: PSS divides by all users of a page.
            foreach (NodeRuntime runtime in runtimes.Skip(1)) await runtime.DisposeAsync();
            runtimes.RemoveRange(1, runtimes.Count - 1);
            var ran = new List<ProcessMemory>();
            int next = 0;
            foreach (int count in Counts)
            {
                while (runtimes.Count < count) runtimes.Add(await variant.CreateRuntimeAsync());
                for (; next < count; next++) await FirstProgram.RunAsync(runtimes[next]);
                ran.Add(ProcessMemory.Of(runtimes.Select(runtime => runtime.WorkerPid)));
            }
            return [.. PerProcess(idle), .. PerProcess(ran), (HostMiB() - host) / Counts[^1]];
        }
        finally
        {
            foreach (NodeRuntime runtime in runtimes) await runtime.DisposeAsync();
        }
    }

    private static async Task<IReadOnlyList<double>> NodeAsync(RealNode node)
    {
        var processes = new List<Process>();
        try
        {
            var idle = new List<ProcessMemory>();
            foreach (int count in Counts)
            {
                while (processes.Count < count)
                {
                    processes.Add(node.Start("process.stdin.resume(); console.log(42)"));
                    if (await processes[^1].StandardOutput.ReadLineAsync() != "42") throw new InvalidOperationException("Node printed nothing.");
                }
                idle.Add(ProcessMemory.Of(processes.Select(process => process.Id)));
            }
            // A Node that waits has run its program: the same figure stands beside both of ours.
            return [.. PerProcess(idle), .. PerProcess(idle)];
        }
        finally
        {
            foreach (Process process in processes)
            {
                process.Kill();
                await process.WaitForExitAsync();
                process.Dispose();
            }
        }
    }

    private static IEnumerable<double> PerProcess(List<ProcessMemory> totals) =>
    [
        .. totals.Zip(Counts, (total, count) => new[] { total.PssMiB / count, total.PrivateMiB / count }).SelectMany(pair => pair),
        (totals[^1].PssMiB - totals[0].PssMiB) / (Counts[^1] - Counts[0]),
    ];

    private static double HostMiB()
    {
        GC.Collect();
        return ProcessMemory.Of([Environment.ProcessId]).PrivateMiB;
    }
}
