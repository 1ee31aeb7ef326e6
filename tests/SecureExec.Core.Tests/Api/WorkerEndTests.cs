using System.Globalization;
using SecureExec.Tests.Shared;

namespace SecureExec.Core.Tests.Api;

/// <summary>Neither side outlives the other, and nothing stays behind.</summary>
[Trait("Needs", "Worker")]
public sealed class WorkerEndTests
{
    [Fact]
    public async Task DisposeAsync_EverythingInUse_LeavesNoProcessAndNoFile()
    {
        NodeRuntime runtime = await RealWorker.StartAsync();
        int pid = runtime.WorkerPid;
        Task<RunResult> run = runtime.ExecAsync("setInterval(() => {}, 1000)");
        SpawnedProcess process = await runtime.SpawnAsync("for (;;);");
        ResidentRunner runner = await runtime.CreateResidentRunnerAsync();
        Task<RunResult> call = runner.ExecAsync("await new Promise(() => {})");
        ScriptContext context = await runtime.CreateContextAsync();
        await context.ExecAsync("let kept = 1");
        await runtime.FileSystem.WriteTextAsync("/workspace/file", "content");
        await runtime.DisposeAsync();
        Assert.False(HostProcesses.IsAlive(pid));
        Assert.Empty(HostProcesses.ChildrenOf(pid));
        Assert.Equal(RunOutcome.Cancelled, (await run.WaitAsync(SharedRuntime.Patience)).Outcome);
        Assert.Equal(RunOutcome.Cancelled, (await process.WaitAsync().WaitAsync(SharedRuntime.Patience)).Outcome);
        Assert.Equal(RunOutcome.Cancelled, (await call.WaitAsync(SharedRuntime.Patience)).Outcome);
        string name = pid.ToString(CultureInfo.InvariantCulture);
        foreach (string folder in new[] { Path.GetTempPath(), "/dev/shm" })
        {
            Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(folder), path => Path.GetFileName(path).Contains($"-{name}", StringComparison.Ordinal));
        }
        await runner.DisposeAsync();
        await context.DisposeAsync();
        await process.DisposeAsync();
    }

    [Fact]
    public async Task ExecAsync_GuestThatFloods_DoesNotHoldControlMessages()
    {
        await using NodeRuntime runtime = await RealWorker.StartAsync();
        long received = 0;
        var flooding = new TaskCompletionSource();
        Task<RunResult> flood = runtime.ExecAsync("import fs from 'node:fs'; const piece = Buffer.alloc(1 << 20, 'x'); for (;;) fs.writeSync(1, piece);", new RunOptions
        {
            CaptureOutput = false,
            OnStdout = data =>
            {
                if (Interlocked.Add(ref received, data.Length) > 4 << 20) flooding.TrySetResult();
            },
        });
        await flooding.Task.WaitAsync(SharedRuntime.Patience);
        for (int i = 0; i < 20; i++)
        {
            await runtime.FileSystem.WriteTextAsync("/workspace/f", "x").WaitAsync(SharedRuntime.Patience);
            Assert.Equal("1\n", (await runtime.ExecAsync("console.log(1)").WaitAsync(SharedRuntime.Patience)).Stdout);
        }
        GuestProcessInfo guest = Assert.Single(await runtime.Processes.ListAsync(), process => process.ParentPid == 1 && process.Pid != 1);
        Assert.True(await runtime.Processes.KillAsync(guest.Pid, 9));
        Assert.Equal(137, (await flood.WaitAsync(SharedRuntime.Patience)).ExitCode);
    }
}
