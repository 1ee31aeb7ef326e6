using System.Collections.Concurrent;
using SecureExec.Abi;
using SecureExec.Interop;
using SecureExec.Kernel;
using SecureExec.Protocol;

namespace SecureExec.Sidecar.Worker;

/// <summary>What the worker does with each message of the host. The methods run on the channel's thread and do not block; what may block goes to the control thread.</summary>
internal sealed class WorkerLoop : IHostMessageHandler
{
    private readonly WorkerPipes _pipes;
    private readonly IGuestEngine _engine;
    private readonly ChannelBroker _broker;
    private readonly ChannelTools _tools;
    private readonly ChannelEgress _egress;
    private readonly ControlThread _control;
    private readonly EventFeed _events;
    private readonly ConcurrentDictionary<int, GuestSession> _sessions = new();
    private VirtualMachine? _machine;
    private ChannelIngress? _ingress;

    internal WorkerLoop(WorkerPipes pipes, IGuestEngine engine)
    {
        _pipes = pipes;
        _engine = engine;
        _broker = new ChannelBroker(pipes);
        _tools = new ChannelTools(pipes);
        _egress = new ChannelEgress(pipes.Send);
        _events = new EventFeed(pipes);
        _control = new ControlThread(Fail);
    }

    private VirtualMachine Machine => _machine ?? throw new ProtocolException("The runtime was not configured.");

    private ChannelIngress Ingress => _ingress ??= new ChannelIngress(Machine.Kernel.Net, _pipes.Send);

    public void On(HelloMessage message) => throw new ProtocolException("A second greeting came.");

    public void On(ConfigureMessage message) => _control.Post(() =>
    {
        if (_machine is not null) throw new ProtocolException("The runtime was configured twice.");
        string? error = null;
        try
        {
            _machine = VirtualMachine.Create(message.Config, _broker, _tools, _egress, _events, _engine);
        }
        catch (Exception exception) when (exception is ArgumentException or System.Text.Json.JsonException)
        {
            error = exception.Message;
        }
        _pipes.Send(new ConfiguredMessage(error));
    });

    public void On(StartProcessMessage message)
    {
        var session = new GuestSession(_pipes, message.RunId, message.Program, id => _sessions.TryRemove(id, out _));
        if (!_sessions.TryAdd(message.RunId, session)) throw new ProtocolException($"Run {message.RunId} exists.");
        _control.Post(() => session.Start(Machine, _engine));
    }

    public void On(StdinMessage message) => Find(message.RunId)?.PushStdin(message.Data);

    public void On(StdinCloseMessage message) => Find(message.RunId)?.EndStdin();

    public void On(ResizeTerminalMessage message) => Find(message.RunId)?.Resize(message.Size);

    public void On(TerminateRunMessage message) =>
        Find(message.RunId)?.Terminate(message.Cause == TerminateCause.TimedOut ? ExitOutcome.TimedOut : ExitOutcome.Cancelled);

    public void On(OutputCreditMessage message) => Find(message.RunId)?.AddCredit(message.Stream, message.Bytes);

    public void On(CallMessage message) => Find(message.RunId)?.Call(message.CallId, message.Call);

    public void On(CallCancelMessage message) => Find(message.RunId)?.CancelCall(message.CallId);

    public void On(EventCreditMessage message) => _events.AddCredit(message.Event);

    public void On(FileRequestMessage message) => _control.Post(() =>
        _pipes.Send(new FileReplyMessage(message.Id, HostFileRequests.Serve(Machine.Kernel.Host, message.Call))));

    public void On(ProcessListRequestMessage message) => _control.Post(() =>
        _pipes.Send(new ProcessListReplyMessage(message.Id, ProcessTableView.List(Machine.Kernel))));

    public void On(KillRequestMessage message) => _control.Post(() =>
        _pipes.Send(new KillReplyMessage(message.Id, (int)Kill(message.Pid, message.Signal))));

    public void On(SnapshotRequestMessage message) => _control.Post(() =>
        _pipes.Send(new SnapshotReplyMessage(message.Id, ProcessTableView.Count(Machine.Kernel.Snapshot()))));

    public void On(BrokerReplyMessage message) => _broker.Complete(message);

    public void On(HostToolReplyMessage message) => _tools.Complete(message);

    public void On(EgressOpenedMessage message) => _egress.On(message);

    public void On(EgressFailedMessage message) => _egress.On(message);

    public void On(EgressReceivedMessage message) => _egress.On(message);

    public void On(EgressEndedMessage message) => _egress.On(message);

    public void On(EgressRoomMessage message) => _egress.On(message);

    public void On(EgressDatagramMessage message) => _egress.On(message);

    public void On(EgressResolvedMessage message) => _egress.On(message);

    public void On(EgressAnswerMessage message) => _egress.On(message);

    public void On(IngressConnectMessage message) => Ingress.On(message);

    public void On(IngressDataMessage message) => Ingress.On(message);

    public void On(IngressCreditMessage message) => Ingress.On(message);

    public void On(IngressCloseMessage message) => Ingress.On(message);

    public void On(ListenerWaitMessage message) => Ingress.On(message);

    public void On(ListenerForgetMessage message) => Ingress.On(message);

    // The memory of the VM is all there is; it goes with the process.
    public void On(DisposeMessage message) => Libc.ExitNow(ExitCode.Ended);

    private GuestSession? Find(int runId) => _sessions.GetValueOrDefault(runId);

    private Errno Kill(int pid, int signal)
    {
        if (Machine.Kernel.Processes.Find(pid) is not { } process) return Errno.ESRCH;
        // Nothing reaches init, and signal 0 only asks whether the process is there.
        if (pid != ProcessTable.InitPid && signal != (int)Signal.None) process.Post((Signal)signal);
        return Errno.Success;
    }

    private void Fail(Exception exception)
    {
        WorkerLog.Write(exception.ToString());
        _pipes.Send(new FatalMessage(exception.ToString()));
        Libc.ExitNow(exception is ProtocolException ? ExitCode.Protocol : ExitCode.Fault);
    }
}
