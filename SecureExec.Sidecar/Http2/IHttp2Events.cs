using System.Buffers;

namespace SecureExec.Sidecar.Http2;

/// <summary>Told what a connection receives and sends, and asked for the data of streams. All within calls of <see cref="Http2Connection"/>, which may be called back where said.</summary>
internal interface IHttp2Events
{
    /// <summary>A block of headers begins. <see cref="Http2Status.CallbackRefused"/> resets the stream, <see cref="Http2Status.CallbackFailure"/> ends the connection.</summary>
    Http2Status OnBeginHeaders(int streamId, HeadersCategory category);

    /// <summary>A field of the block. <see cref="Http2Status.CallbackRefused"/> resets the stream.</summary>
    Http2Status OnHeader(int streamId, HeaderField field);

    /// <summary>The block has come whole; for a promise the stream is the promised one.</summary>
    void OnHeaders(int streamId, FrameFlags flags);

    /// <summary>A piece of a stream's data.</summary>
    void OnData(int streamId, ReadOnlySpan<byte> piece);

    /// <summary>A frame of data has come whole. False ends the connection.</summary>
    bool OnDataFrame(int streamId, int length, bool endStream);

    /// <summary>The peer resets a stream, which is closed next.</summary>
    void OnReset(int streamId);

    /// <summary>Settings of the peer, or with none it has accepted ours.</summary>
    void OnSettings(bool ack, ReadOnlySpan<Http2Setting> settings);

    /// <summary>A ping, or the answer to ours: eight bytes.</summary>
    void OnPing(bool ack, ReadOnlySpan<byte> payload);

    /// <summary>The peer opens and takes no further streams.</summary>
    void OnGoAway(Http2ErrorCode code, int lastStreamId, ReadOnlySpan<byte> debugData);

    /// <summary>An alternative service (RFC 7838).</summary>
    void OnAltSvc(int streamId, ReadOnlySpan<byte> origin, ReadOnlySpan<byte> value);

    /// <summary>Origins that the server answers for (RFC 8336).</summary>
    void OnOrigin(IReadOnlyList<byte[]> origins);

    /// <summary>Some other frame has come whole.</summary>
    void OnOtherFrame();

    /// <summary>A frame that is not allowed. False ends the connection.</summary>
    bool OnInvalidFrame(Http2Status status);

    /// <summary>What comes is not HTTP/2.</summary>
    void OnNotHttp2();

    /// <summary>A frame was sent.</summary>
    void OnFrameSent(FrameType type);

    /// <summary>A frame could not be sent.</summary>
    /// <param name="type">Its kind.</param>
    /// <param name="streamId">Its stream.</param>
    /// <param name="subjectId">The stream that it would have opened or is about: of a promise, the promised one.</param>
    /// <param name="status">Why.</param>
    void OnFrameNotSent(FrameType type, int streamId, int subjectId, Http2Status status);

    /// <summary>A stream is closed.</summary>
    void OnStreamClosed(int streamId, Http2ErrorCode code);

    /// <summary>How much there is to send of a stream's data; <see cref="SendData"/> follows. Negative: nothing now, until <see cref="Http2Connection.ResumeData"/>.</summary>
    /// <param name="streamId">The stream.</param>
    /// <param name="most">Bytes that may be sent.</param>
    /// <param name="isLast">No more follow.</param>
    /// <param name="hasTrailers">The stream does not end with them.</param>
    int ReadData(int streamId, int most, out bool isLast, out bool hasTrailers);

    /// <summary>Writes the data that <see cref="ReadData"/> told.</summary>
    void SendData(int streamId, int length, IBufferWriter<byte> output);

    /// <summary>Bytes of a frame with padding, from <paramref name="length"/> to <paramref name="most"/>.</summary>
    int SelectPadding(int length, int most);
}
