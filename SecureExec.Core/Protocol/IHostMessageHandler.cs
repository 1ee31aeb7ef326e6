namespace SecureExec.Protocol;

/// <summary>What the worker does with each message of the host. Called on the thread that reads the channel: no method may block.</summary>
internal interface IHostMessageHandler
{
    void On(HelloMessage message);

    void On(ConfigureMessage message);

    void On(StartProcessMessage message);

    void On(StdinMessage message);

    void On(StdinCloseMessage message);

    void On(ResizeTerminalMessage message);

    void On(TerminateRunMessage message);

    void On(OutputCreditMessage message);

    void On(CallMessage message);

    void On(CallCancelMessage message);

    void On(EventCreditMessage message);

    void On(FileRequestMessage message);

    void On(ProcessListRequestMessage message);

    void On(KillRequestMessage message);

    void On(SnapshotRequestMessage message);

    void On(BrokerReplyMessage message);

    void On(HostToolReplyMessage message);

    void On(EgressOpenedMessage message);

    void On(EgressFailedMessage message);

    void On(EgressReceivedMessage message);

    void On(EgressEndedMessage message);

    void On(EgressRoomMessage message);

    void On(EgressDatagramMessage message);

    void On(EgressResolvedMessage message);

    void On(EgressAnswerMessage message);

    void On(IngressConnectMessage message);

    void On(IngressDataMessage message);

    void On(IngressCreditMessage message);

    void On(IngressCloseMessage message);

    void On(ListenerWaitMessage message);

    void On(ListenerForgetMessage message);

    void On(DisposeMessage message);
}
