namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: threads of a guest process as a way around what binds the process: time, number, memory, policy, its end.</summary>
public sealed class WorkerThreadTests
{
    private const string Start = """
        const { Worker } = require('worker_threads');
        const start = (code, options) => new Worker(`const { parentPort, workerData } = require('worker_threads');\n${code}`, { eval: true, ...options });

        """;

    [Theory]
    [InlineData("start('for (;;);'); setInterval(() => {}, 1000)")]
    [InlineData("start('for (;;);').unref(); for (;;);")]
    [InlineData("start('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)")]
    [InlineData("start('const { Worker } = require(\"worker_threads\"); new Worker(\"for (;;);\", { eval: true }); process.on(\"exit\", () => { for (;;); }); process.exit()'); setInterval(() => {}, 1000)")]
    [InlineData("start('require(\"fs\").readSync(0, Buffer.alloc(1))'); setInterval(() => {}, 1000)")]
    public async Task Run_ThatTimesOut_EndsItsThreads(string code)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Limits = ResourceLimits.Default with { MaxThreads = 2 } });

        for (int round = 0; round < 3; round++)
        {
            RunResult result = await Attacker.RunAsync(runtime, Start + code, TimeSpan.FromSeconds(1));
            Assert.Equal(RunOutcome.TimedOut, result.Outcome);
        }

        RunResult next = await Attacker.RunAsync(runtime, Start + "for (const n of [1, 2]) start('parentPort.postMessage(workerData)', { workerData: n }).on('error', console.log).on('exit', (code) => console.log(code))");
        Assert.Equal("0\n0\n", next.Stdout);
    }

    [Fact]
    public async Task Run_WhoseThreadsTakeTheCpuTime_IsLimitExceeded()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Limits = ResourceLimits.Default with { CpuTimeLimitMs = 1_000 } });

        RunResult result = await Attacker.RunAsync(runtime, Start + "for (let i = 0; i < 4; i++) start('for (;;);'); setInterval(() => {}, 1000)");

        Assert.Equal(RunOutcome.LimitExceeded, result.Outcome);
        Assert.True(result.Usage.Cpu >= TimeSpan.FromSeconds(1), $"{result.Usage.Cpu}");
        await Attacker.AssertUsableAsync(runtime);
    }

    [Fact]
    public async Task Worker_BeyondMaxThreads_IsRefusedWithEAGAIN()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Limits = ResourceLimits.Default with { MaxThreads = 2 } });

        RunResult result = await Attacker.RunAsync(runtime, Start + """
            const workers = [start('setInterval(() => {}, 1000)'), start('setInterval(() => {}, 1000)')];
            try { start('0'); } catch (error) { console.log(error.code, error.message); }
            (async () => {
              for (const worker of workers) await worker.terminate();
              start('parentPort.postMessage("again")').on('message', console.log);
            })();
            """);

        Assert.Equal("ERR_WORKER_INIT_FAILED Worker initialization failure: EAGAIN\nagain\n", result.Stdout);
    }

    [Fact]
    public async Task Worker_ThatFillsItsHeap_EndsAloneAndTheProcessGoesOn()
    {
        string printed = await Attacker.PrintsAsync(Start + """
            const kept = { here: [1, 2, 3] };
            start('const all = []; for (;;) all.push(new Array(1000).fill(all.length))', { resourceLimits: { maxOldGenerationSizeMb: 24 } })
              .on('error', (error) => console.log(error.code))
              .on('exit', (code) => console.log(code, JSON.stringify(kept)));
            """);

        Assert.Equal("ERR_WORKER_OUT_OF_MEMORY\n1 {\"here\":[1,2,3]}", printed);
    }

    [Fact]
    public async Task Worker_AskingForALargerHeap_HasTheProcessesLimit()
    {
        string printed = await Attacker.PrintsAsync(
            Start + "start('parentPort.postMessage(require(\"v8\").getHeapStatistics().heap_size_limit < 200 * 2 ** 20)', { resourceLimits: { maxOldGenerationSizeMb: 8192 } }).on('message', console.log)",
            new NodeRuntimeOptions { Limits = ResourceLimits.Default with { V8HeapLimitMb = 64 } });

        Assert.Equal("true", printed);
    }

    [Fact]
    public async Task Worker_UnderPolicy_IsDeniedWhatItsProcessIs()
    {
        PermissionPolicy policy = PermissionPolicy.Default with
        {
            Fs = new ScopePolicy(PermissionMode.Allow, [new PermissionRule(PermissionMode.Deny, ["read"], ["/tmp/secret"])]),
            Env = new ScopePolicy(PermissionMode.Allow, [new PermissionRule(PermissionMode.Deny, ["read"], ["TOKEN"])]),
            ChildProcess = new ScopePolicy(PermissionMode.Deny, []),
        };

        string printed = await Attacker.PrintsAsync(
            """
            require('fs').writeFileSync('/tmp/secret', 'x');

            """ + Start + """
            start(`const say = (f) => { try { parentPort.postMessage(f()); } catch (error) { parentPort.postMessage(error.code); } };
              say(() => require('fs').readFileSync('/tmp/secret', 'utf8'));
              say(() => String(process.env.TOKEN));
              say(() => require('child_process').spawnSync(process.execPath, ['-e', '0']).error.code);`, { env: { TOKEN: 'own', PATH: process.env.PATH } }).on('message', console.log);
            """,
            new NodeRuntimeOptions { Permissions = policy, Env = new Dictionary<string, string> { ["TOKEN"] = "secret" } });

        Assert.Equal("EACCES\nundefined\nEACCES", printed);
    }

    [Fact]
    public async Task Worker_InARuntimeWithFewBuiltins_HasNoMore()
    {
        string printed = await Attacker.PrintsAsync(
            Start + "start('try { require(\"fs\"); } catch (error) { parentPort.postMessage(error.code); }').on('message', console.log)",
            new NodeRuntimeOptions { JsRuntime = new JsRuntimeOptions { AllowedBuiltins = ["worker_threads", "console"] } });

        Assert.Equal("ERR_ACCESS_DENIED", printed);
    }

    [Fact]
    public async Task Threads_SixtyFourAtOnce_FitTheDefaultLimitsTenTimesOver()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync();

        for (int round = 0; round < 10; round++)
        {
            RunResult result = await Attacker.RunAsync(runtime, Start + """
                let up = 0;
                const workers = Array.from({ length: 64 }, () => start('parentPort.postMessage(0); setInterval(() => {}, 1000)').on('message', () => { if (++up === 64) end(); }));
                async function end() { for (const worker of workers) await worker.terminate(); console.log(up); }
                """);
            Assert.True(result.Stdout == "64\n", $"round {round}: {result.Outcome} {result.Error?.Message} {result.Stdout} {result.Stderr}");
        }
    }
}
