namespace SecureExec.Sidecar.Http2;

/// <summary>Names of settings (RFC 9113 6.5.2, RFC 8441 3); others are carried without effect.</summary>
internal enum Http2SettingId
{
    HeaderTableSize = 1,
    EnablePush = 2,
    MaxConcurrentStreams = 3,
    InitialWindowSize = 4,
    MaxFrameSize = 5,
    MaxHeaderListSize = 6,
    EnableConnectProtocol = 8,
}
