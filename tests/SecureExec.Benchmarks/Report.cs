using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SecureExec.Benchmarks.Measurements;

namespace SecureExec.Benchmarks;

/// <summary>Writes figures for people and for programs.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string ToJson(MachineFacts machine, BenchmarkRun run) =>
        JsonSerializer.Serialize(new { machine, figures = run.Figures, failures = run.Failures }, Json);

    /// <summary>Markdown that also reads well as text.</summary>
    internal static string Write(MachineFacts machine, BenchmarkRun run)
    {
        var text = new StringBuilder();
        text.AppendLine(machine.ToString());
        text.AppendLine(ProgramMeasurements.LimitsNote).AppendLine();
        text.AppendLine("| figure | variant | unit | n | min | p50 | p95 | Node min | Node p50 | Node p95 | ratio p50 | bound | |");
        text.AppendLine("|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|---|---|");
        foreach (Figure figure in run.Figures)
        {
            string ratio = figure.Ratio is { } value ? Number(value) : "";
            string verdict = figure.IsMet switch { true => "✓", false => "✗ short", null => "" };
            text.AppendLine(CultureInfo.InvariantCulture, $"| {figure.Head.Name} | {figure.Variant} | {figure.Head.Unit} | {figure.Sandbox.Count} | {Columns(figure.Sandbox)} | {Columns(figure.Node)} | {ratio} | {figure.Head.Bound?.Text} | {verdict} |");
        }
        foreach (string failure in run.Failures) text.AppendLine(CultureInfo.InvariantCulture, $"\nNot measured: {failure}");
        return text.ToString();
    }

    private static string Columns(IReadOnlyList<double> samples) =>
        samples.Count == 0 ? " | | " : $"{Number(Figure.Percentile(samples, 0))} | {Number(Figure.Percentile(samples, 50))} | {Number(Figure.Percentile(samples, 95))}";

    private static string Number(double value) => value.ToString(value >= 100 ? "0" : value >= 10 ? "0.0" : value >= 1 ? "0.00" : "0.000", CultureInfo.InvariantCulture);
}
