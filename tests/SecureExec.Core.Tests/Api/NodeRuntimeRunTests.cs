namespace SecureExec.Core.Tests.Api;

/// <summary>Runs in a real worker.</summary>
[Trait("Needs", "Worker")]
public sealed class NodeRuntimeRunTests(NodeRuntimeRunTests.Shared shared) : IClassFixture<NodeRuntimeRunTests.Shared>
{
    private readonly NodeRuntime _runtime = shared.Runtime;

    [Fact]
    public async Task RunAsync_ReturnedValue_IsTyped()
    {
        RunResult<int> result = await _runtime.RunAsync<int>("__return(40 + 2);");
        Assert.Equal((RunOutcome.Succeeded, 42, 0), (result.Outcome, result.Value, result.ExitCode));
        Assert.Null(result.Error);
    }

    [Fact]
    public async Task RunAsync_NoValue_IsDefault()
    {
        RunResult<int?> result = await _runtime.RunAsync<int?>("1 + 1;");
        Assert.Equal(RunOutcome.Succeeded, result.Outcome);
        Assert.Null(result.Value);
        Assert.Null(result.ValueJson);
    }

    [Fact]
    public async Task RunAsync_ValueOfAnotherType_IsFailedAndDoesNotThrow()
    {
        RunResult<int> result = await _runtime.RunAsync<int>("__return('text');");
        Assert.Equal(RunOutcome.Failed, result.Outcome);
        Assert.Equal("ERR_VALUE_CONVERSION", result.Error!.Code);
        Assert.Equal("\"text\"", result.ValueJson);
    }

    [Fact]
    public async Task ExecAsync_SecondRun_SeesNothingOfTheFirst()
    {
        await _runtime.ExecAsync("globalThis.left = 1;");
        RunResult result = await _runtime.ExecAsync("console.log(typeof left);");
        Assert.Equal("undefined\n", result.Stdout);
    }

