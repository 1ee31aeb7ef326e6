using System.Globalization;

namespace SecureExec.NodeConformance;

/// <summary>What the command line says.</summary>
internal sealed record ConformanceOptions
{
    internal const string Usage = """
        Usage: SecureExec.NodeConformance --suite DIR [options]

        Runs Node's own tests, each in a fresh virtual machine, and compares with real Node on this machine.

          --suite DIR            Node's `test/` folder (or the variable SECUREEXEC_NODE_TEST)
          --folders LIST         folders of it; parallel,es-module unless given
          --filter GLOB          only tests whose name matches, e.g. 'test-path-*'; may be repeated
          --groups LIST          only these groups, e.g. path,url,util
          --jobs N               tests at the same time; 2 unless given
          --timeout SECONDS      for each test; 30 unless given
          --node FILE            real Node; the pinned binary that the build restored unless given
          --node-prefix COMMAND  runs real Node through COMMAND, e.g. 'unshare -rn' for no outside network
          --baseline FILE        keeps real Node's results there and reads them the next time
          --no-node              does not run real Node: every test that does not skip itself counts
          --worker PATH          the worker; beside this program unless given
          --json FILE            writes all results
          --markdown FILE        writes the table
          --expectations FILE    known failures: must match exactly, else exit code 1
          --update-expectations  writes that file instead
          --reasons N            shows the N commonest reasons of failures; 25 unless given

        Exit codes: 0 as expected, 1 not as expected, 2 wrong command line.

        """;

    internal required string Suite { get; init; }
    internal IReadOnlyList<string> Folders { get; init; } = ["parallel", "es-module"];
    internal IReadOnlyList<string> Filters { get; init; } = [];
    internal IReadOnlyList<string> Groups { get; init; } = [];
    internal int Jobs { get; init; } = 2;
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
    internal required string Node { get; init; }
    internal IReadOnlyList<string> NodePrefix { get; init; } = [];
    internal string? Baseline { get; init; }
    internal bool RunsNode { get; init; } = true;
    internal string? Worker { get; init; }
    internal string? Json { get; init; }
    internal string? Markdown { get; init; }
    internal string? Expectations { get; init; }
    internal bool UpdateExpectations { get; init; }
    internal int Reasons { get; init; } = 25;

    /// <exception cref="ArgumentException">An option is unknown or lacks its value, or there is no suite.</exception>
    internal static ConformanceOptions Parse(IReadOnlyList<string> args)
    {
        var options = new ConformanceOptions { Suite = Environment.GetEnvironmentVariable("SECUREEXEC_NODE_TEST") ?? "", Node = PinnedNode.Path };
        for (int i = 0; i < args.Count; i++)
        {
            string name = args[i];
            string Value() => i + 1 < args.Count ? args[++i] : throw new ArgumentException($"{name} needs a value.");
            options = name switch
            {
                "--suite" => options with { Suite = Value() },
                "--folders" => options with { Folders = List(Value()) },
                "--filter" => options with { Filters = [.. options.Filters, Value()] },
                "--groups" => options with { Groups = List(Value()) },
                "--jobs" => options with { Jobs = Number(name, Value(), 64) },
                "--timeout" => options with { Timeout = TimeSpan.FromSeconds(Number(name, Value(), 3600)) },
                "--node" => options with { Node = Value() },
                "--node-prefix" => options with { NodePrefix = Value().Split(' ', StringSplitOptions.RemoveEmptyEntries) },
                "--baseline" => options with { Baseline = Value() },
                "--no-node" => options with { RunsNode = false },
                "--worker" => options with { Worker = Value() },
                "--json" => options with { Json = Value() },
                "--markdown" => options with { Markdown = Value() },
                "--expectations" => options with { Expectations = Value() },
                "--update-expectations" => options with { UpdateExpectations = true },
                "--reasons" => options with { Reasons = Number(name, Value(), 10_000) },
                _ => throw new ArgumentException($"There is no option {name}. See --help."),
            };
        }
        if (options.Suite.Length == 0) throw new ArgumentException("Name Node's test folder: --suite DIR, or SECUREEXEC_NODE_TEST.");
        if (!Directory.Exists(Path.Combine(options.Suite, "common"))) throw new ArgumentException($"{options.Suite} is not Node's test folder: it has no common/.");
        if (options.UpdateExpectations && options.Expectations is null) throw new ArgumentException("--update-expectations needs --expectations FILE.");
        return options with { Suite = Path.GetFullPath(options.Suite) };
    }

    private static string[] List(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static int Number(string name, string text, int largest) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= largest ? number : throw new ArgumentException($"{name} must be from 1 to {largest}, not '{text}'.");
}
