using System.Text.Json;
using SecureExec.NodeConformance;
using SecureExec.Tests.Shared;

namespace SecureExec.Sidecar.Tests.Conformance;

/// <summary>The runner of Node's own tests, on a small suite of ours with planted failures.</summary>
public sealed class ConformanceRunTests : IDisposable
{
    private const string PlantedFailure = "parallel/test-path-planted-failure.js";

    /// <summary>Everything of group `path` that fails in the sandbox only, each in its own way.</summary>
    private static readonly string[] PathFailures =
    [
        "parallel/test-path-crashes-here.js", "parallel/test-path-never-ends-here.js", PlantedFailure, "parallel/test-path-skips-here.js", "parallel/test-path-skips-parts-here.js",
    ];

    private static readonly string Suite = RepositoryFiles.PathOf("tests/SecureExec.NodeConformance/fixtures");

    private readonly string _directory = Directory.CreateTempSubdirectory("secureexec-conformance-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Execute_FixtureSuite_TellsEachOutcome()
    {
        string json = Path.Combine(_directory, "results.json");

        (int exitCode, string report) = await RunAsync("--no-expectations", "--json", json);

        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(json));
        Dictionary<string, string> outcomes = document.RootElement.GetProperty("tests").EnumerateArray().ToDictionary(
            entry => Path.GetFileName(entry.GetProperty("test").GetProperty("file").GetString()!)["test-".Length..],
            entry => $"{entry.GetProperty("sandbox").GetProperty("outcome")} {entry.GetProperty("node").GetProperty("outcome")} {entry.GetProperty("passes")}");
        Assert.Equal(0, exitCode);
        Assert.Equal("Passed Passed True", outcomes["path-passes.js"]);
        Assert.Equal("Failed Passed False", outcomes["path-planted-failure.js"]);
        Assert.Equal("Failed Failed False", outcomes["path-fails-everywhere.js"]);
        Assert.Equal("Crashed Passed False", outcomes["path-crashes-here.js"]);
        Assert.Equal("TimedOut Passed False", outcomes["path-never-ends-here.js"]);
        Assert.Equal("Skipped Passed False", outcomes["path-skips-here.js"]);
        Assert.Equal("Skipped Passed False", outcomes["path-skips-parts-here.js"]);
        Assert.Equal("Skipped Skipped False", outcomes["url-skips.js"]);
        Assert.Equal("Passed Passed True", outcomes["url-flags.js"]);
        Assert.Equal("Passed Passed True", outcomes["url-read-only-suite.js"]);
        Assert.Equal("Passed Passed True", outcomes["alone.js"]);
        Assert.Contains("| path | 6 | 1 | 16.7 | ≥ 75 | ✗ short | 1 | 1 | 1 | 0 | 2 | 0 | 0 | 1 |", report, StringComparison.Ordinal);
        Assert.Contains("| url | 3 | 3 | 100.0 | ≥ 75 | ✓ | 0 | 0 | 0 | 0 | 0 | 1 | 1 | 0 |", report, StringComparison.Ordinal);
        Assert.Contains("| **together** | 9 | 4 | 44.4 | ≥ 85 | ✗ short |", report, StringComparison.Ordinal);
        Assert.Contains("| child-process | 1 | 1 | 100.0 | ≥ 70 | ✓ |", report, StringComparison.Ordinal);
        Assert.Contains("| needs:crypto | 1 |", report, StringComparison.Ordinal);
        Assert.Contains("| needs:zlib | 1 |", report, StringComparison.Ordinal);
        Assert.Contains("planted failure", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_FailuresListed_IsAsExpected()
    {
        (int exitCode, string report) = await RunAsync("--groups", "path", "--expectations", Expect(PathFailures));

        Assert.True(exitCode == 0, report);
    }

    [Fact]
    public async Task Execute_PlantedFailureNotListed_FailsTheRun()
    {
        (int exitCode, string report) = await RunAsync("--filter", "test-path-p*", "--expectations", Expect());

        Assert.Equal(1, exitCode);
        Assert.Contains($"{PlantedFailure} fails and is not listed", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_StaleExpectation_FailsTheRun()
    {
        (int exitCode, string report) = await RunAsync("--filter", "test-path-p*", "--expectations", Expect(PlantedFailure, "parallel/test-path-passes.js"));

        Assert.Equal(1, exitCode);
        Assert.Contains("parallel/test-path-passes.js is listed as a failure, but passes", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_ExpectationOfATestThatIsNotThere_FailsTheRun()
    {
        (int exitCode, string report) = await RunAsync("--filter", "test-path-passes*", "--expectations", Expect(PlantedFailure, "parallel/test-path-gone.js"));

        Assert.Equal(1, exitCode);
        Assert.Contains("parallel/test-path-gone.js is listed as a failure, but the suite has no such test", report, StringComparison.Ordinal);
        Assert.DoesNotContain(PlantedFailure, report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_UpdateExpectations_WritesWhatTheNextRunAccepts()
    {
        string expectations = Expect("parallel/test-path-passes.js", "parallel/test-url-not-run.js");

        (int written, _) = await RunAsync("--filter", "test-path-p*", "--expectations", expectations, "--update-expectations");

        Assert.Equal(0, written);
        string[] lines = [.. File.ReadAllLines(expectations).Where(line => !line.StartsWith('#'))];
        Assert.Equal([PlantedFailure, "parallel/test-url-not-run.js"], lines.Select(line => line.Split(' ')[0]));
        Assert.Contains("# Failed: AssertionError", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_WriteNeeds_FindsWhatEachTestUses()
    {
        string needs = Path.Combine(_directory, "needs.txt");

        (int exitCode, string report) = await RunAsync("--write-needs", "--needs", needs);

        Assert.True(exitCode == 0, report);
        Assert.Equal(File.ReadAllLines(Path.Combine(Suite, "needs.txt")), File.ReadAllLines(needs).Skip(1));
    }

    [Fact]
    public void Find_WithoutApart_LeavesOutWhatNeedsACapability()
    {
        ConformanceOptions options = ConformanceOptions.Parse(["--suite", Suite, "--folders", "parallel", "--needs", Path.Combine(Suite, "needs.txt")]);

        string[] left = [.. SuiteReader.Find(options).Select(test => test.File).Except(SuiteReader.Find(options with { LeavesApartOut = true }).Select(test => test.File))];

        Assert.Equal(["parallel/test-crypto-declared.js", "parallel/test-zlib-apart.js"], left);
    }

    [Fact]
    public void Needs_CapabilityThatThereIsNoneOf_IsRefused() =>
        Assert.Throws<FormatException>(() => new NeedsList(["parallel/test-x.js telepathy"]));

    [Fact]
    public void Needs_OfTheRepository_CanBeRead() =>
        Assert.Equal(["childProcess"], NeedsList.Load(Repository.Beside("needs.txt")).Of("parallel/test-url-parse-deprecation.js"));

    [Fact]
    public void Describe_TestText_TellsFlags()
    {
        SuiteTest test = SuiteReader.Describe("parallel/test-x.js", "x", "// Flags: --expose-gc --no-warnings\nconst { spawn } = require('child_process');", ["workers", "zlib"]);

        Assert.Equal(["--expose-gc", "--no-warnings"], test.Flags);
        Assert.Equal("zlib", test.Apart);
        Assert.False(test.ChecksSomething);
    }

    [Fact]
    public void Parse_FolderThatIsNoSuite_IsRefused() =>
        Assert.Throws<ArgumentException>(() => ConformanceOptions.Parse(["--suite", _directory]));

    private string Expect(params string[] failures)
    {
        string path = Path.Combine(_directory, "expectations.txt");
        File.WriteAllLines(path, failures);
        return path;
    }

    private static async Task<(int ExitCode, string Report)> RunAsync(params string[] arguments)
    {
        using var report = new StringWriter();
        // The fixtures reach for nothing outside, and not every machine lets a test make a network of its own.
        string[] all = ["--suite", Suite, "--folders", "parallel,sequential", "--jobs", "1", "--timeout", "10", "--allow-network", "--needs", Path.Combine(Suite, "needs.txt"), .. arguments];
        int exitCode = await ConformanceRun.ExecuteAsync(ConformanceOptions.Parse(all), report);
        return (exitCode, report.ToString());
    }
}
