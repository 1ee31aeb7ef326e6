namespace SecureExec.Protocol;

/// <summary>What the host does with each message of a worker. Called on the thread that reads the channel: no method may block, and what arrives is hostile.</summary>
internal interface IWorkerMessageHandler
{
    void On(HelloAckMessage message);

    void On(HelloRejectedMessage message);

    void On(ConfiguredMessage message);

    void On(StartedMessage message);

    void On(OutputMessage message);

    void On(StdinCreditMessage message);

    void On(ExitedMessage message);

    void On(CallReplyMessage message);

    void On(AuditMessage message);

    void On(LimitWarningMessage message);

    void On(FileReplyMessage message);

    void On(ProcessListReplyMessage message);

    void On(KillReplyMessage message);

    void On(SnapshotReplyMessage message);

    void On(BrokerRequestMessage message);

    void On(HostToolCallMessage message);

    void On(HostToolCancelMessage message);

    void On(EgressConnectMessage message);

    void On(EgressDataMessage message);

    void On(EgressCreditMessage message);

    void On(EgressShutdownMessage message);

    void On(EgressCloseMessage message);

    void On(EgressDatagramOpenMessage message);

    void On(EgressDatagramSendMessage message);

    void On(EgressResolveMessage message);

    void On(EgressQueryMessage message);

    void On(IngressOpenedMessage message);

    void On(IngressFailedMessage message);

    void On(IngressReceivedMessage message);

    void On(IngressEndedMessage message);

    void On(IngressRoomMessage message);

    void On(ListeningMessage message);

    void On(FatalMessage message);
}
