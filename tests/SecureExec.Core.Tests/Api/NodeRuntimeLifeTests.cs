using System.Diagnostics;
using SecureExec.Core.Tests.Broker;
using SecureExec.Tests.Shared;

namespace SecureExec.Core.Tests.Api;

/// <summary>Start, loss and end of real workers.</summary>
[Trait("Needs", "Worker")]
public sealed class NodeRuntimeLifeTests
{
    [Fact]
    public async Task DisposeAsync_IdleAndBusyRuntime_LeavesNoProcess()
    {
        NodeRuntime runtime = await RealWorker.StartAsync();
        int pid = runtime.WorkerPid;
        Assert.True(HostProcesses.IsAlive(pid));
        var started = new TaskCompletionSource();
        Task<RunResult> run = runtime.ExecAsync("console.log(1); while (true) {}", new RunOptions { OnStdout = _ => started.TrySetResult() });
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await runtime.DisposeAsync();
        Assert.False(HostProcesses.IsAlive(pid));
        Assert.Equal(RunOutcome.Cancelled, (await run).Outcome);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => runtime.ExecAsync("1"));
        await runtime.DisposeAsync();
    }

    [Fact]
    public async Task ExecAsync_WorkerKilledMeanwhile_FailsClearlyAndTheNextRunBootsAgain()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { Files = new Dictionary<string, SeedContent> { ["/workspace/seed"] = "s" } });
        await runtime.FileSystem.WriteTextAsync("/workspace/later", "l");
        var started = new TaskCompletionSource();
        Task<RunResult> run = runtime.ExecAsync("console.log(1); setInterval(() => {}, 1000);", new RunOptions { OnStdout = _ => started.TrySetResult() });
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30));
        using (var worker = Process.GetProcessById(runtime.WorkerPid)) worker.Kill();
        var exception = await Assert.ThrowsAsync<WorkerCrashedException>(() => run);
        Assert.Equal(9, exception.Signal);
        Assert.Contains("SIGKILL", exception.Message);
        Assert.Equal("s\n", (await runtime.ExecAsync("console.log(require('fs').readFileSync('seed', 'utf8'))", new RunOptions { Format = SourceFormat.CommonJs })).Stdout);
        Assert.False(await runtime.FileSystem.ExistsAsync("/workspace/later"));
        Assert.Equal(2, runtime.BootCount);
    }

    [Theory]
    [InlineData("const a = []; while (true) a.push({ a: 1 });")]
    [InlineData("let s = 'x'.repeat(1 << 20); const a = []; for (;;) a.push(s + a.length);")]
    public async Task ExecAsync_MemoryBomb_IsLimitExceededAndTheNextRunWorks(string program)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { Limits = ResourceLimits.Default with { V8HeapLimitMb = 64 } });
        RunResult result = await runtime.ExecAsync(program, new RunOptions { Timeout = TimeSpan.FromSeconds(60) });
        Assert.Equal(RunOutcome.LimitExceeded, result.Outcome);
        Assert.NotNull(result.Error);
        Assert.Equal("1\n", (await runtime.ExecAsync("console.log(1)")).Stdout);
    }

    [Fact]
    public async Task ExecAsync_CpuTimeOver_IsLimitExceeded()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { Limits = ResourceLimits.Default with { CpuTimeLimitMs = 200 } });
        RunResult result = await runtime.ExecAsync("while (true) {}", new RunOptions { Timeout = TimeSpan.FromSeconds(60) });
        Assert.Equal(RunOutcome.LimitExceeded, result.Outcome);
        Assert.Equal("ERR_SCRIPT_CPU_BUDGET_EXCEEDED", result.Error!.Code);
    }

    [Fact]
    public async Task ExecAsync_OutputBeyondTheLimit_IsTruncated()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { Limits = ResourceLimits.Default with { CapturedOutputLimitBytes = 1000 } });
        RunResult result = await runtime.ExecAsync("console.log('x'.repeat(5000)); console.error('short');");
        Assert.Equal(1000, result.Stdout.Length);
        Assert.True(result.StdoutTruncated);
        Assert.Equal("short\n", result.Stderr);
        Assert.False(result.StderrTruncated);
    }

    [Fact]
    public async Task CreateAsync_WorkerThatIsNotThere_NamesThePath()
    {
        using var directory = new TempDirectory();
        var exception = await Assert.ThrowsAsync<WorkerNotFoundException>(() => NodeRuntime.CreateAsync(new NodeRuntimeOptions { WorkerPath = directory.At("none") }));
        Assert.Contains(directory.At("none"), exception.Message);
    }

    [Fact]
    public async Task CreateAsync_CancelledWhileThePoolIsFull_LeavesThePoolUsable()
    {
        await using var pool = new WorkerPool(new WorkerPoolOptions { WorkerPath = RealWorker.Path, Spares = 0, MaxWorkers = 1 });
        using var cancellation = new CancellationTokenSource();
        await using (NodeRuntime first = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Pool = pool }))
        {
            Task<NodeRuntime> second = NodeRuntime.CreateAsync(new NodeRuntimeOptions { Pool = pool }, cancellation.Token);
            Assert.False(second.IsCompleted);
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        }
        await using NodeRuntime third = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Pool = pool });
        Assert.Equal(1, pool.LeasedWorkers);
    }

    [Fact]
    public async Task Isolation_OfAWorker_NamesEachMeasureInForce()
    {
        await using NodeRuntime runtime = await RealWorker.StartAsync();
        string[] expected = ["landlock", "no_new_privs", "not_dumpable", "descriptors", "rlimits", "seccomp_start", "seccomp", "memory_limit", "address_space", "memory_watchdog"];
        Assert.Equal(expected, runtime.Isolation.Checks.Select(check => check.Name));
        Assert.NotEqual(WorkerVariant.None, runtime.Isolation.Variant);
        Assert.All(runtime.Isolation.Checks.Where(check => check.Name != "landlock"), check => Assert.True(check.InForce, $"{check.Name}: {check.Detail}"));
        Assert.Equal(runtime.Isolation.Checks[0].InForce, runtime.Isolation.IsLockedDown);
    }

    [Fact]
    public async Task RequireLockdown_AWorkerOnTheDotNetRuntime_IsRefused()
    {
        await using NodeRuntime probe = await RealWorker.StartAsync();
        if (probe.Isolation.Variant == WorkerVariant.NativeCode)
        {
            await using NodeRuntime native = await NodeRuntime.CreateAsync(RealWorker.Options with { RequireLockdown = true });
            Assert.True(native.Isolation.IsLockedDown);
            return;
        }
        var exception = await Assert.ThrowsAsync<LockdownUnavailableException>(() => NodeRuntime.CreateAsync(RealWorker.Options with { RequireLockdown = true }));
        Assert.Equal(["native_code"], exception.Missing);
        Assert.Throws<LockdownUnavailableException>(() => new WorkerPool(new WorkerPoolOptions { WorkerPath = RealWorker.Path, RequireLockdown = true }));
        await using var pool = new WorkerPool(new WorkerPoolOptions { WorkerPath = RealWorker.Path, Spares = 0 });
        await Assert.ThrowsAsync<LockdownUnavailableException>(() => NodeRuntime.CreateAsync(new NodeRuntimeOptions { Pool = pool, RequireLockdown = true }));
        Assert.Equal(0, pool.LeasedWorkers);
    }

    [Fact]
    public async Task Worker_OfARunningRuntime_IsConfinedAsTheKernelSaysIt()
    {
        await using NodeRuntime runtime = await RealWorker.StartAsync();
        Assert.All(Directory.GetDirectories($"/proc/{runtime.WorkerPid}/task"), thread =>
        {
            string status = File.ReadAllText($"{thread}/status");
            Assert.Contains("NoNewPrivs:\t1", status);
            Assert.Contains("Seccomp:\t2", status);
        });
        string limits = File.ReadAllText($"/proc/{runtime.WorkerPid}/limits");
        Assert.DoesNotMatch("Max data size +unlimited", limits);
        Assert.DoesNotMatch("Max address space +unlimited", limits);
        Assert.Matches("Max core file size +0 +0", limits);
    }

    [Fact]
    public async Task Pool_TwoRuntimes_GetWorkersOfTheirOwnThatAreNeverUsedAgain()
    {
        await using var pool = new WorkerPool(new WorkerPoolOptions { WorkerPath = RealWorker.Path, Spares = 1 });
        await pool.WarmUpAsync();
        Assert.Equal(1, pool.ReadySpares);
        var pids = new HashSet<int>();
        for (int i = 0; i < 3; i++)
        {
            await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Pool = pool });
            Assert.True(pids.Add(runtime.WorkerPid));
            Assert.Equal(1, pool.LeasedWorkers);
            Assert.Equal($"{i}\n", (await runtime.ExecAsync($"console.log({i})")).Stdout);
        }
        Assert.Equal(0, pool.LeasedWorkers);
        Assert.DoesNotContain(pids, HostProcesses.IsAlive);
    }
}
