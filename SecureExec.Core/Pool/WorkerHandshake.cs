using SecureExec.Protocol;

namespace SecureExec.Pool;

/// <summary>Receives what a worker says before any runtime uses it: its version and its isolation, and nothing else.</summary>
internal sealed class WorkerHandshake(string executablePath) : IWorkerMessageHandler
{
    private readonly TaskCompletionSource<IsolationReport> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The worker's isolation once it is warm, or <see cref="WorkerVersionException"/>.</summary>
    internal Task<IsolationReport> Done => _done.Task;

    public void On(HelloAckMessage message)
    {
        bool same = message.Magic == ProtocolVersion.Magic
            && message.Version == ProtocolVersion.Current
            && message.ProductVersion == ProtocolVersion.Product;
        bool first = same ? _done.TrySetResult(message.Isolation) : _done.TrySetException(Mismatch(message.ProductVersion, message.Version));
        if (!first) throw Unexpected(message);
    }

    public void On(HelloRejectedMessage message) => _done.TrySetException(Mismatch(message.ProductVersion, message.Version));

    public void On(FatalMessage message) => _done.TrySetException(new WorkerStartException($"The worker {executablePath} could not start: {message.Text}"));

    public void On(ConfiguredMessage message) => throw Unexpected(message);

    public void On(StartedMessage message) => throw Unexpected(message);

    public void On(OutputMessage message) => throw Unexpected(message);

    public void On(StdinCreditMessage message) => throw Unexpected(message);

    public void On(ExitedMessage message) => throw Unexpected(message);

    public void On(CallReplyMessage message) => throw Unexpected(message);

    public void On(AuditMessage message) => throw Unexpected(message);

    public void On(LimitWarningMessage message) => throw Unexpected(message);

    public void On(FileReplyMessage message) => throw Unexpected(message);

    public void On(ProcessListReplyMessage message) => throw Unexpected(message);

    public void On(KillReplyMessage message) => throw Unexpected(message);

    public void On(SnapshotReplyMessage message) => throw Unexpected(message);

    public void On(BrokerRequestMessage message) => throw Unexpected(message);

    public void On(HostToolCallMessage message) => throw Unexpected(message);

    public void On(HostToolCancelMessage message) => throw Unexpected(message);

    public void On(EgressConnectMessage message) => throw Unexpected(message);

    public void On(EgressDataMessage message) => throw Unexpected(message);

    public void On(EgressCreditMessage message) => throw Unexpected(message);

    public void On(EgressShutdownMessage message) => throw Unexpected(message);

    public void On(EgressCloseMessage message) => throw Unexpected(message);

    public void On(EgressDatagramOpenMessage message) => throw Unexpected(message);

    public void On(EgressDatagramSendMessage message) => throw Unexpected(message);

    public void On(EgressResolveMessage message) => throw Unexpected(message);

    public void On(EgressQueryMessage message) => throw Unexpected(message);

    public void On(IngressOpenedMessage message) => throw Unexpected(message);

    public void On(IngressFailedMessage message) => throw Unexpected(message);

    public void On(IngressReceivedMessage message) => throw Unexpected(message);

    public void On(IngressEndedMessage message) => throw Unexpected(message);

    public void On(IngressRoomMessage message) => throw Unexpected(message);

    public void On(ListeningMessage message) => throw Unexpected(message);

    private WorkerVersionException Mismatch(string version, int protocol) =>
        new(executablePath, ProtocolVersion.Product, ProtocolVersion.Current, version, protocol);

    private static ProtocolException Unexpected(WorkerMessage message) => new($"{message.Kind} came before the worker was in use.");
}
