using System.Globalization;
using System.Text;

namespace SecureExec.NodeConformance;

/// <summary>The table by group.</summary>
internal static class GroupTable
{
    /// <summary>Markdown that also reads well as text.</summary>
    internal static string Write(IReadOnlyList<TestResult> results)
    {
        var text = new StringBuilder();
        TestResult[] own = [.. results.Where(result => result.Test.Needs is null)];
        Append(text, own);
        foreach (IGrouping<string, TestResult> needy in results.Where(result => result.Test.Needs is not null).GroupBy(result => result.Test.Needs!).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"\nApart, since they need `{needy.Key}`: {needy.Count(result => result.Passes)} of {needy.Count(result => result.Counts)} pass.");
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, IReadOnlyList<TestResult> results)
    {
        text.AppendLine("| group | tests | pass | of these vacuous | fail | time out | crash or limit | skipped in both | Node fails | pass % |");
        text.AppendLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (IGrouping<string, TestResult> group in results.GroupBy(result => result.Test.Group).OrderBy(group => group.Key, StringComparer.Ordinal)) Row(text, group.Key, [.. group]);
        Row(text, "**all**", results);
    }

    private static void Row(StringBuilder text, string name, IReadOnlyList<TestResult> results)
    {
        TestResult[] counted = [.. results.Where(result => result.Counts)];
        int passed = counted.Count(result => result.Passes);
        int timedOut = counted.Count(result => result.Sandbox.Outcome == TestOutcome.TimedOut);
        int crashed = counted.Count(result => result.Sandbox.Outcome is TestOutcome.Crashed or TestOutcome.LimitExceeded);
        int skipped = results.Count(result => (result.Node ?? result.Sandbox).Outcome == TestOutcome.Skipped);
        string percent = counted.Length == 0 ? "-" : (100.0 * passed / counted.Length).ToString("0.0", CultureInfo.InvariantCulture);
        text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {counted.Length} | {passed} | {counted.Count(result => result.IsVacuous)} | {counted.Length - passed - timedOut - crashed} | {timedOut} | {crashed} | {skipped} | {results.Count - counted.Length - skipped} | {percent} |");
    }
}
