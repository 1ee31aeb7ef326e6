using System.Globalization;
using System.Text;

namespace SecureExec.NodeConformance;

/// <summary>The tables by group: those with a bound first.</summary>
internal static class GroupTable
{
    /// <summary>Groups with a bound, and these together.</summary>
    internal static IReadOnlyList<GroupSummary> Bounded(IReadOnlyList<TestResult> results, BoundedGroups bounded)
    {
        TestResult[] own = [.. results.Where(result => result.Test.Apart is null && bounded.Names.Contains(result.Test.Group))];
        if (own.Length == 0) return [];
        return [.. bounded.Names.Select(name => new GroupSummary(name, [.. own.Where(result => result.Test.Group == name)], bounded.Judged.Contains(name) ? bounded.Each : null)).Where(HasTests), new GroupSummary("**together**", own, bounded.Together)];
    }

    /// <summary>All other groups, and these together.</summary>
    internal static IReadOnlyList<GroupSummary> Others(IReadOnlyList<TestResult> results)
    {
        TestResult[] own = [.. results.Where(result => result.Test.Apart is null && !BoundedGroups.AllNames.Contains(result.Test.Group))];
        if (own.Length == 0) return [];
        return [.. own.GroupBy(result => result.Test.Group).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new GroupSummary(group.Key, [.. group], null)), new GroupSummary("**together**", own, null)];
    }

    /// <summary>Tests reported apart, by the capability they need.</summary>
    internal static IReadOnlyList<GroupSummary> Apart(IReadOnlyList<TestResult> results) =>
        [.. results.Where(result => result.Test.Apart is not null).GroupBy(result => result.Test.Apart!).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new GroupSummary($"needs:{group.Key}", [.. group], null))];

    /// <summary>Markdown that also reads well as text.</summary>
    internal static string Write(IReadOnlyList<TestResult> results)
    {
        var text = new StringBuilder();
        foreach (BoundedGroups bounded in BoundedGroups.All) Append(text, bounded.Title, Bounded(results, bounded));
        Append(text, "Other groups", Others(results));
        Append(text, "Apart: tests that need what is there in part", Apart(results));
        foreach (string capability in Capability.All.Where(capability => !Capability.IsApart(capability)))
        {
            int failing = results.Count(result => result.IsFailure && result.Test.Needs.Contains(capability));
            if (failing > 0) text.AppendLine(CultureInfo.InvariantCulture, $"Of the failures above, {failing} use {capability}.\n");
        }
        return text.ToString();
    }

    private static bool HasTests(GroupSummary group) => group.Tests + group.SkippedByNode + group.NodeFails > 0;

    private static void Append(StringBuilder text, string title, IReadOnlyList<GroupSummary> groups)
    {
        if (groups.Count == 0) return;
        text.AppendLine(CultureInfo.InvariantCulture, $"## {title}\n");
        text.AppendLine("| group | tests | pass | % | bound | | fail | time out | crash | limit | skips only here | vacuous passes | Node skips | Node fails |");
        text.AppendLine("|---|--:|--:|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (GroupSummary group in groups)
        {
            string percent = group.Percent?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";
            string bound = group.Bound is { } limit ? string.Create(CultureInfo.InvariantCulture, $"≥ {limit}") : "";
            string mark = group.IsMet switch { true => "✓", false => "✗ short", null => "" };
            text.AppendLine(CultureInfo.InvariantCulture, $"| {group.Name} | {group.Tests} | {group.Passed} | {percent} | {bound} | {mark} | {group.Failed} | {group.TimedOut} | {group.Crashed} | {group.LimitExceeded} | {group.SkippedInSandboxOnly} | {group.Vacuous} | {group.SkippedByNode} | {group.NodeFails} |");
        }
        text.AppendLine();
    }
}
