using System.Globalization;

namespace SecureExec.NodeConformance;

/// <summary>What the command line says.</summary>
internal sealed record ConformanceOptions
{
    internal const string Usage = """
        Usage: SecureExec.NodeConformance --suite DIR [options]

        Runs Node's own tests, each in a fresh virtual machine, and compares with real Node on this machine.

          --suite DIR            Node's `test/` folder (or the variable SECUREEXEC_NODE_TEST)
          --folders LIST         folders of it; parallel,es-module,async-hooks,sequential unless given
          --filter GLOB          only tests whose name matches, e.g. 'test-path-*'; may be repeated
          --groups LIST          only these groups, e.g. path,url,util; `bounded` stands for all groups with a bound
          --without-apart        leaves out tests that are reported apart, for their needs
          --jobs N               tests at the same time; 2 unless given. Those of sequential/ run alone
          --timeout SECONDS      for each test; 30 unless given
          --worker PATH          the worker; beside this program unless given
          --json FILE            writes groups and all results
          --markdown FILE        writes the tables
          --reasons N            shows the N commonest reasons of failures; 25 unless given

        Real Node, each test in a network of its own with loopback only:
          --node FILE            the binary; the pinned one that the build restored unless given
          --node-prefix COMMAND  runs it through COMMAND instead, e.g. 'unshare -rn'
          --allow-network        runs it in this machine's network
          --baseline FILE        keeps its results there and reads them the next time
          --no-node              does not run it: every test that does not skip itself counts

        Known failures, which must match exactly, else exit code 1:
          --expectations FILE    the list; expectations.txt beside the sources unless given
          --no-expectations      judges nothing
          --update-expectations  writes the list for the tests that were run

        What tests need (crypto and zlib: reported apart):
          --needs FILE           the list; needs.txt beside the sources unless given
          --write-needs          writes it: watches real Node run the tests, and runs nothing else

        Exit codes: 0 as expected, 1 not as expected, 2 wrong command line.

        """;

    internal required string Suite { get; init; }
    internal IReadOnlyList<string> Folders { get; init; } = ["parallel", "es-module", "async-hooks", "sequential"];
    internal IReadOnlyList<string> Filters { get; init; } = [];
    internal IReadOnlyList<string> Groups { get; init; } = [];
    internal bool LeavesApartOut { get; init; }
    internal int Jobs { get; init; } = 2;
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
    internal required string Node { get; init; }
    internal IReadOnlyList<string> NodePrefix { get; init; } = [];
    internal bool AllowsNetwork { get; init; }
    internal string? Baseline { get; init; }
    internal bool RunsNode { get; init; } = true;
    internal string? Worker { get; init; }
    internal string? Json { get; init; }
    internal string? Markdown { get; init; }
    internal string? Expectations { get; init; } = Repository.Beside("expectations.txt");
    internal bool UpdateExpectations { get; init; }
    internal string Needs { get; init; } = Repository.Beside("needs.txt");
    internal bool WritesNeeds { get; init; }
    internal int Reasons { get; init; } = 25;

    /// <exception cref="ArgumentException">An option is unknown or lacks its value, or there is no suite.</exception>
    internal static ConformanceOptions Parse(IReadOnlyList<string> args)
    {
        var options = new ConformanceOptions { Suite = Environment.GetEnvironmentVariable("SECUREEXEC_NODE_TEST") ?? "", Node = Repository.PinnedNode };
        for (int i = 0; i < args.Count; i++)
        {
            string name = args[i];
            string Value() => i + 1 < args.Count ? args[++i] : throw new ArgumentException($"{name} needs a value.");
            options = name switch
            {
                "--suite" => options with { Suite = Value() },
                "--folders" => options with { Folders = List(Value()) },
                "--filter" => options with { Filters = [.. options.Filters, Value()] },
                "--groups" => options with { Groups = [.. List(Value()).SelectMany(group => group == "bounded" ? BoundedGroups.AllNames : [group])] },
                "--without-apart" => options with { LeavesApartOut = true },
                "--jobs" => options with { Jobs = Number(name, Value(), 64) },
                "--timeout" => options with { Timeout = TimeSpan.FromSeconds(Number(name, Value(), 3600)) },
                "--node" => options with { Node = Value() },
                "--node-prefix" => options with { NodePrefix = Value().Split(' ', StringSplitOptions.RemoveEmptyEntries) },
                "--allow-network" => options with { AllowsNetwork = true },
                "--baseline" => options with { Baseline = Value() },
                "--no-node" => options with { RunsNode = false },
                "--worker" => options with { Worker = Value() },
                "--json" => options with { Json = Value() },
                "--markdown" => options with { Markdown = Value() },
                "--expectations" => options with { Expectations = Value() },
                "--no-expectations" => options with { Expectations = null },
                "--update-expectations" => options with { UpdateExpectations = true },
                "--needs" => options with { Needs = Value() },
                "--write-needs" => options with { WritesNeeds = true },
                "--reasons" => options with { Reasons = Number(name, Value(), 10_000) },
                _ => throw new ArgumentException($"There is no option {name}. See --help."),
            };
        }
        if (options.Suite.Length == 0) throw new ArgumentException("Name Node's test folder: --suite DIR, or SECUREEXEC_NODE_TEST.");
        if (!Directory.Exists(Path.Combine(options.Suite, "common"))) throw new ArgumentException($"{options.Suite} is not Node's test folder: it has no common/.");
        if (options.Folders.FirstOrDefault(folder => !Directory.Exists(Path.Combine(options.Suite, folder))) is { } missing) throw new ArgumentException($"The suite has no folder {missing}; name those it has by --folders.");
        if (options.UpdateExpectations && options.Expectations is null) throw new ArgumentException("--update-expectations contradicts --no-expectations.");
        if (!options.WritesNeeds && !File.Exists(options.Needs)) throw new ArgumentException($"There is no list of needs {options.Needs}.");
        return options with { Suite = Path.GetFullPath(options.Suite) };
    }

    private static string[] List(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static int Number(string name, string text, int largest) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= largest ? number : throw new ArgumentException($"{name} must be from 1 to {largest}, not '{text}'.");
}
