using System.Runtime.Versioning;
using SecureExec.Core.Tests.Broker;
using SecureExec.Pool;
using SecureExec.Protocol;

namespace SecureExec.Core.Tests.Pool;

/// <summary>Starting programs that are no worker, or not ours.</summary>
[SupportedOSPlatform("linux")]
public sealed class WorkerProcessTests
{
    [Fact]
    public async Task Start_ProgramThatExits_TellsItsCodeAndLastWords()
    {
        using var directory = new TempDirectory();
        WorkerExecutable script = Script(directory, "echo 'cannot go on' >&2; exit 3");
        var exception = await Assert.ThrowsAsync<WorkerStartException>(() => WorkerProcess.StartAsync(script, false, CancellationToken.None));
        Assert.Contains("exited with code 3", exception.Message);
        Assert.Contains("cannot go on", exception.Message);
    }

    [Fact]
    public async Task Start_ProgramThatSpeaksSomethingElse_IsRefusedAndKilled()
    {
        using var directory = new TempDirectory();
        WorkerExecutable script = Script(directory, "echo $$ > \"$(dirname \"$0\")/pid\"; echo 'this is no protocol at all, just text'; exec sleep 1000");
        var exception = await Assert.ThrowsAsync<WorkerStartException>(() => WorkerProcess.StartAsync(script, false, CancellationToken.None));
        Assert.Contains("protocol", exception.Message);
        Assert.False(Directory.Exists($"/proc/{File.ReadAllText(directory.At("pid")).Trim()}"));
    }

    [Fact]
    public async Task Start_Cancelled_LeavesNoProcess()
    {
        using var directory = new TempDirectory();
        WorkerExecutable script = Script(directory, "echo $$ > \"$(dirname \"$0\")/pid\"; exec sleep 1000");
        using var cancellation = new CancellationTokenSource();
        Task start = WorkerProcess.StartAsync(script, false, cancellation.Token);
        while (!File.Exists(directory.At("pid")) || File.ReadAllText(directory.At("pid")).Length == 0) await Task.Yield();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        Assert.False(Directory.Exists($"/proc/{File.ReadAllText(directory.At("pid")).Trim()}"));
    }

    [Fact]
    public async Task Start_NotExecutable_IsAStartException()
    {
        using var directory = new TempDirectory();
        string path = directory.Write("worker", "");
        await Assert.ThrowsAsync<WorkerStartException>(() => WorkerProcess.StartAsync(new WorkerExecutable(path, false), false, CancellationToken.None));
    }

    [Fact]
    public async Task Start_Environment_HoldsNothingOfTheHost()
    {
        using var directory = new TempDirectory();
        Environment.SetEnvironmentVariable("SECUREEXEC_TEST_SECRET", "top secret");
        WorkerExecutable script = Script(directory, "/usr/bin/env >&2; exit 1");
        var exception = await Assert.ThrowsAsync<WorkerStartException>(() => WorkerProcess.StartAsync(script, false, CancellationToken.None));
        Assert.Contains("DOTNET_EnableDiagnostics=0", exception.Message);
        Assert.DoesNotContain("top secret", exception.Message);
        Assert.DoesNotContain("HOME=", exception.Message);
    }

    [Theory]
    [InlineData("HelloRejected")]
    [InlineData("HelloAck")]
    public async Task Start_WorkerOfAnotherVersion_NamesBothVersionsAndThePath(string kind)
    {
        using var directory = new TempDirectory();
        WorkerMessage message = kind == "HelloAck"
            ? new HelloAckMessage(ProtocolVersion.Magic, ProtocolVersion.Current, "0.0.1", new IsolationReport { IsLockedDown = false, Checks = [] })
            : new HelloRejectedMessage(ProtocolVersion.Magic, 99, "0.0.1");
        var writer = new FrameWriter();
        MessageCodec.Encode(writer, message);
        await File.WriteAllBytesAsync(directory.At("answer"), writer.Frame.ToArray());
        WorkerExecutable script = Script(directory, "cat \"$(dirname \"$0\")/answer\"; exec sleep 1000");
        var exception = await Assert.ThrowsAsync<WorkerVersionException>(() => WorkerProcess.StartAsync(script, false, CancellationToken.None));
        Assert.Equal(("0.0.1", ProtocolVersion.Product), (exception.WorkerVersion, exception.HostVersion));
        Assert.Contains(script.Path, exception.Message);
    }

    [Fact]
    public async Task Start_WorkerThatReportsAFault_TellsIt()
    {
        using var directory = new TempDirectory();
        var writer = new FrameWriter();
        MessageCodec.Encode(writer, new FatalMessage("V8 is not what it was"));
        await File.WriteAllBytesAsync(directory.At("answer"), writer.Frame.ToArray());
        WorkerExecutable script = Script(directory, "cat \"$(dirname \"$0\")/answer\"; exit 70");
        Assert.Contains("V8 is not what it was", (await Assert.ThrowsAsync<WorkerStartException>(() => WorkerProcess.StartAsync(script, false, CancellationToken.None))).Message);
    }

    private static WorkerExecutable Script(TempDirectory directory, string text)
    {
        string path = directory.Write("worker", $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new WorkerExecutable(path, false) { Confine = false };
    }
}
