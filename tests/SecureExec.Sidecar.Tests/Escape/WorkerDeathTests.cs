using System.Diagnostics;

namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: the worker process dies under a run.</summary>
public sealed class WorkerDeathTests
{
    [Fact]
    public async Task Kill9_DuringARun_FailsTheRunAndTheRuntimeGoesOn()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync();
        var started = new TaskCompletionSource();
        Task<RunResult> run = runtime.ExecAsync("console.log('started'); setInterval(() => {}, 1000)", new RunOptions { OnStdout = _ => started.TrySetResult() });
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30));
        int pid = runtime.WorkerPid;

        Process.GetProcessById(pid).Kill();

        WorkerCrashedException crash = await Assert.ThrowsAsync<WorkerCrashedException>(() => run.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(9, crash.Signal);
        await Attacker.AssertUsableAsync(runtime);
        Assert.Equal(2, runtime.BootCount);
        Assert.NotEqual(pid, runtime.WorkerPid);
    }

    [Fact]
    public async Task Abort_ByTheGuest_HarmsNoOtherRuntime()
    {
        await using NodeRuntime other = await NodeRuntime.CreateAsync();
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync();

        Exception? failure = await Record.ExceptionAsync(async () => Assert.NotEqual(RunOutcome.Succeeded, (await Attacker.RunAsync(runtime, "process.abort()")).Outcome));

        Assert.True(failure is null or WorkerCrashedException, failure?.ToString());
        await Attacker.AssertUsableAsync(other);
        await Attacker.AssertUsableAsync(runtime);
    }

    [Fact]
    public async Task Dispose_WithAProgramRunning_LeavesNoWorkerBehind()
    {
        NodeRuntime runtime = await NodeRuntime.CreateAsync();
        Task<RunResult> run = runtime.ExecAsync("while (true) {}");
        int pid = runtime.WorkerPid;

        await runtime.DisposeAsync();

        Assert.Equal(RunOutcome.Cancelled, (await run).Outcome);
        Assert.False(Directory.Exists($"/proc/{pid}"), $"The worker {pid} is still there.");
    }
}
