namespace SecureExec.Sidecar.Http2;

/// <summary>Kinds of frames (RFC 9113 6, RFC 7838 4, RFC 8336 2); what is not named here is skipped when it comes.</summary>
internal enum FrameType : byte
{
    Data = 0,
    Headers = 1,
    Priority = 2,
    RstStream = 3,
    Settings = 4,
    PushPromise = 5,
    Ping = 6,
    GoAway = 7,
    WindowUpdate = 8,
    Continuation = 9,
    AltSvc = 10,
    Origin = 12,
}
