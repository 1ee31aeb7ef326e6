namespace SecureExec.Sidecar.Bindings;

/// <summary>The functions that Node's library hands over, in its order (<c>setCallbackFunctions</c>).</summary>
internal enum Http2Callback
{
    Error,
    Priority,
    Settings,
    Ping,
    Headers,
    FrameError,
    GoAway,
    AltSvc,
    Origin,
    StreamTrailers,
    StreamClose,
}
