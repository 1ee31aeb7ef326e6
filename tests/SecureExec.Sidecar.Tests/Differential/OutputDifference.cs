using System.Globalization;
using System.Text;

namespace SecureExec.Sidecar.Tests.Differential;

/// <summary>Says where two outputs part.</summary>
internal static class OutputDifference
{
    private const int Context = 3;
    private const int MaxLine = 400;
    private const int MaxStderr = 3000;

    /// <summary>Null when the two agree, else a report that shows the first difference with its surroundings.</summary>
    internal static string? Find(ProgramOutput expected, ProgramOutput actual)
    {
        if (expected.Stdout == actual.Stdout && expected.ExitCode == actual.ExitCode) return null;
        var report = new StringBuilder();
        if (expected.ExitCode != actual.ExitCode) report.AppendLine(CultureInfo.InvariantCulture, $"exit code: Node {expected.ExitCode}, sandbox {actual.ExitCode}");
        if (expected.Stdout != actual.Stdout) AppendLines(report, expected.Stdout.Split('\n'), actual.Stdout.Split('\n'));
        AppendStderr(report, "sandbox", actual.Stderr);
        AppendStderr(report, "Node", expected.Stderr);
        return report.ToString();
    }

    private static void AppendLines(StringBuilder report, string[] expected, string[] actual)
    {
        int first = 0;
        while (first < expected.Length && first < actual.Length && expected[first] == actual[first]) first++;
        report.AppendLine(CultureInfo.InvariantCulture, $"stdout differs from line {first + 1} on ({expected.Length} lines in Node, {actual.Length} in the sandbox):");
        for (int i = Math.Max(0, first - Context); i < first; i++) Append(report, "  ", expected[i]);
        for (int i = first; i < Math.Min(first + Context, expected.Length); i++) Append(report, "- ", expected[i]);
        for (int i = first; i < Math.Min(first + Context, actual.Length); i++) Append(report, "+ ", actual[i]);
    }

    private static void Append(StringBuilder report, string mark, string line) => report.Append(mark).AppendLine(line.Length <= MaxLine ? line : line[..MaxLine] + "…");

    private static void AppendStderr(StringBuilder report, string who, string text)
    {
        if (text.Length > 0) report.AppendLine(CultureInfo.InvariantCulture, $"standard error of {who}:").AppendLine(text.Length <= MaxStderr ? text : text[..MaxStderr] + "…");
    }
}
