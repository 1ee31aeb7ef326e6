using System.Diagnostics;

namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: programs that take all the time there is.</summary>
public sealed class RunawayTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("while (true) {}")]
    [InlineData("while (true) { try { while (true) {} } catch { 0; } finally { while (true) {} } }")]
    [InlineData("(function tick() { process.nextTick(tick); })()")]
    [InlineData("(function micro() { Promise.resolve().then(micro); })()")]
    [InlineData("/(a+)+$/.test('a'.repeat(50) + 'b')")]
    [InlineData("setInterval(() => {}, 1000)")]
    [InlineData("process.on('exit', () => { while (true) {} })")]
    [InlineData("Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)")]
    [InlineData("try { process.on('SIGTERM', () => {}); } catch { 0; } setInterval(() => {}, 5)")]
    public async Task Run_ThatNeverEnds_TimesOutAndTheNextRunWorks(string code)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync();
        var clock = Stopwatch.StartNew();

        RunResult result = await Attacker.RunAsync(runtime, code, Limit);

        Assert.Equal(RunOutcome.TimedOut, result.Outcome);
        Assert.True(clock.Elapsed >= Limit - TimeSpan.FromMilliseconds(50), $"It ended after {clock.Elapsed}, before its time was over.");
        await Attacker.AssertUsableAsync(runtime);
    }

    [Fact]
    public async Task Run_BeyondItsCpuTime_IsLimitExceeded()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Limits = ResourceLimits.Default with { CpuTimeLimitMs = 300 } });

        RunResult result = await Attacker.RunAsync(runtime, "while (true) {}");

        Assert.Equal(RunOutcome.LimitExceeded, result.Outcome);
        await Attacker.AssertUsableAsync(runtime);
    }

    [Theory]
    [InlineData("while (true) {}")]
    [InlineData("setInterval(() => {}, 1000)")]
    [InlineData("await new Promise(() => { setInterval(() => {}, 1000) })")]
    public async Task Run_BeyondTheTimeOfTheRuntimesLimits_IsLimitExceeded(string code)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Limits = ResourceLimits.Default with { WallClockLimitMs = 400 } });

        RunResult result = await runtime.ExecAsync(code);

        Assert.Equal((RunOutcome.LimitExceeded, "ERR_SCRIPT_WALL_CLOCK_EXCEEDED"), (result.Outcome, result.Error?.Code));
        Assert.Contains("wallClockLimitMs", result.Error!.Message);
        Assert.Equal(RunOutcome.LimitExceeded, (await runtime.ExecAsync(code, new RunOptions { Timeout = TimeSpan.FromHours(1) })).Outcome);
        Assert.Equal(RunOutcome.TimedOut, (await runtime.ExecAsync(code, new RunOptions { Timeout = TimeSpan.FromMilliseconds(200) })).Outcome);
    }
}
