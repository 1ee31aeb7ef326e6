using SecureExec.Pool;

namespace SecureExec.Core.Tests.Pool;

/// <summary>Workers that guest code has taken over: they count nothing themselves.</summary>
[Collection(ThreadPoolHog.Alone)]
public sealed class WorkerGuardTests
{
    private const string TakesMemory = "x=$(head -c 600000000 /dev/zero | tr '\\0' x); exec sleep 1000";

    [Theory]
    [InlineData(TakesMemory, "maxMemoryMb", "ERR_MEMORY_LIMIT_EXCEEDED")]
    [InlineData("while :; do :; done", "cpuTimeLimitMs", "ERR_SCRIPT_CPU_BUDGET_EXCEEDED")]
    public async Task ExecAsync_WorkerThatTakesWhatItLikes_IsKilledAndTheLimitNamed(string does, string limit, string code)
    {
        using var worker = new ScriptedWorker([], does, ResourceLimits.Default with { MaxMemoryMb = 256, CpuTimeLimitMs = 100 });
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(worker.Options);

        RunResult result = await runtime.ExecAsync(ScriptedWorker.Code);

        Assert.Equal(RunOutcome.LimitExceeded, result.Outcome);
        Assert.Equal(code, result.Error!.Code);
        Assert.Contains(limit, result.Error.Message);
    }

    [Fact]
    public async Task ExecAsync_WhileTheApplicationHoldsAllThreadsOfThePool_TheLimitStillStrikes()
    {
        using var worker = new ScriptedWorker([], TakesMemory, ResourceLimits.Default with { MaxMemoryMb = 256 });
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(worker.Options);
        Task<RunResult> run = runtime.ExecAsync(ScriptedWorker.Code);

        // Longer than the worker needs to end by itself at the bound of its address space.
        ThreadPoolHog.HoldAllThreads(TimeSpan.FromSeconds(4));

        Assert.Equal((RunOutcome.LimitExceeded, "ERR_MEMORY_LIMIT_EXCEEDED"), ((await run).Outcome, (await run).Error?.Code));
    }

    [Fact]
    public void Stats_OfThisProcess_AreWhatItUses()
    {
        using var stats = new WorkerStats(Environment.ProcessId);
        Assert.InRange(stats.ResidentBytes!.Value, 10_000_000, stats.AddressSpaceBytes!.Value);
        Assert.InRange(stats.DataBytes!.Value, 1_000_000, stats.AddressSpaceBytes.Value);
        Assert.True(stats.CpuTime > TimeSpan.Zero);
    }
}
