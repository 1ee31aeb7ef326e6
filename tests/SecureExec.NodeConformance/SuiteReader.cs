using System.IO.Enumeration;
using System.Text.RegularExpressions;

namespace SecureExec.NodeConformance;

/// <summary>Finds the tests of a suite and what their texts say about them.</summary>
internal static partial class SuiteReader
{
    private static readonly string[] Extensions = [".js", ".mjs", ".cjs", ".mts", ".cts", ".ts"];

    /// <summary>Prefixes of more than one word that are groups of their own.</summary>
    private static readonly string[] LongGroups = ["string-decoder", "stream2", "stream3", "whatwg", "webstreams", "structured-clone", "async-hooks", "async-local", "diagnostics-channel", "child-process", "event-emitter", "node-test", "performance", "perf-hooks", "next-tick", "microtask"];

    /// <summary>The first that is found names the capability.</summary>
    private static readonly (string Capability, Regex Pattern)[] Capabilities =
    [
        ("childProcess", ChildProcess()),
        ("workers", Workers()),
        ("sockets", Sockets()),
        ("crypto", Crypto()),
        ("zlib", Zlib()),
        ("inspector", Inspector()),
    ];

    internal static IReadOnlyList<SuiteTest> Find(ConformanceOptions options)
    {
        var tests = new List<SuiteTest>();
        foreach (string folder in options.Folders)
        {
            string path = Path.Combine(options.Suite, folder);
            if (!Directory.Exists(path)) throw new ArgumentException($"The suite has no folder {folder}.");
            foreach (string file in Directory.EnumerateFiles(path, "test-*"))
            {
                string name = Path.GetFileName(file);
                if (!Extensions.Contains(Path.GetExtension(name))) continue;
                if (options.Filters.Count > 0 && !options.Filters.Any(filter => FileSystemName.MatchesSimpleExpression(filter, name) || FileSystemName.MatchesSimpleExpression(filter, Path.GetFileNameWithoutExtension(name)))) continue;
                string group = GroupOf(folder, name);
                if (options.Groups.Count > 0 && !options.Groups.Contains(group)) continue;
                tests.Add(Describe(folder + "/" + name, group, File.ReadAllText(file)));
            }
        }
        return [.. tests.OrderBy(test => test.File, StringComparer.Ordinal)];
    }

    /// <summary>Describes a test by its text.</summary>
    internal static SuiteTest Describe(string file, string group, string text) => new(
        file,
        group,
        [.. Flags().Matches(text).SelectMany(match => match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
        Capabilities.FirstOrDefault(capability => capability.Pattern.IsMatch(text)).Capability,
        Assertion().IsMatch(text));

    private static string GroupOf(string folder, string name)
    {
        if (folder != "parallel") return folder;
        string rest = Path.GetFileNameWithoutExtension(name)["test-".Length..];
        return LongGroups.FirstOrDefault(group => rest == group || rest.StartsWith(group + "-", StringComparison.Ordinal)) ?? rest.Split('-', '.')[0];
    }

    [GeneratedRegex(@"^//\s*Flags:\s*(--.*)$", RegexOptions.Multiline)]
    private static partial Regex Flags();

    [GeneratedRegex(@"assert|must(Not)?(Call|Succeed)|expectsError|expectWarning|throw |process\.exit|\btest\(|\bit\(|invalidArgTypeHelper|process\.on\(")]
    private static partial Regex Assertion();

    [GeneratedRegex(@"['""](node:)?(child_process|cluster)['""]|common/child_process|spawnPromisified|spawnSyncAndExit|spawnSyncAndAssert|common\.spawn|pseudo-tty")]
    private static partial Regex ChildProcess();

    [GeneratedRegex(@"new Worker\(|\bWorker\b.*worker_threads|worker_threads.*\bWorker\b")]
    private static partial Regex Workers();

    [GeneratedRegex(@"['""](node:)?(net|http|https|http2|tls|dgram|dns|dns/promises|quic|_http_\w+|_tls_\w+)['""]|common/(http2|tls|dns|udppair|quic)|common\.PORT|\bfetch\(|new WebSocket\(|new EventSource\(")]
    private static partial Regex Sockets();

    [GeneratedRegex(@"['""](node:)?crypto['""]|common/crypto|webcrypto|crypto\.subtle|if \(!common\.hasCrypto\)")]
    private static partial Regex Crypto();

    [GeneratedRegex(@"['""](node:)?zlib['""]|CompressionStream")]
    private static partial Regex Zlib();

    [GeneratedRegex(@"['""](node:)?(inspector|inspector/promises|repl)['""]|skipIfInspectorDisabled|common/inspector-helper")]
    private static partial Regex Inspector();
}
