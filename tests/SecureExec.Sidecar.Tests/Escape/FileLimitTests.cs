using SecureExec.Sessions;

namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Limits of files, watches and timers, reached by a program.</summary>
public sealed class FileLimitTests
{
    [Fact]
    public async Task Programs_MeetTheLimitsOfFilesAsErrors()
    {
        const string Code = """
            const fs = require('node:fs');
            const code = (f) => { try { f(); return 'worked'; } catch (e) { return e.code; } };
            const fds = [];
            console.log('descriptors', code(() => { for (;;) fds.push(fs.openSync('/dev/null')); }));
            fds.forEach((fd) => fs.closeSync(fd));
            console.log('bytes', code(() => fs.writeFileSync('big', Buffer.alloc(3 << 20))));
            fs.rmSync('big');
            fs.mkdirSync('many');
            console.log('entries', code(() => { for (let i = 0; i < 60; i++) fs.writeFileSync(`many/${i}`, ''); fs.readdirSync('many'); }));
            for (let i = 0; i < 60; i++) fs.rmSync(`many/${i}`);
            console.log('inodes', code(() => { for (let i = 0; ; i++) fs.symlinkSync('x', `many/${i}`); }));
            for (const name of Array.from({ length: 500 }, (_, i) => `many/${i}`)) fs.rmSync(name, { force: true });
            console.log('path', code(() => fs.statSync('a/'.repeat(150))));
            let deep = 'deep';
            for (let i = 0; i < 6; i++) fs.mkdirSync(deep += '/d', { recursive: true });
            console.log('depth', code(() => fs.readdirSync('deep', { recursive: true })), code(() => fs.rmSync('deep', { recursive: true })), code(() => fs.cpSync('deep', 'copy', { recursive: true })));
            console.log('watches', code(() => { for (let i = 0; i < 3; i++) fs.watch(`/${['tmp', 'workspace', 'etc'][i]}`).unref(); }));
            console.log('polls', code(() => { for (let i = 0; i < 3; i++) fs.watchFile(`/tmp/${i}`, () => {}).unref(); }));
            """;
        var options = new NodeRuntimeOptions
        {
            Limits = ResourceLimits.Default with
            {
                MaxOpenFds = 20, MaxFilesystemBytes = 2 << 20, MaxInodeCount = 200, MaxReaddirEntries = 50, MaxPathBytes = 256, MaxRecursionDepth = 4, MaxWatches = 2,
            },
        };

        string printed = await Attacker.PrintsAsync(Code, options);

        Assert.Equal(
            ["descriptors EMFILE", "bytes ENOSPC", "entries ENOMEM", "inodes ENOSPC", "path ENAMETOOLONG", "depth ENOMEM ENOMEM ENOMEM", "watches ENOSPC", "polls ENOSPC"],
            printed.Split('\n'));
    }

    [Theory]
    [InlineData("for (let i = 0; i < 200; i++) setTimeout(() => {}, 60_000);")]
    [InlineData("(function more() { setImmediate(more); setTimeout(() => {}, 60_000); })();")]
    [InlineData("(function more() { setImmediate(more); setTimeout(() => {}, 60_000).unref(); })();")]
    [InlineData("setInterval(() => { for (let i = 0; i < 10; i++) setTimeout(() => {}, 60_000 + i).unref(); }, 1);")]
    [InlineData("setInterval(() => { setInterval(() => {}, 60_000).unref(); }, 1);")]
    // Timers that the library believes to be gone, hung in again without a new id.
    [InlineData("""
        const timers = Array.from({ length: 101 }, () => { const timer = setTimeout(() => {}, 60_000).unref(); clearTimeout(timer); return timer; });
        setTimeout(() => { for (const timer of timers) { timer._idleTimeout = 60_000; timer._destroyed = false; timer.refresh(); } }, 5);
        setInterval(() => {}, 1);
        """)]
    public async Task Run_WithMoreTimersThanTheLimit_IsLimitExceeded(string code)
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Limits = ResourceLimits.Default with { MaxTimers = 100 } });

        RunResult result = await Attacker.RunAsync(runtime, code);

        Assert.Equal(RunOutcome.LimitExceeded, result.Outcome);
        Assert.Contains("maxTimers", result.Error!.Message, StringComparison.Ordinal);
        await Attacker.AssertUsableAsync(runtime);
    }

    [Fact]
    public async Task Run_WithAsManyTimersAsTheLimit_Works()
    {
        var options = new NodeRuntimeOptions { Limits = ResourceLimits.Default with { MaxTimers = 100 } };

        Assert.Equal("100", await Attacker.PrintsAsync("let n = 0; for (let i = 0; i < 100; i++) setTimeout(() => { if (++n === 100) console.log(n); }, 1);", options));
    }

    [Fact]
    public async Task Run_WithMoreTimersThanTheLimitOneAfterAnother_Works()
    {
        var options = new NodeRuntimeOptions { Limits = ResourceLimits.Default with { MaxTimers = 100 } };

        Assert.Equal("2000", await Attacker.PrintsAsync(
            "let n = 0; (function more() { const timers = Array.from({ length: 90 }, () => setTimeout(() => {}, 60_000).unref()); setImmediate(() => { timers.forEach(clearTimeout); if (++n < 2000) more(); else console.log(n); }); })();", options));
    }

    [Fact]
    public async Task Read_OfStandardInputWithoutData_EndsWithEAGAIN()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Limits = ResourceLimits.Default with { MaxBlockingReadMs = 10 } });
        var silent = new TaskCompletionSource();
        var run = new RunOptions
        {
            Format = SourceFormat.CommonJs,
            Stdin = StandardInput.FromStream(new SilentStream(silent.Task)),
            Timeout = TimeSpan.FromSeconds(30),
        };

        RunResult result = await runtime.ExecAsync("try { require('node:fs').readSync(0, Buffer.alloc(1)); } catch (e) { console.log(e.code, e.syscall); }", run);
        silent.SetResult();

        Assert.Equal("EAGAIN read\n", result.Stdout);
    }

    /// <summary>Has nothing until it is over.</summary>
    private sealed class SilentStream(Task over) : ReadOnlyStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await over.WaitAsync(cancellationToken);
            return 0;
        }
    }
}
