using System.Globalization;
using SecureExec.Benchmarks.Measurements;

namespace SecureExec.Benchmarks;

/// <summary>Takes the samples. All variants and Node take turns, so that what disturbs the machine disturbs all.</summary>
internal sealed class BenchmarkRun(BenchmarkOptions options, TextWriter progress)
{
    private readonly List<Figure> _figures = [];
    private readonly List<string> _failures = [];

    /// <summary>What was measured so far.</summary>
    internal IReadOnlyList<Figure> Figures => _figures;

    /// <summary>What could not be measured, and why.</summary>
    internal IReadOnlyList<string> Failures => _failures;

    /// <summary>Takes every figure that is asked for.</summary>
    internal async Task ExecuteAsync()
    {
        using var node = new RealNode(options.Node);
        foreach (Measurement measurement in Catalogue.All(options, node).Where(IsWanted))
        {
            string name = string.Join("; ", measurement.Heads.Select(head => head.Name));
            progress.WriteLine(name);
            try
            {
                await MeasureAsync(measurement);
            }
            catch (Exception exception) when (exception is InvalidOperationException or SecureExecException or IOException)
            {
                // One that fails must not cost the figures of the others.
                _failures.Add($"{name}: {exception.Message}");
                progress.WriteLine($"  FAILED: {exception.Message}");
            }
        }
    }

    /// <summary>The names of all figures.</summary>
    internal void List(TextWriter output)
    {
        using var node = new RealNode(options.Node);
        foreach (FigureHead head in Catalogue.All(options, node).Where(IsWanted).SelectMany(measurement => measurement.Heads)) output.WriteLine(head.Name);
    }

    private bool IsWanted(Measurement measurement) => measurement.Heads.Any(head => options.Wants(head.Name));

    private async Task MeasureAsync(Measurement measurement)
    {
        Variant[] variants = [.. options.Variants.Where(variant => measurement.IsAboutBoot || !variant.IsBootVariant)];
        var sides = new List<(string Name, Contestant Side, List<IReadOnlyList<double>> Samples)>();
        try
        {
            foreach (Variant variant in variants) sides.Add((variant.Name, await measurement.Sandbox(variant), []));
            if (measurement.Node is not null) sides.Add(("node", await measurement.Node(), []));
            if (measurement.WarmsUp)
            {
                foreach ((_, Contestant side, _) in sides) await side.TakeAsync();
            }
            for (int i = 1; i <= measurement.Samples; i++)
            {
                foreach ((_, Contestant side, List<IReadOnlyList<double>> samples) in sides) samples.Add(await side.TakeAsync());
                if (i % Math.Max(1, measurement.Samples / 4) == 0) progress.WriteLine(Progress(i, measurement.Samples, sides.Select(side => (side.Name, side.Samples[^1]))));
            }
        }
        finally
        {
            foreach ((_, Contestant side, _) in sides) await side.DisposeAsync();
        }
        List<IReadOnlyList<double>> node = measurement.Node is null ? [] : sides[^1].Samples;
        for (int head = 0; head < measurement.Heads.Count; head++)
        {
            foreach ((string name, _, List<IReadOnlyList<double>> samples) in sides.Take(variants.Length))
            {
                _figures.Add(new Figure(measurement.Heads[head], name, [.. samples.Select(sample => sample[head])], [.. node.Where(sample => sample.Count > head).Select(sample => sample[head])]));
            }
        }
    }

    private static string Progress(int count, int total, IEnumerable<(string Name, IReadOnlyList<double> Values)> last) =>
        $"  {count} of {total}: " + string.Join(", ", last.Select(side => $"{side.Name} {string.Join('/', side.Values.Select(value => value.ToString("0.##", CultureInfo.InvariantCulture)))}"));
}
