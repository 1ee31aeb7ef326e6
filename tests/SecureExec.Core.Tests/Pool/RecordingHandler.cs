using System.Threading.Channels;
using SecureExec.Protocol;

namespace SecureExec.Core.Tests.Pool;

/// <summary>Keeps what arrives.</summary>
internal sealed class RecordingHandler : IWorkerMessageHandler
{
    private readonly Channel<WorkerMessage> _messages = Channel.CreateUnbounded<WorkerMessage>();

    internal async Task<WorkerMessage> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await _messages.Reader.ReadAsync(limit.Token);
    }

    public void On(HelloAckMessage message) => Add(message);

    public void On(HelloRejectedMessage message) => Add(message);

    public void On(ConfiguredMessage message) => Add(message);

    public void On(StartedMessage message) => Add(message);

    public void On(OutputMessage message) => Add(message);

    public void On(StdinCreditMessage message) => Add(message);

    public void On(ExitedMessage message) => Add(message);

    public void On(CallReplyMessage message) => Add(message);

    public void On(AuditMessage message) => Add(message);

    public void On(LimitWarningMessage message) => Add(message);

    public void On(FileReplyMessage message) => Add(message);

    public void On(ProcessListReplyMessage message) => Add(message);

    public void On(KillReplyMessage message) => Add(message);

    public void On(SnapshotReplyMessage message) => Add(message);

    public void On(BrokerRequestMessage message) => Add(message);

    public void On(HostToolCallMessage message) => Add(message);

    public void On(HostToolCancelMessage message) => Add(message);

    public void On(EgressConnectMessage message) => Add(message);

    public void On(EgressDataMessage message) => Add(message);

    public void On(EgressCreditMessage message) => Add(message);

    public void On(EgressShutdownMessage message) => Add(message);

    public void On(EgressCloseMessage message) => Add(message);

    public void On(EgressDatagramOpenMessage message) => Add(message);

    public void On(EgressDatagramSendMessage message) => Add(message);

    public void On(EgressResolveMessage message) => Add(message);

    public void On(EgressQueryMessage message) => Add(message);

    public void On(IngressOpenedMessage message) => Add(message);

    public void On(IngressFailedMessage message) => Add(message);

    public void On(IngressReceivedMessage message) => Add(message);

    public void On(IngressEndedMessage message) => Add(message);

    public void On(IngressRoomMessage message) => Add(message);

    public void On(ListeningMessage message) => Add(message);

    public void On(FatalMessage message) => throw new InvalidOperationException("a handler that fails");

    private void Add(WorkerMessage message) => _messages.Writer.TryWrite(message);
}
