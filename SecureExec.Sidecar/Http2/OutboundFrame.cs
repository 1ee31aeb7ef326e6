namespace SecureExec.Sidecar.Http2;

/// <summary>A frame that waits to be sent. Frames of data do not wait here: streams do.</summary>
/// <param name="type">Its kind.</param>
/// <param name="streamId">Its stream.</param>
internal sealed class OutboundFrame(FrameType type, int streamId)
{
    public FrameType Type { get; } = type;

    public int StreamId { get; } = streamId;

    public FrameFlags Flags { get; init; }

    /// <summary>The payload of a frame that carries no header block.</summary>
    public byte[] Payload { get; init; } = [];

    /// <summary>The fields of a header block.</summary>
    public IReadOnlyList<HeaderField> Fields { get; init; } = [];

    /// <summary>What the block is; settled when it is sent.</summary>
    public HeadersCategory Category { get; set; } = HeadersCategory.Headers;

    /// <summary>Data follows.</summary>
    public bool HasBody { get; init; }

    /// <summary>The stream that a promise opens.</summary>
    public int PromisedId { get; init; }

    /// <summary>Why a stream is reset, or a request was before it went out.</summary>
    public Http2ErrorCode Code { get; set; }

    /// <summary>A request that was reset while it waited.</summary>
    public bool IsCancelled { get; set; }

    /// <summary>A reset that is pointless when there is no such stream.</summary>
    public bool NeedsStream { get; init; }

    /// <summary>The last stream that a GOAWAY lets live.</summary>
    public int LastStreamId { get; init; }

    /// <summary>The GOAWAY that ends the connection.</summary>
    public bool IsTermination { get; init; }
}
