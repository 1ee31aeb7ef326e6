using SecureExec.AttackWorker;

namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: a fault in V8 or in a binding gave machine code to the guest. A test build of the worker makes the calls that such code would make.</summary>
public sealed class LockdownTests(AttackWorkers workers) : IClassFixture<AttackWorkers>
{
    private const int SigSys = 31;

    private static readonly string[] s_threads = ["first", "old", "new"];

    [Fact]
    public void Attacks_OfTheList_Are55AndOneIsMeantToSucceed()
    {
        Assert.Equal(55, AttackList.All.Select(attack => attack.Name).Distinct().Count());
        Assert.Equal(["getrandom"], AttackList.All.Where(attack => attack.Expected == Refusal.None).Select(attack => attack.Name));
    }

    [Theory]
    [InlineData(WorkerVariant.DotNetRuntime)]
    [InlineData(WorkerVariant.NativeCode)]
    public async Task ForbiddenCalls_FromEveryThread_AreRefused(WorkerVariant variant)
    {
        if (workers.PathOf(variant) is not { } path) return;
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { WorkerPath = path });
        Assert.Equal(variant, runtime.Isolation.Variant);
        Assert.True(runtime.Isolation.IsLockedDown, runtime.Isolation.Summary);
        string expected = string.Concat(AttackList.All.Where(attack => attack.Expected != Refusal.ProcessKilled).Select(attack => $"{attack.Name}: {attack.Expected}\n"));

        foreach (string thread in s_threads) Assert.Equal(expected, (await AttackAsync(runtime, thread, "*")).Stdout);
    }

    [Theory]
    [InlineData(WorkerVariant.DotNetRuntime)]
    [InlineData(WorkerVariant.NativeCode)]
    public async Task HostileCalls_FromTheFirstThreadAndAnOldOne_KillTheProcess(WorkerVariant variant)
    {
        if (workers.PathOf(variant) is not { } path) return;
        Attack[] hostile = [.. AttackList.All.Where(attack => attack.Expected == Refusal.ProcessKilled)];
        Assert.True(hostile.Length > 30, $"Only {hostile.Length} calls are hostile.");
        await using var pool = new WorkerPool(new WorkerPoolOptions { WorkerPath = path, Spares = 2 });
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Pool = pool });

        for (int i = 0; i < hostile.Length; i++)
        {
            // A worker on the .NET runtime takes its time to start: each of the two threads gets every other call there.
            foreach (string thread in variant == WorkerVariant.NativeCode ? s_threads[..2] : [s_threads[i % 2]])
            {
                WorkerCrashedException crash = await Assert.ThrowsAsync<WorkerCrashedException>(() => AttackAsync(runtime, thread, hostile[i].Name));
                Assert.True(crash.Signal == SigSys, $"{hostile[i].Name}: {crash.Message}");
            }
        }
        await Attacker.AssertUsableAsync(runtime);
    }

    [Fact]
    public async Task RequireLockdown_AWorkerOfNativeCode_IsMet()
    {
        if (workers.PathOf(WorkerVariant.NativeCode) is not { } path) return;
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { WorkerPath = path, RequireLockdown = true });

        Assert.Equal(WorkerVariant.NativeCode, runtime.Isolation.Variant);
        Assert.True(runtime.Isolation.IsLockedDown, runtime.Isolation.Summary);
    }

    /// <summary>What makes libraries load, threads start and the clock be asked, once each after the lock.</summary>
    [Theory]
    [InlineData(WorkerVariant.DotNetRuntime)]
    [InlineData(WorkerVariant.NativeCode)]
    public async Task Programs_UnderTheLockdown_HaveAllTheirMeans(WorkerVariant variant)
    {
        if (workers.PathOf(variant) is not { } path) return;
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { WorkerPath = path });

        RunResult result = await Attacker.RunAsync(runtime, """
            const fs = require('node:fs'), { performance } = require('node:perf_hooks'), { MessageChannel } = require('node:worker_threads');
            const wasm = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0, 7, 5, 1, 1, 114, 0, 0, 10, 6, 1, 4, 0, 65, 42, 11]);
            console.log(new WebAssembly.Instance(new WebAssembly.Module(wasm)).exports.r());
            console.log(new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', dateStyle: 'full' }).format(0), 'ä'.normalize('NFD').length, ['z', 'ä'].sort(new Intl.Collator('de').compare).join());
            console.log(fs.readdirSync(fs.mkdtempSync('/tmp/x')).length, fs.readSync(fs.openSync('/dev/urandom'), Buffer.alloc(32)));
            let n = 0; for (let i = 0; i < 3e6; i++) n = (n * 31 + i) | 0;
            const big = []; for (let i = 0; i < 2e5; i++) big.push({ i, s: 'x' + i });
            console.log(n !== 1, big.length, performance.now() > 0);
            try { (function f() { f(); })(); } catch (e) { console.log(e.constructor.name); }
            const { port1, port2 } = new MessageChannel(); port2.on('message', (m) => { console.log(m.got); port2.close(); }); port1.postMessage({ got: 'message' });
            setTimeout(() => fs.promises.writeFile('/tmp/a', 'b').then(() => console.log(fs.readFileSync('/tmp/a', 'utf8'))), 5);
            """);

        Assert.Equal("""
            42
            Donnerstag, 1. Januar 1970 2 ä,z
            0 32
            true 200000 true
            RangeError
            message
            b

            """, result.Stdout + result.Stderr);
    }

    private static Task<RunResult> AttackAsync(NodeRuntime runtime, string thread, string call) =>
        runtime.ExecAsync($"{AttackEngine.Prefix}{thread} {call}", new RunOptions { Timeout = TimeSpan.FromSeconds(30) });
}
