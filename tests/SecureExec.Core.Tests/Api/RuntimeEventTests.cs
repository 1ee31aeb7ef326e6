using System.Collections.Concurrent;
using SecureExec.Core.Tests.Broker;

namespace SecureExec.Core.Tests.Api;

/// <summary>What a runtime tells without being asked, in a real worker.</summary>
[Trait("Needs", "Worker")]
public sealed class RuntimeEventTests
{
    private static readonly PermissionPolicy s_policy = PermissionPolicy.Default.Append(PermissionRule.Parse("fs.read:/secret/**", PermissionMode.Deny));

    [Fact]
    public async Task OnBootTiming_EachBoot_TellsItsPhases()
    {
        var phases = new List<string>();
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { OnBootTiming = timing => phases.Add(timing.Phase) });
        Assert.Equal(["worker", "configure", "files"], phases);
    }

    [Fact]
    public async Task OnAudit_DenialMountAndSignal_AreTold()
    {
        using var host = new TempDirectory();
        var entries = new BlockingCollection<AuditEntry>();
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with
        {
            Files = new Dictionary<string, SeedContent> { ["/secret/key"] = "k" },
            Mounts = [new HostMount(host.Path, "/m")],
            Permissions = s_policy,
            OnAudit = entries.Add,
        });
        AuditEntry mounted = Next(entries);
        Assert.Equal(("security.mount.mounted", "mount", $"/m (ro): {host.Path}"), (mounted.Kind, mounted.Operation, mounted.Resource));
        RunResult<int> result = await runtime.RunAsync<int>("import fs from 'node:fs'; try { fs.readFileSync('/secret/key') } catch { 0 } __return(process.pid);");
        AuditEntry denied = Next(entries);
        Assert.Equal(("security.permission.denied", PermissionScope.Fs, "read", "/secret/key", result.Value), (denied.Kind, denied.Scope, denied.Operation, denied.Resource, denied.Pid));
        Assert.Equal((1L, 0L), (result.Usage.Denials, denied.Dropped));
        await using SpawnedProcess process = await runtime.SpawnAsync("setInterval(() => {}, 1000)");
        await process.KillAsync(9);
        AuditEntry killed = Next(entries);
        Assert.Equal(("security.process.kill", $"process://{process.Pid} SIGKILL"), (killed.Kind, killed.Resource));
    }

    [Fact]
    public async Task OnAudit_CallbackThatDoesNotKeepUp_HoldsNeitherGuestNorHostAndCountsWhatIsDropped()
    {
        using var gate = new ManualResetEventSlim();
        var entries = new BlockingCollection<AuditEntry>();
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with
        {
            Files = new Dictionary<string, SeedContent> { ["/secret/key"] = "k" },
            Permissions = s_policy,
            OnAudit = entry =>
            {
                gate.Wait();
                entries.Add(entry);
                throw new InvalidOperationException("dropped");
            },
        });
        const string flood = "import fs from 'node:fs'; for (let i = 0; i < 5000; i++) try { fs.readFileSync('/secret/key') } catch { 0 }";
        RunResult result = await runtime.ExecAsync(flood).WaitAsync(SharedRuntime.Patience);
        Assert.Equal((RunOutcome.Succeeded, 5000L), (result.Outcome, result.Usage.Denials));
        gate.Set();
        long told = 0, dropped = 0;
        while (told + dropped < 5000)
        {
            // What was dropped last is told with the next denial.
            if (entries.Count == 0 && told >= 256) await runtime.ExecAsync("import fs from 'node:fs'; try { fs.readFileSync('/secret/key') } catch { 0 }");
            dropped += Next(entries).Dropped;
            told++;
        }
        Assert.InRange(dropped, 1, 5000 - 256);
    }

    [Theory]
    [InlineData("vm_filesystem_bytes", "for (let i = 0; i < 9; i++) fs.writeFileSync('/tmp/f' + i, Buffer.alloc(1 << 20));", "for (let i = 0; i < 9; i++) fs.rmSync('/tmp/f' + i);")]
    [InlineData("vm_inodes", "for (let i = 0; i < 420; i++) fs.writeFileSync('/tmp/i' + i, '');", "for (let i = 0; i < 420; i++) fs.rmSync('/tmp/i' + i);")]
    [InlineData("vm_open_fds", "globalThis.fds = Array.from({ length: 60 }, () => fs.openSync('/etc/passwd'));", "fds.forEach((fd) => fs.closeSync(fd));")]
    public async Task OnLimitWarning_ResourceFilledEmptiedAndFilled_IsToldTwice(string limit, string fill, string empty)
    {
        var warnings = new BlockingCollection<LimitWarning>();
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with
        {
            Limits = ResourceLimits.Default with { MaxFilesystemBytes = 10 << 20, MaxInodeCount = 512, MaxOpenFiles = 64 },
            OnLimitWarning = warnings.Add,
        });
        await using ScriptContext context = await runtime.CreateContextAsync();
        for (int round = 0; round < 2; round++)
        {
            RunResult filled = await context.ExecAsync($"import fs from 'node:fs'; {fill}");
            Assert.Equal((RunOutcome.Succeeded, ""), (filled.Outcome, filled.Stderr));
            LimitWarning warning = Next(warnings);
            Assert.Equal((limit, "resource", 0), (warning.Limit, warning.Category, warning.Pid));
            Assert.InRange(warning.FillPercent, 80, 100);
            await context.ExecAsync(empty);
        }
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task OnLimitWarning_ProcessesCpuWallAndHeap_AreTold()
    {
        var warnings = new BlockingCollection<LimitWarning>();
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with
        {
            Limits = ResourceLimits.Default with { MaxProcesses = 5, CpuTimeLimitMs = 500, V8HeapLimitMb = 64 },
            OnLimitWarning = warnings.Add,
        });
        RunResult endless = await runtime.ExecAsync("for (;;);").WaitAsync(SharedRuntime.Patience);
        Assert.Equal(RunOutcome.LimitExceeded, endless.Outcome);
        LimitWarning cpu = Next(warnings);
        Assert.Equal(("v8_cpu_time_ms", "cpu", 500L), (cpu.Limit, cpu.Category, cpu.Capacity));
        Assert.InRange(cpu.Pid, 2, int.MaxValue);
        Assert.Equal(RunOutcome.TimedOut, (await runtime.ExecAsync("setInterval(() => {}, 1000)", new RunOptions { Timeout = TimeSpan.FromMilliseconds(400) })).Outcome);
        Assert.Equal(("v8_wall_clock_ms", 400L), (Next(warnings) is var wall ? wall.Limit : "", wall.Capacity));
        Assert.Equal(RunOutcome.LimitExceeded, (await runtime.ExecAsync("const a = []; for (;;) a.push({ a: 1 });")).Outcome);
        LimitWarning heap = Next(warnings);
        while (heap.Limit == "v8_cpu_time_ms") heap = Next(warnings);
        Assert.Equal(("v8_heap_bytes", "memory", 64L << 20), (heap.Limit, heap.Category, heap.Capacity));
        var processes = new List<SpawnedProcess>();
        for (int i = 0; i < 4; i++) processes.Add(await runtime.SpawnAsync("setInterval(() => {}, 1000)"));
        LimitWarning count = Next(warnings);
        while (count.Limit == "v8_cpu_time_ms") count = Next(warnings);
        Assert.Equal(("vm_processes", 4L, 5L, 80), (count.Limit, count.Observed, count.Capacity, count.FillPercent));
        foreach (SpawnedProcess process in processes) await process.DisposeAsync();
    }

    private static T Next<T>(BlockingCollection<T> items)
    {
        Assert.True(items.TryTake(out T? item, SharedRuntime.Patience), "Nothing was told.");
        return item!;
    }
}
