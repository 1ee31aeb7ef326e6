using System.Text.Json;
using SecureExec.NodeConformance;
using SecureExec.Tests.Shared;

namespace SecureExec.Sidecar.Tests.Conformance;

/// <summary>The runner of Node's own tests, on a small suite of ours with a planted failure.</summary>
public sealed class ConformanceRunTests : IDisposable
{
    private const string PlantedFailure = "parallel/test-path-planted-failure.js";

    private static readonly string Suite = RepositoryFiles.PathOf("tests/SecureExec.NodeConformance/fixtures");

    private readonly string _directory = Directory.CreateTempSubdirectory("secureexec-conformance-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Execute_FixtureSuite_TellsEachOutcome()
    {
        string json = Path.Combine(_directory, "results.json");

        (int exitCode, string report) = await RunAsync("--json", json);

        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(json));
        Dictionary<string, string> outcomes = document.RootElement.EnumerateArray().ToDictionary(
            entry => entry.GetProperty("test").GetProperty("file").GetString()!["parallel/test-".Length..],
            entry => $"{entry.GetProperty("sandbox").GetProperty("outcome")} {entry.GetProperty("node").GetProperty("outcome")}");
        Assert.Equal(0, exitCode);
        Assert.Equal("Passed Passed", outcomes["path-passes.js"]);
        Assert.Equal("Failed Passed", outcomes["path-planted-failure.js"]);
        Assert.Equal("Failed Failed", outcomes["path-fails-everywhere.js"]);
        Assert.Equal("Skipped Skipped", outcomes["url-skips.js"]);
        Assert.Equal("Passed Passed", outcomes["url-flags.js"]);
        Assert.Equal("Passed Passed", outcomes["url-read-only-suite.js"]);
        Assert.Contains("| path | 2 | 1 | 0 | 1 | 0 | 0 | 0 | 1 | 50.0 |", report, StringComparison.Ordinal);
        Assert.Contains("| url | 3 | 3 | 1 | 0 | 0 | 0 | 1 | 0 | 100.0 |", report, StringComparison.Ordinal);
        Assert.Contains("need `childProcess`", report, StringComparison.Ordinal);
        Assert.Contains("planted failure", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_PlantedFailureListed_IsAsExpected()
    {
        (int exitCode, string report) = await RunAsync("--groups", "path", "--expectations", Expect(PlantedFailure));

        Assert.True(exitCode == 0, report);
    }

    [Fact]
    public async Task Execute_PlantedFailureNotListed_FailsTheRun()
    {
        (int exitCode, string report) = await RunAsync("--groups", "path", "--expectations", Expect());

        Assert.Equal(1, exitCode);
        Assert.Contains($"{PlantedFailure} fails and is not listed", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_StaleExpectation_FailsTheRun()
    {
        (int exitCode, string report) = await RunAsync("--groups", "path", "--expectations", Expect(PlantedFailure, "parallel/test-path-passes.js"));

        Assert.Equal(1, exitCode);
        Assert.Contains("parallel/test-path-passes.js is listed as a failure, but passes", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_TestText_TellsFlagsAndNeeds()
    {
        SuiteTest test = SuiteReader.Describe("parallel/test-x.js", "x", "// Flags: --expose-gc --no-warnings\nconst { spawn } = require('child_process');");

        Assert.Equal(["--expose-gc", "--no-warnings"], test.Flags);
        Assert.Equal("childProcess", test.Needs);
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
        int exitCode = await ConformanceRun.ExecuteAsync(ConformanceOptions.Parse(["--suite", Suite, "--folders", "parallel", "--jobs", "1", .. arguments]), report);
        return (exitCode, report.ToString());
    }
}
