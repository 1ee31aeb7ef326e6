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

    /// <summary>
    /// Arrays of a size that V8 collects and allocates again just below the limit: it may spend its time in the collector, where nothing
    /// interrupts it. Then the run's time ends it, from outside if need be; the heap's limit is what usually strikes.
    /// </summary>
    [Fact]
    public async Task Run_ThatKeepsTheCollectorBusy_IsEndedAndTheNextRunWorks()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(Small);

        RunResult result = await Attacker.RunAsync(runtime,
            "const a = []; while (true) { try { while (true) a.push(new Array(1000).fill(a.length)); } catch { 0; } }", TimeSpan.FromSeconds(5));

        Assert.Contains(result.Outcome, (RunOutcome[])[RunOutcome.LimitExceeded, RunOutcome.TimedOut]);
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
