using SecureExec.Pool;
using SecureExec.Sidecar.Tests.Escape;

namespace SecureExec.Sidecar.Tests.Startup;

/// <summary>What an attacker could prepare for if a snapshot fixed it: V8's hash seed and the numbers of <c>Math.random</c>.</summary>
public sealed class FreshnessTests
{
    private const int Workers = 3;

    [Theory]
    [InlineData("required", nameof(SnapshotMode.Snapshot))]
    [InlineData("off", nameof(SnapshotMode.CodeCache))]
    public async Task HashSeed_OfEachWorkerProcess_IsItsOwn(string snapshot, string mode)
    {
        string[][] probes = await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => StartupProbeProcess.RunAsync("show-startup", snapshot)));

        Assert.All(probes, probe => Assert.Equal(mode, probe[0]));
        Assert.All(probes, probe => Assert.NotEqual(new string('0', 16), probe[1]));
        Assert.Equal(Workers, probes.Select(probe => probe[1]).Distinct().Count());
        // The hash of a name that the snapshot holds follows the seed: it was hashed again.
        Assert.Equal(Workers, probes.Select(probe => probe[2]).Distinct().Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MathRandom_OfGuestProcesses_NeverRepeats(bool snapshot)
    {
        await using var pool = new WorkerPool(new WorkerPoolOptions { Spares = 2, UseSnapshot = snapshot });
        await using NodeRuntime one = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Pool = pool });
        await using NodeRuntime two = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Pool = pool });
        var seen = new List<string>();
        foreach (NodeRuntime runtime in (NodeRuntime[])[one, two, one, two])
            seen.Add((await Attacker.RunAsync(runtime, "console.log(Math.random())")).Stdout);

        Assert.NotEqual(one.WorkerPid, two.WorkerPid);
        Assert.All(seen, number => Assert.StartsWith("0.", number, StringComparison.Ordinal));
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }
}
