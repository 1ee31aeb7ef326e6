namespace SecureExec.Sidecar.Http2;

/// <summary>What a connection is made with.</summary>
internal sealed record Http2Options
{
    /// <summary>Bytes of compression table for what is sent.</summary>
    public uint MaxDeflateTableSize { get; init; } = 4096;

    /// <summary>Promised streams that may wait for their response.</summary>
    public uint MaxReservedStreams { get; init; } = 200;

    /// <summary>Bytes of one header block that is sent; a larger one is not.</summary>
    public uint MaxSendHeaderBlock { get; init; } = 65536;

    /// <summary>Streams that are opened before the peer has told its settings.</summary>
    public uint PeerMaxConcurrentStreams { get; init; } = 100;

    /// <summary>Entries of one SETTINGS frame.</summary>
    public uint MaxSettings { get; init; } = 32;

    /// <summary>Resets by the peer at once, and each second.</summary>
    public uint StreamResetBurst { get; init; } = 1000;

    /// <inheritdoc cref="StreamResetBurst"/>
    public uint StreamResetRate { get; init; } = 33;

    /// <summary>A value may begin and end with blanks, against RFC 9113 8.2.1.</summary>
    public bool AllowsOuterBlanks { get; init; }

    /// <summary>Frames of data and headers are padded.</summary>
    public bool HasPadding { get; init; }
}
