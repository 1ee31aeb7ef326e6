namespace SecureExec.Sidecar.Http2;

/// <summary>What a connection knows of one stream.</summary>
/// <param name="id">Its number.</param>
/// <param name="order">Which one it is, in the order of making: earlier ones send first.</param>
/// <param name="phase">Its phase.</param>
internal sealed class Http2Stream(int id, long order, Http2StreamPhase phase)
{
    public int Id { get; } = id;

    public long Order { get; } = order;

    public Http2StreamPhase Phase { get; set; } = phase;

    /// <summary>Promised, and the response has not begun.</summary>
    public bool IsPush { get; set; }

    /// <summary>Nothing more comes.</summary>
    public bool ReadClosed { get; set; }

    /// <summary>Nothing more is sent.</summary>
    public bool WriteClosed { get; set; }

    /// <summary>Bytes that may be sent; negative when the peer has shrunk its window.</summary>
    public long RemoteWindow { get; set; }

    /// <summary>What may come.</summary>
    public FlowWindow Local { get; init; } = new();

    /// <summary>It has data to send, now or later.</summary>
    public bool HasData { get; set; }

    /// <summary>The data ends the stream.</summary>
    public bool DataEndsStream { get; set; }

    /// <summary>Its data waits for the program.</summary>
    public bool WaitsForProgram { get; set; }

    /// <summary>Its data waits for the peer's window.</summary>
    public bool WaitsForWindow { get; set; }

    /// <summary>What was seen of the message that comes.</summary>
    public HttpMessageState Message { get; } = new();

    /// <summary>Its state as RFC 9113 5.1 numbers it for Node: <c>NGHTTP2_STREAM_STATE_*</c>.</summary>
    public int ProtocolState => (IsPush, ReadClosed, WriteClosed) switch
    {
        (true, true, _) => 3,
        (true, _, true) => 4,
        (_, true, _) => 6,
        (_, _, true) => 5,
        _ => 2,
    };
}
