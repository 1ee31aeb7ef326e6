using System.Diagnostics;
using System.Text;
using SecureExec.Core.Tests.Broker;

namespace SecureExec.Core.Tests.Api;

/// <summary>Resident runners in a real worker.</summary>
[Trait("Needs", "Worker")]
public sealed class ResidentRunnerTests(SharedRuntime shared) : IClassFixture<SharedRuntime>
{
    private readonly NodeRuntime _runtime = shared.Runtime;

    [Fact]
    public async Task RunAsync_ManyCalls_GiveTheirValuesFromOneProcess()
    {
        await using ResidentRunner runner = await _runtime.CreateResidentRunnerAsync();
        int pid = runner.Pid;
        for (int i = 0; i < 50; i++)
        {
            RunResult<int> result = await runner.RunAsync<int>($"__return({i} * 2);");
            Assert.Equal((RunOutcome.Succeeded, i * 2, 0), (result.Outcome, result.Value, result.ExitCode));
        }
        Assert.Equal(pid.ToString(System.Globalization.CultureInfo.InvariantCulture), (await runner.RunAsync<int>("__return(process.pid)")).ValueJson);
        Assert.Equal((pid, 0), (runner.Pid, runner.Restarts));
    }

    [Fact]
    public async Task ExecAsync_ModuleSyntax_Works()
    {
        await using ResidentRunner runner = await _runtime.CreateResidentRunnerAsync();
        RunResult<string> result = await runner.RunAsync<string>("""
            import path, { sep } from 'node:path';
            const { setTimeout } = await import('node:timers/promises');
            await setTimeout(1);
            export const unused = 1;
            __return('first');
            __return([path.basename('/a/b'), sep, typeof require, this === undefined].join());
            """);
        Assert.Equal(("b,/,undefined,true", ""), (result.Value, result.Stderr));
        Assert.Null((await runner.ExecAsync("1 + 1")).ValueJson);
        RunResult<int> typed = await runner.RunAsync<int>("const n: number = 5; __return(n as number);", new CallOptions { Language = SourceLanguage.TypeScript });
        Assert.Equal(5, typed.Value);
    }

