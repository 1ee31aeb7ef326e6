namespace SecureExec.Sidecar.Bindings;

/// <summary>Places in <c>optionsBuffer</c>, whose last number tells by bits which are given.</summary>
internal enum Http2Option
{
    MaxDeflateTableSize,
    MaxReservedStreams,
    MaxSendHeaderBlock,
    PeerMaxConcurrentStreams,
    PaddingStrategy,
    MaxHeaderPairs,
    MaxOutstandingPings,
    MaxOutstandingSettings,
    MaxSessionMemory,
    MaxSettings,
    StreamResetRate,
    StreamResetBurst,
    AllowsOuterBlanks,
}
