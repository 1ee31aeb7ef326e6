namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: programs that take all the memory there is.</summary>
public sealed class MemoryBombTests
{
    private static readonly NodeRuntimeOptions Small = new() { Limits = ResourceLimits.Default with { V8HeapLimitMb = 64, MaxFilesystemBytes = 8 * 1024 * 1024, CapturedOutputLimitBytes = 1024 * 1024 } };

    [Theory]
    [InlineData("const a = []; while (true) a.push({ x: a.length });")]
    [InlineData("const m = new Map(); for (let i = 0; ; i++) m.set(i, 'x' + i);")]
    [InlineData("const a = []; setInterval(() => { for (let i = 0; i < 1e5; i++) a.push([i]); }, 0);")]
    public async Task Run_ThatFillsTheHeap_IsLimitExceededAndTheNextRunWorks(string code)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(Small);

        RunResult result = await Attacker.RunAsync(runtime, code);

        Assert.Equal(RunOutcome.LimitExceeded, result.Outcome);
        await Attacker.AssertUsableAsync(runtime);
    }

    /// <summary>One step of each is larger than all the room there is, or happens where V8 takes no interrupt: it may cost the worker, but the runtime goes on.</summary>
    [Theory]
    [InlineData("const a = []; for (;;) try { a.push(new Array(1000).fill()); } catch { 0; }", "v8HeapLimitMb")]
    [InlineData("const a = []; while (true) { try { while (true) a.push(new Array(1000).fill(a.length)); } catch { 0; } }", "v8HeapLimitMb")]
    [InlineData("const a = []; for (;;) { const s = 'x'.repeat(500000000); a.push(s.charCodeAt(5) + s); }", "v8HeapLimitMb")]
    [InlineData("let o = { a: [1] }; for (;;) o = { a: o, b: JSON.parse(JSON.stringify(o)) };", "v8HeapLimitMb")]
    [InlineData("const a = []; for (;;) a.push('x'.repeat(1 << 20).split('').join('y'));", "v8HeapLimitMb")]
    [InlineData("const a = []; for (;;) a.push(new WebAssembly.Table({ initial: 9999999, element: 'anyfunc' }));", "v8HeapLimitMb")]
    public async Task Run_ThatCannotStopInTime_IsLimitExceededWithTheLimitsName(string code, string limit)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(Small);

        RunResult result = await Attacker.RunAsync(runtime, code);

        Assert.Equal(RunOutcome.LimitExceeded, result.Outcome);
        Assert.Contains(limit, result.Error!.Message, StringComparison.Ordinal);
        await Attacker.AssertUsableAsync(runtime);
    }

    /// <summary>Native loops that never look up: the heap's limit strikes when they get so far, else the run's time is over and the worker is killed.</summary>
    [Theory]
    [InlineData("new Array(200000000).fill(1.5)")]
    [InlineData("const a = []; a.length = 4294967295; a.fill(0)")]
    [InlineData("const a = 'x'.repeat(1 << 24) + 'a', b = 'x'.repeat(1 << 24) + 'b'; for (;;) a.localeCompare(b);")]
    public async Task Run_ThatNothingInterrupts_IsEndedAndTheNextRunWorks(string code)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(Small);

        RunResult result = await Attacker.RunAsync(runtime, code, TimeSpan.FromSeconds(5));

        Assert.Contains(result.Outcome, (RunOutcome[])[RunOutcome.LimitExceeded, RunOutcome.TimedOut]);
        await Attacker.AssertUsableAsync(runtime);
    }

    /// <summary>A loop around a short constant one, which V8's unrolling would make deaf to the end of its time.</summary>
    [Fact]
    public async Task Run_InALoopThatAllocatesArrays_IsInterruptedInTheWorker()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(Small);

        RunResult result = await Attacker.RunAsync(runtime, "let n = 0; for (;;) try { n += new Array(1000).fill().length; } catch { 0; }", TimeSpan.FromSeconds(2));

        Assert.Equal(RunOutcome.TimedOut, result.Outcome);
        await Attacker.AssertUsableAsync(runtime);
        Assert.Equal(1, runtime.BootCount);
    }

    /// <summary>Memory that V8's heap limit does not count: the guest gets an error, or the worker is ended for the runtime's limit; V8 counts some of it against its heap, too.</summary>
    [Theory]
    [InlineData("for (;;) { const m = new WebAssembly.Memory({ initial: 1024 }); new Uint8Array(m.buffer).fill(3); a.push(m); }")]
    [InlineData("for (;;) a.push(new WebAssembly.Memory({ initial: 1, maximum: 65536 }));")]
    [InlineData("for (;;) { const b = new ArrayBuffer(0, { maxByteLength: 1 << 30 }); b.resize(1 << 30); new Uint8Array(b).fill(3); a.push(b); }")]
    [InlineData("for (;;) a.push(new Uint8Array(new SharedArrayBuffer(1 << 24)).fill(7));")]
    public async Task Run_ThatTakesMemoryOutsideTheHeap_StaysWithinTheRuntimesLimit(string code)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Limits = Small.Limits with { MaxMemoryMb = 512 } });

        RunResult result = await Attacker.RunAsync(runtime, $"const a = []; try {{ {code} }} catch (e) {{ console.log(e.name); }}");

        if (result.Succeeded) Assert.Equal("RangeError\n", result.Stdout);
        else Assert.Matches("limit (maxMemoryMb|v8HeapLimitMb)", result.Error!.Message);
        await Attacker.AssertUsableAsync(runtime);
    }

    [Fact]
    public async Task Run_ThatFillsTheFileSystem_GetsENOSPC()
    {
        string printed = await Attacker.PrintsAsync("""
            const fs = require('node:fs'); let n = 0;
            try { while (true) { fs.writeFileSync(`/tmp/f${n}`, Buffer.alloc(1 << 20)); n++; } } catch (e) { console.log(e.code, n > 2 && n <= 8); }
            fs.rmSync('/tmp/f0'); fs.writeFileSync('/tmp/again', 'fits'); console.log(fs.readFileSync('/tmp/again', 'utf8'));
            """, Small);

        Assert.Equal("ENOSPC true\nfits", printed);
    }

    [Fact]
    public async Task Run_ThatFloodsItsOutput_IsCutAndSaysSo()
    {
        RunResult result = await Attacker.RunAsync("const line = 'x'.repeat(1023) + '\\n'; for (let i = 0; i < 8192; i++) process.stdout.write(line);", Small);

        Assert.True(result.StdoutTruncated);
        Assert.InRange(result.Stdout.Length, 1, 1024 * 1024);
    }

    [Fact]
    public async Task Run_ThatOpensFilesWithoutEnd_GetsEMFILE()
    {
        string printed = await Attacker.PrintsAsync("const fs = require('node:fs'); let n = 0; try { while (true) { fs.openSync('/dev/null'); n++; } } catch (e) { console.log(e.code, n > 100 && n <= 256); }");

        Assert.Equal("EMFILE true", printed);
    }

    [Fact]
    public async Task Run_ThatAllocatesOneHugeBlock_LeavesTheRuntimeUsable()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(Small);

        RunResult result = await Attacker.RunAsync(runtime, "const a = []; for (let i = 0; i < 64; i++) a.push(new ArrayBuffer(2 ** 28).slice(0)); console.log('all of it')");

        Assert.DoesNotContain("all of it", result.Stdout, StringComparison.Ordinal);
        await Attacker.AssertUsableAsync(runtime);
    }
}
