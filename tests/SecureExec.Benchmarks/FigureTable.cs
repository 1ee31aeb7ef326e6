using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SecureExec.Benchmarks;

/// <summary>Writes figures for people and for programs.</summary>
internal static class FigureTable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    internal static string ToJson(IReadOnlyList<Figure> figures) => JsonSerializer.Serialize(figures, Json);

    /// <summary>Markdown that also reads well as text.</summary>
    internal static string Write(IReadOnlyList<Figure> figures)
    {
        var text = new StringBuilder();
        text.AppendLine("| figure | unit | n | min | p50 | p95 | Node min | Node p50 | Node p95 | ratio p50 |");
        text.AppendLine("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (Figure figure in figures)
        {
            string ratio = figure.Node.Count == 0 ? "" : Number(Figure.Percentile(figure.Sandbox, 50) / Figure.Percentile(figure.Node, 50));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {figure.Name} | {figure.Unit} | {figure.Sandbox.Count} | {Columns(figure.Sandbox)} | {Columns(figure.Node)} | {ratio} |");
        }
        return text.ToString();
    }

    private static string Columns(IReadOnlyList<double> samples) =>
        samples.Count == 0 ? " | | " : $"{Number(Figure.Percentile(samples, 0))} | {Number(Figure.Percentile(samples, 50))} | {Number(Figure.Percentile(samples, 95))}";

    private static string Number(double value) => value.ToString(value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
