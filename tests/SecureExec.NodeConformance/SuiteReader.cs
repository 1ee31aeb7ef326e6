using System.IO.Enumeration;
using System.Text.RegularExpressions;

namespace SecureExec.NodeConformance;

/// <summary>Finds the tests of a suite and what their texts say about them.</summary>
internal static partial class SuiteReader
{
    private static readonly string[] Extensions = [".js", ".mjs", ".cjs", ".mts", ".cts", ".ts"];

    /// <summary>Prefixes of more than one word that are groups of their own.</summary>
    private static readonly string[] LongGroups = ["string-decoder", "stream2", "stream3", "async-hooks", "async-local", "diagnostics-channel", "child-process", "node-test", "perf-hooks", "next-tick"];

    /// <summary>Prefixes that stand in the group of a module.</summary>
    private static readonly Dictionary<string, string> Modules = new(StringComparer.Ordinal)
    {
        ["event"] = "events",
        ["module"] = "module/require",
        ["require"] = "module/require",
        ["webstream"] = "webstreams",
    };

    internal static IReadOnlyList<SuiteTest> Find(ConformanceOptions options)
    {
        var tests = new List<SuiteTest>();
        NeedsList needs = NeedsList.Load(options.Needs);
        foreach (string folder in options.Folders)
        {
            string path = Path.Combine(options.Suite, folder);
            foreach (string file in Directory.EnumerateFiles(path, "test-*"))
            {
                string name = Path.GetFileName(file);
                if (!Extensions.Contains(Path.GetExtension(name))) continue;
                if (options.Filters.Count > 0 && !options.Filters.Any(filter => FileSystemName.MatchesSimpleExpression(filter, name) || FileSystemName.MatchesSimpleExpression(filter, Path.GetFileNameWithoutExtension(name)))) continue;
                string group = GroupOf(folder, name);
                if (options.Groups.Count > 0 && !options.Groups.Contains(group)) continue;
                tests.Add(Describe(folder + "/" + name, group, File.ReadAllText(file), needs.Of(folder + "/" + name)));
            }
        }
        if (options.LeavesApartOut) tests.RemoveAll(test => test.Apart is not null);
        return [.. tests.OrderBy(test => test.File, StringComparer.Ordinal)];
    }

    /// <summary>Describes a test by its text.</summary>
    internal static SuiteTest Describe(string file, string group, string text, IReadOnlyList<string> needs) => new(
        file,
        group,
        [.. Flags().Matches(text).SelectMany(match => match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
        needs,
        Assertion().IsMatch(text));

    private static string GroupOf(string folder, string name)
    {
        if (folder != "parallel") return folder;
        string rest = Path.GetFileNameWithoutExtension(name)["test-".Length..];
        string prefix = LongGroups.FirstOrDefault(group => rest == group || rest.StartsWith(group + "-", StringComparison.Ordinal)) ?? rest.Split('-', '.')[0];
        return Modules.GetValueOrDefault(prefix, prefix);
    }

    [GeneratedRegex(@"^//\s*Flags:\s*(--.*)$", RegexOptions.Multiline)]
    private static partial Regex Flags();

    [GeneratedRegex(@"assert|must(Not)?(Call|Succeed)|expectsError|expectWarning|throw |process\.exit|\btest\(|\bit\(|invalidArgTypeHelper|process\.on\(")]
    private static partial Regex Assertion();
}
