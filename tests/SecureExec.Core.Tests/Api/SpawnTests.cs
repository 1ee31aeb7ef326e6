using System.Diagnostics;
using System.Text;

namespace SecureExec.Core.Tests.Api;

/// <summary>Live processes in a real worker.</summary>
[Trait("Needs", "Worker")]
public sealed class SpawnTests(SharedRuntime shared) : IClassFixture<SharedRuntime>
{
    private const string Echo = "process.stdin.setEncoding('utf8'); for await (const text of process.stdin) process.stdout.write(`<${text}>`); console.error('end');";

    private readonly NodeRuntime _runtime = shared.Runtime;

    [Fact]
    public async Task SpawnAsync_Conversation_AnswersWhatIsWritten()
    {
        await using SpawnedProcess process = await _runtime.SpawnAsync(Echo);
        Assert.InRange(process.Pid, 2, int.MaxValue);
        Assert.Null(process.ExitCode);
        await process.Stdin.WriteAsync("one"u8.ToArray());
        Assert.Equal("<one>", await ReadAsync(process.Stdout, 5));
        await process.Stdin.WriteAsync("two"u8.ToArray());
        Assert.Equal("<two>", await ReadAsync(process.Stdout, 5));
        await process.Stdin.DisposeAsync();
        RunResult result = await process.WaitAsync().WaitAsync(SharedRuntime.Patience);
        Assert.Equal((RunOutcome.Succeeded, 0, ""), (result.Outcome, result.ExitCode, result.Stdout));
        Assert.Equal(0, process.ExitCode);
        using var errors = new StreamReader(process.Stderr);
        Assert.Equal("end\n", await errors.ReadToEndAsync());
        Assert.Equal(0, await process.Stdout.ReadAsync(new byte[1]));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await process.Stdin.WriteAsync(new byte[1]));
        Assert.False(await process.KillAsync());
    }

    [Fact]
    public async Task Stdin_AfterTheProcessEnded_IsAnIOException()
    {
        await using SpawnedProcess process = await _runtime.SpawnAsync("1");
        await process.WaitAsync().WaitAsync(SharedRuntime.Patience);
        await Assert.ThrowsAsync<IOException>(async () => await process.Stdin.WriteAsync(new byte[1]));
    }

    [Fact]
    public async Task Stdin_GuestThatDoesNotRead_HoldsTheWriter()
    {
        await using SpawnedProcess process = await _runtime.SpawnAsync("setInterval(() => {}, 1000);");
        using var cancellation = new CancellationTokenSource();
        Task write = process.Stdin.WriteAsync(new byte[8 * 1024 * 1024], cancellation.Token).AsTask();
        // The machine still answers, and the writer has not got rid of its bytes meanwhile.
        Assert.Equal("1\n", (await _runtime.ExecAsync("console.log(1)")).Stdout);
        Assert.False(write.IsCompleted);
        await process.DisposeAsync();
        await Assert.ThrowsAsync<IOException>(() => write.WaitAsync(SharedRuntime.Patience));
    }

    [Fact]
    public async Task Stdin_BeyondItsLimit_WaitsAndNothingIsLost()
    {
        const int limit = 1000, total = 100_000;
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions { Limits = ResourceLimits.Default with { StdinBufferLimitBytes = limit } });
        const string program = """
            const bytes = Buffer.alloc(65536);
            let total = 0, most = 0;
            for (let n; (n = fs.readSync(0, bytes)) > 0; total += n) most = Math.max(most, n);
            console.log(total, most);
            """;
        RunResult result = await runtime.ExecAsync("import fs from 'node:fs';" + program, new RunOptions { Stdin = new byte[total] });

        Assert.Equal($"{total} {limit}\n", result.Stdout);
    }

    [Fact]
    public async Task Stdout_NobodyReads_HoldsTheGuestAndNotTheHost()
    {
        const int total = 64 * 1024 * 1024;
        await using SpawnedProcess process = await _runtime.SpawnAsync($$"""
            import fs from 'node:fs';
            const piece = Buffer.alloc(65536, 'x');
            for (let i = 0; i < {{total}} / piece.length; i++) {
              fs.writeSync(1, piece);
              if (i % 100 === 0) fs.writeFileSync('/tmp/pieces', String(i));
            }
            """);
        byte[] first = new byte[1];
        await process.Stdout.ReadExactlyAsync(first).AsTask().WaitAsync(SharedRuntime.Patience);
        // While its writes wait, signals, files and other runs go on.
        Assert.Equal("1\n", (await _runtime.ExecAsync("console.log(1)")).Stdout);
        Assert.Equal("0", await _runtime.FileSystem.ReadTextAsync("/tmp/pieces"));
        Assert.Contains(await _runtime.Processes.ListAsync(), p => p.Pid == process.Pid);
        long received = 1;
        var buffer = new byte[1 << 20];
        while (await process.Stdout.ReadAsync(buffer).AsTask().WaitAsync(SharedRuntime.Patience) is > 0 and var n) received += n;
        Assert.Equal(total, received);
        Assert.Equal(0, (await process.WaitAsync()).ExitCode);
    }

    [Fact]
    public async Task Stdout_Disposed_LetsTheGuestGoOn()
    {
        await using SpawnedProcess process = await _runtime.SpawnAsync("import fs from 'node:fs'; for (let i = 0; i < 200; i++) fs.writeSync(1, Buffer.alloc(65536)); console.error('through');");
        await process.Stdout.DisposeAsync();
        Assert.Equal(0, (await process.WaitAsync().WaitAsync(SharedRuntime.Patience)).ExitCode);
        using var errors = new StreamReader(process.Stderr);
        Assert.Equal("through\n", await errors.ReadToEndAsync());
    }

    [Theory]
    [InlineData("SIGTERM", 143)]
    [InlineData("SIGKILL", 137)]
    [InlineData("SIGINT", 130)]
    public async Task KillAsync_ByName_EndsTheProcessWithTheSignal(string signal, int exitCode)
    {
        await using SpawnedProcess process = await _runtime.SpawnAsync("console.log(1); for (;;);");
        Assert.Equal("1\n", await ReadAsync(process.Stdout, 2));
        Assert.True(await process.KillAsync(signal));
        RunResult result = await process.WaitAsync().WaitAsync(SharedRuntime.Patience);
        Assert.Equal((RunOutcome.Failed, exitCode), (result.Outcome, result.ExitCode));
        Assert.Equal(exitCode, process.ExitCode);
    }

    [Fact]
    public async Task KillAsync_NoSuchSignal_IsRefused()
    {
        await using SpawnedProcess process = await _runtime.SpawnAsync("setInterval(() => {}, 1000);");
        await Assert.ThrowsAsync<ArgumentException>(() => process.KillAsync("SIGNOTHING"));
        await Assert.ThrowsAsync<ArgumentException>(() => process.KillAsync("SIGHUP, SIGINT"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => process.KillAsync(65));
        Assert.True(await process.KillAsync(0));
        Assert.Null(process.ExitCode);
    }

    [Fact]
    public async Task Timeout_EndlessLoop_IsTimedOut()
    {
        await using SpawnedProcess process = await _runtime.SpawnAsync("for (;;);", new RunOptions { Timeout = TimeSpan.FromMilliseconds(200) });
        RunResult result = await process.WaitAsync().WaitAsync(SharedRuntime.Patience);
        Assert.Equal((RunOutcome.TimedOut, 137), (result.Outcome, result.ExitCode));
    }

    [Fact]
    public async Task DisposeAsync_RunningProcess_EndsItAlone()
    {
        SpawnedProcess process = await _runtime.SpawnAsync("for (;;);");
        await process.DisposeAsync();
        Assert.Equal(RunOutcome.Cancelled, (await process.WaitAsync()).Outcome);
        Assert.DoesNotContain(await _runtime.Processes.ListAsync(), p => p.Pid == process.Pid);
        Assert.Equal("1\n", (await _runtime.ExecAsync("console.log(1)")).Stdout);
    }

    [Fact]
    public async Task DisposeAsync_ProcessesThatHaveHardlyStarted_CostNothingElse()
    {
        await using NodeRuntime runtime = await RealWorker.StartAsync();
        Task<RunResult> other = runtime.ExecAsync("await new Promise((resolve) => setTimeout(resolve, 500)); console.log('there');");
        for (int i = 0; i < 10; i++)
        {
            SpawnedProcess process = await runtime.SpawnAsync("setInterval(() => {}, 1000);");
            await process.DisposeAsync();
            Assert.Equal(RunOutcome.Cancelled, (await process.WaitAsync()).Outcome);
        }
        Assert.Equal("there\n", (await other.WaitAsync(SharedRuntime.Patience)).Stdout);
        Assert.Equal(1, runtime.BootCount);
    }

    [Fact]
    public async Task SpawnAsync_InputAndCallbackInOptions_TakeTheStreams()
    {
        var received = new StringBuilder();
        var options = new RunOptions { Stdin = "given", OnStdout = data => received.Append(Encoding.UTF8.GetString(data.Span)) };
        await using SpawnedProcess process = await _runtime.SpawnAsync(Echo, options);
        Assert.Throws<InvalidOperationException>(() => process.Stdin);
        RunResult result = await process.WaitAsync().WaitAsync(SharedRuntime.Patience);
        Assert.Equal(("<given>", "<given>"), (received.ToString(), result.Stdout));
        Assert.Equal(0, await process.Stdout.ReadAsync(new byte[1]));
    }

    [Fact]
    public async Task SpawnAsync_WorkerKilled_EndsTheStreamsAndThrowsFromWait()
    {
        await using NodeRuntime runtime = await RealWorker.StartAsync();
        await using SpawnedProcess process = await runtime.SpawnAsync("console.log(1); setInterval(() => {}, 1000);");
        Assert.Equal("1\n", await ReadAsync(process.Stdout, 2));
        using (var worker = Process.GetProcessById(runtime.WorkerPid)) worker.Kill();
        Assert.Equal(0, await process.Stdout.ReadAsync(new byte[1]).AsTask().WaitAsync(SharedRuntime.Patience));
        Assert.Equal(9, (await Assert.ThrowsAsync<WorkerCrashedException>(() => process.WaitAsync())).Signal);
        Assert.Null(process.ExitCode);
    }

    [Fact]
    public async Task SpawnAsync_RuntimeDisposed_IsCancelled()
    {
        NodeRuntime runtime = await RealWorker.StartAsync();
        await using SpawnedProcess process = await runtime.SpawnAsync("for (;;);");
        await runtime.DisposeAsync();
        Assert.Equal(RunOutcome.Cancelled, (await process.WaitAsync().WaitAsync(SharedRuntime.Patience)).Outcome);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => runtime.SpawnAsync("1"));
    }

    private static async Task<string> ReadAsync(Stream stream, int bytes)
    {
        var buffer = new byte[bytes];
        await stream.ReadExactlyAsync(buffer).AsTask().WaitAsync(SharedRuntime.Patience);
        return Encoding.UTF8.GetString(buffer);
    }
}
