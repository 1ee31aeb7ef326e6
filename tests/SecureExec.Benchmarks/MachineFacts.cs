using System.Globalization;
using System.Runtime.InteropServices;

namespace SecureExec.Benchmarks;

/// <summary>Where and of what the figures were taken.</summary>
/// <param name="Taken">When, UTC.</param>
/// <param name="Processor">Model name.</param>
/// <param name="Cores">Processors this program may use.</param>
/// <param name="MemoryMiB">Of the machine.</param>
/// <param name="Load">Load average of the last minute at the start; what others did counts into the figures.</param>
/// <param name="Node">Version of real Node.</param>
/// <param name="Build">Build of this program: Debug or Release.</param>
/// <param name="Variants">What each variant is: its worker's path and what confines it.</param>
internal sealed record MachineFacts(DateTime Taken, string Processor, int Cores, long MemoryMiB, double Load, string Node, string Build, IReadOnlyDictionary<string, string> Variants)
{
    private const string BuildName =
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    internal static async Task<MachineFacts> GatherAsync(BenchmarkOptions options)
    {
        using var node = new RealNode(options.Node);
        string version = (await node.EvalAsync("console.log(process.version)")).Trim();
        var variants = new Dictionary<string, string>();
        foreach (Variant variant in options.Variants) variants[variant.Name] = await DescribeAsync(variant);
        return new MachineFacts(DateTime.UtcNow, Line("/proc/cpuinfo", "model name").Split(':')[^1].Trim(), Environment.ProcessorCount, MiB(Line("/proc/meminfo", "MemTotal")),
            double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture), version, BuildName, variants);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"Taken {Taken:yyyy-MM-dd HH:mm} UTC on {Cores} cores of {Processor}, {MemoryMiB} MiB, {RuntimeInformation.RuntimeIdentifier}, load {Load:0.0} at the start; Node {Node}; {Build} build. ") +
        string.Join(' ', Variants.Select(variant => $"`{variant.Key}`: {variant.Value}"));

    private static async Task<string> DescribeAsync(Variant variant)
    {
        await using NodeRuntime runtime = await variant.CreateRuntimeAsync();
        string kind = File.Exists($"/proc/{runtime.WorkerPid}/maps") && File.ReadAllText($"/proc/{runtime.WorkerPid}/maps").Contains("libcoreclr.so", StringComparison.Ordinal) ? "JIT worker" : "native worker";
        return $"{kind}, isolates boot from {runtime.Isolation.SnapshotMode}, {variant.PoolOptions.Spares} spares in a pool. {runtime.Isolation.Summary}";
    }

    private static string Line(string file, string name) => File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) ?? "";

    private static long MiB(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } parts ? long.Parse(parts[1], CultureInfo.InvariantCulture) / 1024 : 0;
}