    [Fact]
    public async Task ExecAsync_BothStreamsAndExitCode_AreKeptApart()
    {
        RunResult result = await _runtime.ExecAsync("console.log('out'); console.error('err'); process.exitCode = 3;");
        Assert.Equal((RunOutcome.Failed, 3, "out\n", "err\n"), (result.Outcome, result.ExitCode, result.Stdout, result.Stderr));
        Assert.InRange(result.Usage.Syscalls, 1, long.MaxValue);
        Assert.InRange(result.Usage.Wall, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task ExecAsync_UncaughtError_IsTold()
    {
        RunResult result = await _runtime.ExecAsync("throw new TypeError('not this');");
        Assert.Equal((RunOutcome.Failed, 1), (result.Outcome, result.ExitCode));
        Assert.Equal(("TypeError", "not this"), (result.Error!.Name, result.Error.Message));
        Assert.Contains("TypeError: not this", result.Stderr);
    }

    [Fact]
    public async Task ExecAsync_TypeScriptAndCommonJs_RunAsSuch()
    {
        RunResult typed = await _runtime.ExecAsync("const n: number = 2; console.log(n);", new RunOptions { Language = SourceLanguage.TypeScript });
        Assert.Equal("2\n", typed.Stdout);
        RunResult common = await _runtime.ExecAsync("console.log(typeof require, typeof module);", new RunOptions { Format = SourceFormat.CommonJs });
        Assert.Equal("function object\n", common.Stdout);
    }

    [Fact]
    public async Task ExecAsync_FileName_IsWhereTheCodeRuns()
    {
        await _runtime.FileSystem.WriteTextAsync("/workspace/lib/dep.mjs", "export const x = 7;");
        RunResult result = await _runtime.ExecAsync("import { x } from './dep.mjs'; console.log(x, import.meta.filename);", new RunOptions { FileName = "/workspace/lib/main.mjs" });
        Assert.Equal("7 /workspace/lib/main.mjs\n", result.Stdout);
    }

    [Fact]
    public async Task ExecAsync_ArgumentsEnvironmentAndDirectory_ReachTheProgram()
    {
        var options = new RunOptions { Args = ["a", "b c"], Env = new Dictionary<string, string> { ["K"] = "v" }, Cwd = "/tmp" };
        RunResult result = await _runtime.ExecAsync("console.log(JSON.stringify([process.argv.slice(-2), process.env.K, process.env.PATH !== undefined, process.cwd()]));", options);
        Assert.Equal("[[\"a\",\"b c\"],\"v\",true,\"/tmp\"]\n", result.Stdout);
    }

    [Fact]
    public async Task ExecAsync_Inputs_AreGlobals()
    {
        var options = new RunOptions { Inputs = new Dictionary<string, string> { ["user"] = "{\"name\":\"Ada\"}", ["n"] = "3" } };
        RunResult result = await _runtime.ExecAsync("console.log(user.name, n);", options);
        Assert.Equal("Ada 3\n", result.Stdout);
    }

    [Fact]
    public async Task ExecAsync_StandardInput_IsReadToItsEnd()
    {
        const string program = "let n = 0; for await (const chunk of process.stdin) n += chunk.length; console.log(n);";
        RunResult text = await _runtime.ExecAsync(program, new RunOptions { Stdin = "hello" });
        Assert.Equal("5\n", text.Stdout);
        using var stream = new MemoryStream(new byte[1_000_000]);
        RunResult bytes = await _runtime.ExecAsync(program, new RunOptions { Stdin = StandardInput.FromStream(stream) });
        Assert.Equal("1000000\n", bytes.Stdout);
        RunResult none = await _runtime.ExecAsync(program);
        Assert.Equal("0\n", none.Stdout);
    }

    [Fact]
    public async Task ExecAsync_InputThatIsNeverRead_DoesNotHoldTheRun()
    {
        using var endless = new EndlessStream();
        RunResult result = await _runtime.ExecAsync("console.log('done'); process.exit(0);", new RunOptions { Stdin = StandardInput.FromStream(endless) });
        Assert.Equal("done\n", result.Stdout);
    }

    [Fact]
    public async Task ExecAsync_MuchOutputToASlowCallback_ArrivesWhole()
    {
        var received = new MemoryStream();
        var options = new RunOptions
        {
            CaptureOutput = false,
            OnStdout = data =>
            {
                Thread.Yield();
                received.Write(data.Span);
            },
        };
        RunResult result = await _runtime.ExecAsync("const line = 'x'.repeat(9999) + '\\n'; for (let i = 0; i < 300; i++) require('fs').writeSync(1, line);", options with { Format = SourceFormat.CommonJs });
        Assert.Equal(RunOutcome.Succeeded, result.Outcome);
        Assert.Equal(3_000_000, received.Length);
        Assert.Equal("", result.Stdout);
        Assert.False(result.StdoutTruncated);
    }

    [Fact]
    public async Task ExecAsync_CallbackThrows_EndsTheRunAndThrowsToTheCaller()
    {
        var options = new RunOptions { OnStdout = _ => throw new InvalidOperationException("mine") };
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => _runtime.ExecAsync("console.log(1); setInterval(() => {}, 1000);", options));
        Assert.Equal("mine", exception.Message);
    }

    [Fact]
    public async Task ExecAsync_SeveralAtOnce_DoNotMix()
    {
        RunResult[] results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
            _runtime.ExecAsync($"await new Promise(r => setTimeout(r, 5)); console.log({i});")));
        Assert.Equal(["0\n", "1\n", "2\n", "3\n"], results.Select(result => result.Stdout));
    }

    [Fact]
    public async Task ExecAsync_EndlessLoop_TimesOutAndTheNextRunWorks()
    {
        RunResult result = await _runtime.ExecAsync("while (true) {}", new RunOptions { Timeout = TimeSpan.FromMilliseconds(300) });
        Assert.Equal((RunOutcome.TimedOut, 137), (result.Outcome, result.ExitCode));
        Assert.Equal("1\n", (await _runtime.ExecAsync("console.log(1)")).Stdout);
        Assert.Equal(1, _runtime.BootCount);
    }

    [Fact]
    public async Task ExecAsync_Cancelled_IsAnOutcome()
    {
        using var cancellation = new CancellationTokenSource();
        var options = new RunOptions { OnStdout = _ => cancellation.Cancel() };
        RunResult result = await _runtime.ExecAsync("console.log('started'); setInterval(() => {}, 1000);", options, cancellation.Token);
        Assert.Equal(RunOutcome.Cancelled, result.Outcome);
        RunResult never = await _runtime.ExecAsync("console.log(1)", null, cancellation.Token);
        Assert.Equal((RunOutcome.Cancelled, ""), (never.Outcome, never.Stdout));
    }

    [Fact]
    public async Task Processes_RunningProgram_IsListedAndCanBeKilled()
    {
        var started = new TaskCompletionSource();
        Task<RunResult> run = _runtime.ExecAsync("console.log(1); setInterval(() => {}, 1000);", new RunOptions { OnStdout = _ => started.TrySetResult(), Args = ["find-me"] });
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30));
        GuestProcessInfo process = Assert.Single(await _runtime.Processes.ListAsync(), p => p.Argv.Contains("find-me"));
        Assert.Equal((GuestProcessState.Running, 1), (process.State, process.ParentPid));
        Assert.True(await _runtime.Processes.KillAsync(process.Pid, 15));
        RunResult result = await run;
        Assert.Equal((RunOutcome.Failed, 143), (result.Outcome, result.ExitCode));
        Assert.False(await _runtime.Processes.KillAsync(process.Pid));
    }

    [Fact]
    public async Task GetResourceSnapshotAsync_AfterRuns_CountsThem()
    {
        await _runtime.ExecAsync("1");
        ResourceSnapshot snapshot = await _runtime.GetResourceSnapshotAsync();
        Assert.InRange(snapshot.ExitedProcesses, 1, long.MaxValue);
        Assert.InRange(snapshot.Inodes, 1, long.MaxValue);
        await using SpawnedProcess process = await _runtime.SpawnAsync("setInterval(() => {}, 1000)");
        ResourceSnapshot busy = await _runtime.GetResourceSnapshotAsync();
        Assert.InRange(busy.FdTables, 2, long.MaxValue);
        Assert.Equal(busy.RunningProcesses + 1, busy.FdTables);
    }

    [Fact]
    public async Task ListAsync_LongCommandLine_IsClipped()
    {
        await using SpawnedProcess process = await _runtime.SpawnAsync("setInterval(() => {}, 1000)", new RunOptions { Args = ["first", new string('x', 500_000), "last"] });
        GuestProcessInfo info = Assert.Single(await _runtime.Processes.ListAsync(), other => other.Pid == process.Pid);
        Assert.Contains("first", info.Argv);
        Assert.InRange(info.Argv.Sum(argument => argument.Length), 4000, 4096);
    }

    /// <summary>One runtime for all tests of the class: each run is a process of its own.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        internal NodeRuntime Runtime { get; private set; } = null!;

        public async Task InitializeAsync() => Runtime = await RealWorker.StartAsync();

        public async Task DisposeAsync() => await Runtime.DisposeAsync();
    }

    private sealed class EndlessStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => count;

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
