using System.Text.Json.Serialization;

namespace SecureExec.Benchmarks;

/// <summary>The samples of one figure.</summary>
/// <param name="Head">What was measured.</param>
/// <param name="Variant">Of which sandbox.</param>
/// <param name="Sandbox">Samples of the sandbox, in the order taken.</param>
/// <param name="Node">Samples of real Node, taken in turns with them; empty where it has nothing to compare.</param>
internal sealed record Figure(FigureHead Head, string Variant, IReadOnlyList<double> Sandbox, IReadOnlyList<double> Node)
{
    /// <summary>The sandbox's median by Node's.</summary>
    [JsonInclude]
    internal double? Ratio => Node.Count == 0 ? null : Percentile(Sandbox, 50) / Percentile(Node, 50);

    /// <summary>Whether the bound is reached; null where there is none.</summary>
    [JsonInclude]
    internal bool? IsMet => Head.Bound?.IsMet(Percentile(Sandbox, 50), Ratio);

    /// <summary>The nearest-rank percentile.</summary>
    internal static double Percentile(IReadOnlyList<double> samples, double percent)
    {
        if (samples.Count == 0) throw new ArgumentException("There are no samples.", nameof(samples));
        double[] sorted = [.. samples.Order()];
        return sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
