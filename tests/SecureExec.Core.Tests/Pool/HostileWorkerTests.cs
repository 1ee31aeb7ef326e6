using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using SecureExec.Abi;
using SecureExec.Core.Tests.Api;
using SecureExec.Kernel.Net;
using SecureExec.Protocol;
using SecureExec.Tests.Shared;

namespace SecureExec.Core.Tests.Pool;

/// <summary>A worker in use that breaks the protocol or its neck: the run fails with one exception that says why, and the process is gone.</summary>
public sealed class HostileWorkerTests
{
    private const int RunId = 1;

    /// <summary>What it says, and a part of what the exception says.</summary>
    public static TheoryData<string, string> Faults => new()
    {
        { "garbage", "broke the protocol" },
        { "endless frame", "states a length" },
        { "empty frame", "states a length" },
        { "message of the host", "not expected here" },
        { "greeting", "greeting came" },
        { "configured twice", "configured twice" },
        { "more output than its window", "exceeds its window" },
        { "credit nobody asked for", "exceeds its window" },
        { "negative credit", "exceeds its window" },
        { "reply to nothing", "answers no request" },
        { "window that is none", "A window of 0 bytes" },
        { "cut in the middle", "exited with code 0" },
        { "reported fault", "something broke" },
        { "exit code", "exited with code 9" },
        { "signal", "SIGSEGV" },
        { "channel closed", "closed its channel and went on" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task ExecAsync_WorkerThatMisbehaves_FailsTheRunAndIsGone(string fault, string reason)
    {
        using var worker = new ScriptedWorker(Words(fault), End(fault));
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(worker.Options);
        int pid = runtime.WorkerPid;
        WorkerCrashedException crash = await Assert.ThrowsAsync<WorkerCrashedException>(() => runtime.ExecAsync(ScriptedWorker.Code).WaitAsync(SharedRuntime.Patience));
        Assert.Contains(reason, crash.Message);
        Assert.False(HostProcesses.IsAlive(pid));
    }

    [Theory]
    [InlineData("output of nobody")]
    [InlineData("end of nobody")]
    [InlineData("reply of nobody")]
    [InlineData("mount that is not there")]
    [InlineData("host function that is not there")]
    [InlineData("cancellation of nothing")]
    public async Task ExecAsync_WorkerThatSpeaksOfWhatIsNot_IsNotHeard(string oddity)
    {
        byte[] exited = ScriptedWorker.Frame(new ExitedMessage(RunId, new RunExit { Outcome = ExitOutcome.Exited, Usage = new GuestUsage() }));
        using var worker = new ScriptedWorker([.. Words(oddity), .. exited]);
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(worker.Options);
        RunResult result = await runtime.ExecAsync(ScriptedWorker.Code).WaitAsync(SharedRuntime.Patience);
        Assert.Equal((RunOutcome.Succeeded, ""), (result.Outcome, result.Stdout));
    }

    [Fact]
    public async Task ExecAsync_ManySmallOutputsToACallbackThatWaits_AreMoreThanTheWindow()
    {
        using var worker = new ScriptedWorker(Output(1, 1 + (ProtocolLimits.OutputWindowBytes / ProtocolLimits.ChunkOverheadBytes)));
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(worker.Options);
        using var gate = new ManualResetEventSlim();
        var options = new RunOptions { OnStdout = _ => gate.Wait() };
        WorkerCrashedException crash = await Assert.ThrowsAsync<WorkerCrashedException>(() => runtime.ExecAsync(ScriptedWorker.Code, options).WaitAsync(SharedRuntime.Patience));
        gate.Set();
        Assert.Contains("exceeds its window", crash.Message);
    }

    [Fact]
    public async Task ExecAsync_WorkerThatAsksForTheForbiddenOutside_ReachesNobodyAndIsTold()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var to = new IpEndpoint(IpAddress.LoopbackV4, (ushort)((IPEndPoint)listener.LocalEndpoint).Port);
        byte[] exited = ScriptedWorker.Frame(new ExitedMessage(RunId, new RunExit { Outcome = ExitOutcome.Exited, Usage = new GuestUsage() }));
        using var worker = new ScriptedWorker(
        [
            .. ScriptedWorker.Frame(new EgressConnectMessage(1, to, 1000)),
            .. ScriptedWorker.Frame(new EgressDataMessage(1, new byte[10])),
            .. ScriptedWorker.Frame(new EgressDatagramOpenMessage(2, false)),
            .. ScriptedWorker.Frame(new EgressDatagramSendMessage(2, to, new byte[10])),
            .. ScriptedWorker.Frame(new EgressResolveMessage(3, "example.com", 0)),
            .. exited,
        ]);
        var told = new BlockingCollection<AuditEntry>();
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(worker.Options with { OnAudit = told.Add });
        Assert.Equal(RunOutcome.Succeeded, (await runtime.ExecAsync(ScriptedWorker.Code).WaitAsync(SharedRuntime.Patience)).Outcome);
        Assert.Equal([$"http tcp://localhost:{to.Port}", $"http udp://localhost:{to.Port}", "dns dns://example.com"], Enumerable.Range(0, 3).Select(_ => told.Take()).Select(entry => $"{entry.Operation} {entry.Resource}"));
        Assert.False(listener.Pending());
    }

    private static byte[] Words(string kind) => kind switch
    {
        "garbage" => "this is no message at all, whatever it is"u8.ToArray(),
        "endless frame" => [0xff, 0xff, 0xff, 0x7f],
        "empty frame" => [0, 0, 0, 0],
        "message of the host" => ScriptedWorker.Frame(new DisposeMessage()),
        "greeting" => ScriptedWorker.Frame(new HelloRejectedMessage(ProtocolVersion.Magic, 1, "")),
        "configured twice" => ScriptedWorker.Frame(new ConfiguredMessage(null)),
        "more output than its window" => Output(ProtocolLimits.OutputWindowBytes, 1),
        "credit nobody asked for" => ScriptedWorker.Frame(new StdinCreditMessage(RunId, 1)),
        "negative credit" => ScriptedWorker.Frame(new StdinCreditMessage(RunId, -1)),
        "window that is none" => ScriptedWorker.Frame(new EgressConnectMessage(1, new IpEndpoint(IpAddress.LoopbackV4, 1), 0)),
        "reply to nothing" => ScriptedWorker.Frame(new KillReplyMessage(77, 0)),
        "cut in the middle" => ScriptedWorker.Frame(new FatalMessage("never told"))[..7],
        "reported fault" => ScriptedWorker.Frame(new FatalMessage("something broke")),
        "output of nobody" => ScriptedWorker.Frame(new OutputMessage(55, OutputStream.Stdout, new byte[10])),
        "end of nobody" => ScriptedWorker.Frame(new ExitedMessage(55, new RunExit { Outcome = ExitOutcome.Exited, Usage = new GuestUsage() })),
        "reply of nobody" => ScriptedWorker.Frame(new CallReplyMessage(55, 1, new CallResult { Outcome = CallOutcome.Succeeded, Usage = new GuestUsage() })),
        "mount that is not there" => ScriptedWorker.Frame(new BrokerRequestMessage(1, 3, new FileCall(FileOperation.ReadFile, "etc/passwd"))),
        "host function that is not there" => ScriptedWorker.Frame(new HostToolCallMessage(1, "none", "{}", 1)),
        "cancellation of nothing" => ScriptedWorker.Frame(new HostToolCancelMessage(9)),
        _ => [],
    };

    private static string End(string kind) => kind switch
    {
        "cut in the middle" or "reported fault" => "exit 0",
        "exit code" => "exit 9",
        "signal" => "kill -SEGV $$",
        "channel closed" => "exec sleep 1000 > /dev/null",
        _ => "exec sleep 1000",
    };

    private static byte[] Output(int bytes, int count)
    {
        byte[] piece = ScriptedWorker.Frame(new OutputMessage(RunId, OutputStream.Stdout, new byte[bytes]));
        return [.. Enumerable.Repeat(piece, count).SelectMany(part => part)];
    }
}
