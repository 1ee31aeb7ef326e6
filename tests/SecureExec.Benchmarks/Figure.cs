namespace SecureExec.Benchmarks;

/// <summary>The samples of one figure.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">Unit of the samples; less is better.</param>
/// <param name="Sandbox">Samples of the sandbox, in the order taken.</param>
/// <param name="Node">Samples of real Node; empty where it has nothing to compare.</param>
internal sealed record Figure(string Name, string Unit, IReadOnlyList<double> Sandbox, IReadOnlyList<double> Node)
{
    /// <summary>The nearest-rank percentile.</summary>
    internal static double Percentile(IReadOnlyList<double> samples, double percent)
    {
        if (samples.Count == 0) throw new ArgumentException("There are no samples.", nameof(samples));
        double[] sorted = [.. samples.Order()];
        return sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
