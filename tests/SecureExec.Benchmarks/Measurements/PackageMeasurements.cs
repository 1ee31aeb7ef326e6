namespace SecureExec.Benchmarks.Measurements;

/// <summary><c>require</c> of npm packages from a mounted <c>node_modules</c>.</summary>
internal static class PackageMeasurements
{
    private static readonly (string Name, string Check)[] Modules =
    [
        ("lodash", "m.chunk([1, 2, 3], 2).length === 2"),
        ("zod", "m.z.string().parse('a') === 'a'"),
        ("typescript", "m.version.startsWith('5.')"),
    ];

    internal static IReadOnlyList<Measurement> All(BenchmarkOptions options, RealNode node) => [.. Modules.SelectMany(module => new[]
    {
        For($"require of {module.Name}, first in a new runtime", module, options, node, FreshAsync),
        For($"require of {module.Name}, fresh process in a live runtime", module, options, node, LiveAsync),
    })];

    private static Measurement For(string name, (string Name, string Check) module, BenchmarkOptions options, RealNode node, Func<Variant, string, string, Task<Contestant>> sandbox)
    {
        string code = $"const start = process.hrtime.bigint(); const m = require('{module.Name}'); const took = Number(process.hrtime.bigint() - start) / 1e6; if (!({module.Check})) throw new Error('wrong module'); console.log(took);";
        return new Measurement
        {
            Heads = [new FigureHead(name, "ms", Bound.RatioAtMost(1.5))],
            Samples = Math.Max(3, options.Iterations / 2),
            Sandbox = async variant => await sandbox(variant, code, await Packages.FolderAsync(options.Packages)),
            Node = async () =>
            {
                string folder = await Packages.FolderAsync(options.Packages);
                return new Contestant(async () => ProgramMeasurements.Numbers(await node.EvalAsync(code, folder)));
            },
        };
    }

    private static NodeRuntimeOptions Options(string folder) => new() { NodeModules = Path.Combine(folder, "node_modules") };

    private static Task<Contestant> FreshAsync(Variant variant, string code, string folder) => Task.FromResult(new Contestant(async () =>
    {
        await using NodeRuntime runtime = await variant.CreateRuntimeAsync(Options(folder));
        return await ProgramMeasurements.ExecAsync(runtime, code);
    }));

    private static async Task<Contestant> LiveAsync(Variant variant, string code, string folder)
    {
        NodeRuntime runtime = await variant.CreateRuntimeAsync(Options(folder));
        return new Contestant(() => ProgramMeasurements.ExecAsync(runtime, code), close: runtime.DisposeAsync);
    }
}