    [Fact]
    public async Task ExecAsync_RelativeAndBareImports_ResolveFromTheWorkingDirectory()
    {
        using var packages = new TempDirectory();
        packages.Write("dep/package.json", """{"name":"dep","exports":"./index.mjs"}""");
        packages.Write("dep/index.mjs", "export const v = 7;");
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with
        {
            NodeModules = packages.Path,
            Files = new Dictionary<string, SeedContent> { ["/workspace/lib/local.mjs"] = "export const w = 8; export const at = import.meta.url;" },
        });
        await using ResidentRunner runner = await runtime.CreateResidentRunnerAsync();
        RunResult<string> result = await runner.RunAsync<string>("""
            import { v } from 'dep';
            import { w, at } from './lib/local.mjs';
            __return([v, w, at, (await import('./lib/local.mjs')).w].join());
            """);
        Assert.Equal(("7,8,file:///workspace/lib/local.mjs,8", ""), (result.Value, result.Stderr));
        await using ResidentRunner elsewhere = await runtime.CreateResidentRunnerAsync(new ResidentOptions { Cwd = "/workspace/lib" });
        Assert.Equal(8, (await elsewhere.RunAsync<int>("import { w } from './local.mjs'; __return(w);")).Value);
    }

    [Fact]
    public async Task ExecAsync_SeveralInFlight_KeepValuesOutputAndInputsApart()
    {
        await using ResidentRunner runner = await _runtime.CreateResidentRunnerAsync();
        RunResult<int>[] results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => runner.RunAsync<int>("""
            console.log('begin', n);
            await new Promise((resolve) => setTimeout(resolve, (n * 7) % 5));
            console.error('middle', n);
            await new Promise((resolve) => setImmediate(resolve));
            process.stdout.write(`end ${n}`);
            __return(n);
            """, new CallOptions { Inputs = new Dictionary<string, string> { ["n"] = $"{i}" } })));
        for (int i = 0; i < results.Length; i++)
        {
            Assert.Equal((i, $"begin {i}\nend {i}", $"middle {i}\n"), (results[i].Value, results[i].Stdout, results[i].Stderr));
        }
    }

    [Fact]
    public async Task ExecAsync_SlowCall_DoesNotHoldFastOnes()
    {
        await using ResidentRunner runner = await _runtime.CreateResidentRunnerAsync();
        Task<RunResult> slow = runner.ExecAsync("await new Promise((resolve) => { globalThis.release = resolve; }); __return('released');");
        Assert.Equal(2, (await runner.RunAsync<int>("__return(1 + 1)")).Value);
        Assert.False(slow.IsCompleted);
        await runner.ExecAsync("globalThis.release()");
        Assert.Equal("\"released\"", (await slow.WaitAsync(SharedRuntime.Patience)).ValueJson);
    }

    [Theory]
    [InlineData("throw new TypeError('no')", "TypeError", "no")]
    [InlineData("await Promise.reject(new RangeError('late'))", "RangeError", "late")]
    [InlineData("const a = ;", "SyntaxError", "Unexpected token ';'")]
    [InlineData("import './none.mjs'", "Error", "Cannot find module")]
    [InlineData("throw 42", "Error", "42")]
    [InlineData("throw { get message() { throw 1 }, get name() { throw 2 } }", "Error", "")]
    [InlineData("await new Promise((_, reject) => { setTimeout(() => { throw new Error('uncaught') }, 1); })", "Error", "uncaught")]
    [InlineData("Promise.reject(new Error('unhandled')); await new Promise(() => {})", "Error", "unhandled")]
    [InlineData("__return(1n)", "TypeError", "BigInt")]
    [InlineData("__return(() => {})", "TypeError", "no JSON form")]
    public async Task ExecAsync_Errors_EndTheCallAndNotTheProcess(string code, string name, string message)
    {
        await using ResidentRunner runner = await _runtime.CreateResidentRunnerAsync();
        RunResult result = await runner.ExecAsync(code).WaitAsync(SharedRuntime.Patience);
        Assert.Equal((RunOutcome.Failed, 1, name), (result.Outcome, result.ExitCode, result.Error?.Name));
        Assert.Contains(message, result.Error!.Message);
        Assert.Contains(message, result.Stderr);
        Assert.Equal(1, (await runner.RunAsync<int>("__return(1)")).Value);
        Assert.Equal(0, runner.Restarts);
    }

    [Fact]
    public async Task ExecAsync_TimeoutOfAWaitingCall_CostsThatCallOnly()
    {
        await using ResidentRunner runner = await _runtime.CreateResidentRunnerAsync();
        Task<RunResult> other = runner.ExecAsync("await new Promise((resolve) => { globalThis.release = resolve; }); __return('there');");
        RunResult result = await runner.ExecAsync("console.log('begun'); await new Promise(() => {});", new CallOptions { Timeout = TimeSpan.FromMilliseconds(100) });
        Assert.Equal((RunOutcome.TimedOut, 137, "begun\n"), (result.Outcome, result.ExitCode, result.Stdout));
        await runner.ExecAsync("release()");
        Assert.Equal("\"there\"", (await other.WaitAsync(SharedRuntime.Patience)).ValueJson);
        Assert.Equal(0, runner.Restarts);
    }

    [Fact]
    public async Task ExecAsync_TimeoutOfAnEndlessLoop_EndsTheProcessAndTheNextCallHasAFreshOne()
    {
        await using ResidentRunner runner = await _runtime.CreateResidentRunnerAsync();
        await runner.ExecAsync("globalThis.kept = 1; (await import('node:fs')).writeFileSync('/tmp/kept', 'file');");
        Task<RunResult> other = runner.ExecAsync("await new Promise(() => {});");
        RunResult result = await runner.ExecAsync("for (;;);", new CallOptions { Timeout = TimeSpan.FromMilliseconds(100) }).WaitAsync(SharedRuntime.Patience);
        Assert.Equal((RunOutcome.TimedOut, 137), (result.Outcome, result.ExitCode));
        RunResult lost = await other.WaitAsync(SharedRuntime.Patience);
        Assert.Equal((RunOutcome.Failed, "ERR_RESIDENT_ENDED"), (lost.Outcome, lost.Error?.Code));
        RunResult<string> next = await runner.RunAsync<string>("__return(typeof kept + (await import('node:fs')).readFileSync('/tmp/kept', 'utf8'));");
        Assert.Equal("undefinedfile", next.Value);
        Assert.Equal((1, 1), (runner.Restarts, _runtime.BootCount));
    }

    [Fact]
    public async Task ExecAsync_Cancelled_IsAnOutcome()
    {
        await using ResidentRunner runner = await _runtime.CreateResidentRunnerAsync();
        using var cancellation = new CancellationTokenSource();
        Task<RunResult> call = runner.ExecAsync("await new Promise(() => {});", null, cancellation.Token);
        Assert.Equal(1, (await runner.RunAsync<int>("__return(1)")).Value);
        await cancellation.CancelAsync();
        Assert.Equal((RunOutcome.Cancelled, 143), ((await call).Outcome, (await call).ExitCode));
        Assert.Equal(RunOutcome.Cancelled, (await runner.ExecAsync("1", null, cancellation.Token)).Outcome);
        Assert.Equal(0, runner.Restarts);
    }

    [Fact]
    public async Task ExecAsync_ProcessExit_EndsCallsUnderWayWithItsCode()
    {
        await using ResidentRunner runner = await _runtime.CreateResidentRunnerAsync();
        Task<RunResult> other = runner.ExecAsync("await new Promise(() => {});");
        RunResult result = await runner.ExecAsync("process.exit(3)").WaitAsync(SharedRuntime.Patience);
        Assert.Equal((RunOutcome.Failed, 3, "ERR_RESIDENT_ENDED"), (result.Outcome, result.ExitCode, result.Error?.Code));
        Assert.Equal(3, (await other.WaitAsync(SharedRuntime.Patience)).ExitCode);
        Assert.Equal(1, (await runner.RunAsync<int>("__return(1)")).Value);
        Assert.Equal(1, runner.Restarts);
    }

    [Fact]
    public async Task ExecAsync_CpuLimit_IsCountedPerCall()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { Limits = ResourceLimits.Default with { CpuTimeLimitMs = 400 } });
        await using ResidentRunner runner = await runtime.CreateResidentRunnerAsync();
        const string burn = "const { user } = process.cpuUsage(); const end = performance.now() + 150; while (performance.now() < end);";
        for (int i = 0; i < 5; i++) Assert.Equal(RunOutcome.Succeeded, (await runner.ExecAsync(burn)).Outcome);
        RunResult result = await runner.ExecAsync("for (;;);").WaitAsync(SharedRuntime.Patience);
        Assert.Equal((RunOutcome.LimitExceeded, "ERR_SCRIPT_CPU_BUDGET_EXCEEDED"), (result.Outcome, result.Error?.Code));
        Assert.Equal(1, (await runner.RunAsync<int>("__return(1)")).Value);
    }

    [Fact]
    public async Task ExecAsync_MemoryBomb_IsLimitExceededAndTheNextCallWorks()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { Limits = ResourceLimits.Default with { V8HeapLimitMb = 64 } });
        await using ResidentRunner runner = await runtime.CreateResidentRunnerAsync();
        RunResult result = await runner.ExecAsync("const a = []; for (;;) a.push({ a: 1 });").WaitAsync(SharedRuntime.Patience);
        Assert.Equal(RunOutcome.LimitExceeded, result.Outcome);
        Assert.Equal(1, (await runner.RunAsync<int>("__return(1)")).Value);
    }

    [Fact]
    public async Task ExecAsync_ValueOrOutputBeyondTheLimits_IsRefusedOrTruncated()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { Limits = ResourceLimits.Default with { MaxResultBytes = 1000, CapturedOutputLimitBytes = 100 } });
        await using ResidentRunner runner = await runtime.CreateResidentRunnerAsync();
        RunResult large = await runner.ExecAsync("__return('x'.repeat(1000))");
        Assert.Equal((RunOutcome.Failed, "ERR_OUT_OF_RANGE"), (large.Outcome, large.Error?.Code));
        Assert.Contains("maxResultBytes", large.Error!.Message);
        RunResult loud = await runner.ExecAsync("for (let i = 0; i < 50; i++) console.log('12345'); console.error('x')");
        Assert.Equal((100, true, "x\n", false), (loud.Stdout.Length, loud.StdoutTruncated, loud.Stderr, loud.StderrTruncated));
        RunResult wide = await runner.ExecAsync("process.stdout.write(Buffer.from('ünï'))");
        Assert.Equal("ünï", wide.Stdout);
    }

    [Fact]
    public async Task OnStdout_OutputOfNoCall_ReachesTheCallback()
    {
        var text = new StringBuilder();
        var came = new TaskCompletionSource();
        await using ResidentRunner runner = await _runtime.CreateResidentRunnerAsync(new ResidentOptions
        {
            OnStdout = data =>
            {
                text.Append(Encoding.UTF8.GetString(data.Span));
                if (text.ToString().Contains('\n')) came.TrySetResult();
            },
        });
        RunResult result = await runner.ExecAsync("setTimeout(() => console.log('afterwards'), 1); console.log('mine')");
        await came.Task.WaitAsync(SharedRuntime.Patience);
        Assert.Equal(("mine\n", "afterwards\n"), (result.Stdout, text.ToString()));
    }

    [Fact]
    public async Task ExecAsync_GuestThatTampers_ReachesItsOwnProcessOnly()
    {
        await using ResidentRunner hostile = await _runtime.CreateResidentRunnerAsync();
        await using ResidentRunner other = await _runtime.CreateResidentRunnerAsync();
        Task<RunResult> victim = other.ExecAsync("await new Promise((resolve) => { globalThis.release = resolve; }); __return('true value');");
        RunResult attack = await hostile.ExecAsync("""
            const steal = () => { throw new Error('tampered'); };
            for (const key of ['then', 'catch', 'finally']) Promise.prototype[key] = steal;
            Array.prototype[Symbol.iterator] = steal; JSON.stringify = () => '"forged"'; JSON.parse = steal;
            Function.prototype.call = Function.prototype.apply = Reflect.apply = steal;
            Object.prototype.toJSON = () => 'forged'; String.prototype.trim = steal; RegExp.prototype.exec = steal;
            globalThis.release?.();
            __return('mine');
            """).WaitAsync(SharedRuntime.Patience);
        Assert.Equal(RunOutcome.Succeeded, attack.Outcome);
        Assert.False(victim.IsCompleted);
        await other.ExecAsync("release()");
        Assert.Equal("\"true value\"", (await victim.WaitAsync(SharedRuntime.Patience)).ValueJson);
    }

    [Fact]
    public async Task Usage_OfACall_CountsWhatItDid()
    {
        await using ResidentRunner runner = await _runtime.CreateResidentRunnerAsync();
        await runner.ExecAsync("await import('node:fs')");
        RunResult result = await runner.ExecAsync("import fs from 'node:fs'; fs.writeFileSync('/tmp/used', 'x'.repeat(5000)); fs.readFileSync('/tmp/used');");
        Assert.Equal(("", 5000L, 5000L), (result.Stderr, result.Usage.BytesWritten, result.Usage.BytesRead));
        Assert.InRange(result.Usage.Syscalls, 4, 100);
        Assert.InRange(result.Usage.Wall, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1));
        Assert.InRange(result.Usage.PeakHeapBytes, 1, long.MaxValue);
    }

    [Fact]
    public async Task ExecAsync_ManyModules_AreNotKept()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(RealWorker.Options with { Limits = ResourceLimits.Default with { V8HeapLimitMb = 32 } });
        await using ResidentRunner runner = await runtime.CreateResidentRunnerAsync();
        // 400 times 256 KiB are three times the heap: kept modules would exceed it.
        string code = $"const text = '{new string('x', 256 * 1024)}'; globalThis.n = (globalThis.n ?? 0) + text.length; __return(n)";
        for (int i = 0; i < 400; i++) Assert.Equal(RunOutcome.Succeeded, (await runner.ExecAsync(code)).Outcome);
        Assert.Equal(0, runner.Restarts);
    }

    [Fact]
    public async Task ExecAsync_WorkerKilled_ThrowsAndTheNextCallBootsAgain()
    {
        await using NodeRuntime runtime = await RealWorker.StartAsync();
        await using ResidentRunner runner = await runtime.CreateResidentRunnerAsync();
        Task<RunResult> call = runner.ExecAsync("await new Promise(() => {});");
        Assert.Equal(1, (await runner.RunAsync<int>("__return(1)")).Value);
        using (var worker = Process.GetProcessById(runtime.WorkerPid)) worker.Kill();
        Assert.Equal(9, (await Assert.ThrowsAsync<WorkerCrashedException>(() => call)).Signal);
        Assert.Equal(2, (await runner.RunAsync<int>("__return(2)")).Value);
        Assert.Equal((2, 1), (runtime.BootCount, runner.Restarts));
    }

    [Fact]
    public async Task DisposeAsync_CallUnderWay_IsCancelledAndTheProcessGone()
    {
        ResidentRunner runner = await _runtime.CreateResidentRunnerAsync();
        int pid = runner.Pid;
        Task<RunResult> call = runner.ExecAsync("await new Promise(() => {});");
        await runner.DisposeAsync();
        await runner.DisposeAsync();
        Assert.Equal(RunOutcome.Cancelled, (await call.WaitAsync(SharedRuntime.Patience)).Outcome);
        Assert.DoesNotContain(await _runtime.Processes.ListAsync(), process => process.Pid == pid);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => runner.ExecAsync("1"));
        Assert.Equal(0, runner.Pid);
    }

    [Fact]
    public async Task CreateResidentRunnerAsync_WrongOptions_NameThem()
    {
        Assert.Contains("MaxConcurrentCalls", (await Assert.ThrowsAsync<ArgumentException>(() => _runtime.CreateResidentRunnerAsync(new ResidentOptions { MaxConcurrentCalls = 0 }))).Message);
        Assert.Contains("Cwd", (await Assert.ThrowsAsync<ArgumentException>(() => _runtime.CreateResidentRunnerAsync(new ResidentOptions { Cwd = "x" }))).Message);
        await Assert.ThrowsAsync<SecureExecException>(() => _runtime.CreateResidentRunnerAsync(new ResidentOptions { Cwd = "/none" }));
        await using ResidentRunner runner = await _runtime.CreateResidentRunnerAsync();
        Assert.Contains("Timeout", (await Assert.ThrowsAsync<ArgumentException>(() => runner.ExecAsync("1", new CallOptions { Timeout = TimeSpan.Zero }))).Message);
        Assert.Contains("Inputs", (await Assert.ThrowsAsync<ArgumentException>(() => runner.ExecAsync("1", new CallOptions { Inputs = new Dictionary<string, string> { ["a"] = "{" } }))).Message);
        Assert.Contains("Language", (await Assert.ThrowsAsync<ArgumentException>(() => runner.ExecAsync("1", new CallOptions { Language = (SourceLanguage)7 }))).Message);
    }
}
