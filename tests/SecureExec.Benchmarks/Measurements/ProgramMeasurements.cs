using System.Globalization;

namespace SecureExec.Benchmarks.Measurements;

/// <summary>Programs that time themselves, each as a fresh process on both sides.</summary>
internal static class ProgramMeasurements
{
    /// <summary>What the report says of <see cref="Limits"/>.</summary>
    internal static string LimitsNote => $"Programs that time themselves run with {nameof(ResourceLimits.MaxFilesystemBytes)} {Limits.MaxFilesystemBytes} and {nameof(ResourceLimits.MaxReaddirEntries)} {Limits.MaxReaddirEntries}, everything else with the default limits.";

    private static ResourceLimits Limits { get; } = ResourceLimits.Default with { MaxFilesystemBytes = 256 * 1024 * 1024, MaxReaddirEntries = 8192 };

    internal static IReadOnlyList<Measurement> All(BenchmarkOptions options, RealNode node) => [.. GuestPrograms.All.Select(program => new Measurement
    {
        Heads = program.Heads,
        Samples = Math.Max(3, options.Iterations / 2),
        Sandbox = variant => SandboxAsync(variant, program.Code),
        Node = () => Task.FromResult(new Contestant(async () => Numbers(await node.EvalAsync(program.Code)))),
    })];

    /// <summary>The numbers a program printed, a line each.</summary>
    internal static IReadOnlyList<double> Numbers(string output) =>
        [.. output.TrimEnd('\n').Split('\n').Select(line => double.TryParse(line, CultureInfo.InvariantCulture, out double number) ? number : throw new InvalidOperationException($"The program printed '{output}'."))];

    /// <summary>Runs a CommonJS program and gives the numbers it printed.</summary>
    internal static async Task<IReadOnlyList<double>> ExecAsync(NodeRuntime runtime, string code)
    {
        RunResult result = await runtime.ExecAsync(code, new RunOptions { Format = SourceFormat.CommonJs });
        return result.Succeeded ? Numbers(result.Stdout) : throw new InvalidOperationException($"{result.Outcome}: {result.Error?.Message} {result.Stderr}");
    }

    private static async Task<Contestant> SandboxAsync(Variant variant, string code)
    {
        NodeRuntime runtime = await variant.CreateRuntimeAsync(new NodeRuntimeOptions { Limits = Limits });
        return new Contestant(() => ExecAsync(runtime, code), close: runtime.DisposeAsync);
    }
}
