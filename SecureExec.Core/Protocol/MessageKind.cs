namespace SecureExec.Protocol;

/// <summary>The kind byte of every frame. Values are wire format: they are never reused. From 64 on: worker to host.</summary>
internal enum MessageKind : byte
{
    Hello = 1,
    Configure = 2,
    StartProcess = 3,
    Stdin = 4,
    StdinClose = 5,
    TerminateRun = 7,
    OutputCredit = 8,
    FileRequest = 9,
    ProcessListRequest = 10,
    KillRequest = 11,
    SnapshotRequest = 12,
    BrokerReply = 13,
    Dispose = 14,
    Call = 15,
    CallCancel = 16,
    EventCredit = 17,

    HelloAck = 64,
    HelloRejected = 65,
    Configured = 66,
    Started = 67,
    Output = 68,
    StdinCredit = 69,
    Exited = 70,
    FileReply = 71,
    ProcessListReply = 72,
    KillReply = 73,
    SnapshotReply = 74,
    BrokerRequest = 75,
    Fatal = 76,
    CallReply = 77,
    Audit = 78,
    LimitWarning = 79,
}
