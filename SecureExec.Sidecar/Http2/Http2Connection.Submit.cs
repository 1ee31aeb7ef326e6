using System.Buffers.Binary;

namespace SecureExec.Sidecar.Http2;

/// <content>What the program asks to be sent. Nothing goes out before <see cref="Send"/>.</content>
internal sealed partial class Http2Connection
{
    private const int MaxControlPayload = 16384;

    private readonly Queue<OutboundFrame> _urgent = new(), _regular = new(), _requests = new();

    // Streams whose data can be sent, earlier ones first.
    private readonly SortedSet<Http2Stream> _ready = new(Comparer<Http2Stream>.Create((a, b) => a.Order.CompareTo(b.Order)));

    private int _queuedAcks;

    /// <summary>Opens a stream with a request.</summary>
    /// <param name="fields">Its headers.</param>
    /// <param name="hasBody">Data follows.</param>
    /// <param name="id">The stream.</param>
    public Http2Status SubmitRequest(IReadOnlyList<HeaderField> fields, bool hasBody, out int id)
    {
        id = 0;
        if (IsServer)
            return Http2Status.Protocol;
        if (_nextStreamId > int.MaxValue)
            return Http2Status.StreamIdNotAvailable;
        id = (int)_nextStreamId;
        _nextStreamId += 2;
        Queue(_requests, new OutboundFrame(FrameType.Headers, id)
        {
            Flags = FrameFlags.EndHeaders | (hasBody ? FrameFlags.None : FrameFlags.EndStream),
            Fields = fields,
            HasBody = hasBody,
            Category = HeadersCategory.Request,
        });
        return Http2Status.Success;
    }

    /// <summary>Answers a request.</summary>
    public Http2Status SubmitResponse(int id, IReadOnlyList<HeaderField> fields, bool hasBody) =>
        id <= 0 ? Http2Status.InvalidArgument : !IsServer ? Http2Status.Protocol : SubmitHeaders(id, fields, hasBody ? FrameFlags.None : FrameFlags.EndStream, hasBody);

    /// <summary>Sends information before the response.</summary>
    public Http2Status SubmitInformation(int id, IReadOnlyList<HeaderField> fields) => SubmitHeaders(id, fields, FrameFlags.None, hasBody: false);

    /// <summary>Ends a stream with trailers.</summary>
    public Http2Status SubmitTrailers(int id, IReadOnlyList<HeaderField> fields) => SubmitHeaders(id, fields, FrameFlags.EndStream, hasBody: false);

    /// <summary>Sends data that ends the stream.</summary>
    public Http2Status SubmitData(int id)
    {
        if (id == 0)
            return Http2Status.InvalidArgument;
        if (Find(id) is not { } stream)
            return Http2Status.StreamClosed;
        if (stream.HasData)
            return Http2Status.DataExists;
        AttachData(stream);
        return Http2Status.Success;
    }

    /// <summary>Promises a response to a request that the client has not made.</summary>
    public Http2Status SubmitPushPromise(int id, IReadOnlyList<HeaderField> fields, out int promised)
    {
        promised = 0;
        if (id <= 0 || IsOurs(id))
            return Http2Status.InvalidArgument;
        if (!IsServer)
            return Http2Status.Protocol;
        if (_nextStreamId > int.MaxValue)
            return Http2Status.StreamIdNotAvailable;
        if (Find(id) == null)
            return Http2Status.StreamClosed;
        promised = (int)_nextStreamId;
        _nextStreamId += 2;
        Open(promised, Http2StreamPhase.Reserved);
        Queue(_regular, new OutboundFrame(FrameType.PushPromise, id) { Flags = FrameFlags.EndHeaders, Fields = fields, PromisedId = promised });
        return Http2Status.Success;
    }

    /// <summary>Announces settings; they are in force when the peer accepts them.</summary>
    public Http2Status SubmitSettings(Http2Setting[] settings)
    {
        if (!Array.TrueForAll(settings, setting => setting.IsValid))
            return Http2Status.InvalidArgument;
        _settingsInFlight.Enqueue(settings);
        Queue(_urgent, new OutboundFrame(FrameType.Settings, 0) { Payload = Http2Setting.WriteAll(settings) });
        foreach (var (id, value) in settings)
        {
            switch (id)
            {
                case Http2SettingId.MaxConcurrentStreams: _announcedMaxStreams = value; break;
                case Http2SettingId.EnablePush: _announcedPush = value != 0; break;
                case Http2SettingId.EnableConnectProtocol: _announcedProtocol = value != 0; break;
            }
        }
        return Http2Status.Success;
    }

    /// <summary>Sends a ping of eight bytes.</summary>
    public void SubmitPing(ReadOnlySpan<byte> payload) => Queue(_urgent, new OutboundFrame(FrameType.Ping, 0) { Payload = payload.ToArray() });

    /// <summary>Tells the peer to open no more streams.</summary>
    public Http2Status SubmitGoAway(int lastStreamId, Http2ErrorCode code, ReadOnlySpan<byte> debugData) =>
        _terminates ? Http2Status.Success : QueueGoAway(lastStreamId, code, debugData, isTermination: false);

    /// <summary>Resets a stream.</summary>
    public Http2Status SubmitReset(int id, Http2ErrorCode code) => id == 0 ? Http2Status.InvalidArgument : QueueReset(id, code, needsStream: true);

    /// <summary>Announces an alternative service: for an origin on stream 0, else for the stream's.</summary>
    public Http2Status SubmitAltSvc(int id, ReadOnlySpan<byte> origin, ReadOnlySpan<byte> value)
    {
        if (!IsServer)
            return Http2Status.InvalidState;
        if (2 + origin.Length + value.Length > MaxControlPayload || (id == 0) != (origin.Length > 0))
            return Http2Status.InvalidArgument;
        var payload = new byte[2 + origin.Length + value.Length];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)origin.Length);
        origin.CopyTo(payload.AsSpan(2));
        value.CopyTo(payload.AsSpan(2 + origin.Length));
        Queue(_regular, new OutboundFrame(FrameType.AltSvc, id) { Payload = payload });
        return Http2Status.Success;
    }

    /// <summary>Announces origins.</summary>
    public Http2Status SubmitOrigin(IReadOnlyList<byte[]> origins)
    {
        if (!IsServer)
            return Http2Status.InvalidState;
        var length = origins.Sum(origin => 2L + origin.Length);
        if (length > MaxControlPayload)
            return Http2Status.InvalidArgument;
        var payload = new byte[length];
        var at = 0;
        foreach (var origin in origins)
        {
            BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(at), (ushort)origin.Length);
            origin.CopyTo(payload, at + 2);
            at += 2 + origin.Length;
        }
        Queue(_regular, new OutboundFrame(FrameType.Origin, 0) { Payload = payload });
        return Http2Status.Success;
    }

    /// <summary>A stream has data again, or will have no more.</summary>
    public void ResumeData(int id)
    {
        if (Find(id) is not { WaitsForProgram: true } stream)
            return;
        stream.WaitsForProgram = false;
        MakeReady(stream);
    }

    /// <summary>Sets the number of the next stream. False: it was used already, or is the other side's.</summary>
    public bool SetNextStreamId(int id)
    {
        if (id <= 0 || id < _nextStreamId || (id & 1) != (IsServer ? 0 : 1))
            return false;
        _nextStreamId = id;
        return true;
    }

    private Http2Status SubmitHeaders(int id, IReadOnlyList<HeaderField> fields, FrameFlags flags, bool hasBody)
    {
        if (id <= 0)
            return Http2Status.InvalidArgument;
        var frame = new OutboundFrame(FrameType.Headers, id) { Flags = flags | FrameFlags.EndHeaders, Fields = fields, HasBody = hasBody };
        Queue(Find(id) is { Phase: Http2StreamPhase.Reserved } ? _requests : _regular, frame);
        return Http2Status.Success;
    }

    private Http2Status QueueGoAway(int lastStreamId, Http2ErrorCode code, ReadOnlySpan<byte> debugData, bool isTermination)
    {
        if (IsOurs(lastStreamId) || debugData.Length + 8 > MaxControlPayload)
            return Http2Status.InvalidArgument;
        // What was once refused is not taken back.
        lastStreamId = Math.Min(lastStreamId, _localLastId);
        var payload = new byte[8 + debugData.Length];
        BinaryPrimitives.WriteInt32BigEndian(payload, lastStreamId);
        BinaryPrimitives.WriteUInt32BigEndian(payload.AsSpan(4), (uint)code);
        debugData.CopyTo(payload.AsSpan(8));
        Queue(_regular, new OutboundFrame(FrameType.GoAway, 0) { Payload = payload, Code = code, LastStreamId = lastStreamId, IsTermination = isTermination });
        _goAwaySubmitted = true;
        return Http2Status.Success;
    }

    private Http2Status QueueReset(int id, Http2ErrorCode code, bool needsStream)
    {
        var stream = Find(id);
        // One reset is enough, and an idle stream has none.
        if (stream is { Phase: Http2StreamPhase.Closing } || (IsOurs(id) ? id >= _nextStreamId : _lastReceivedId < id))
            return Http2Status.Success;
        if (!IsServer && IsOurs(id) && _requests.FirstOrDefault(request => request.StreamId == id) is { } waiting)
        {
            if (!waiting.IsCancelled)
                (waiting.IsCancelled, waiting.Code) = (true, code);
            return Http2Status.Success;
        }
        if (needsStream && stream == null)
            return Http2Status.Success;
        if (stream != null)
            stream.Phase = Http2StreamPhase.Closing;
        Queue(_regular, new OutboundFrame(FrameType.RstStream, id) { Payload = BigEndian((uint)code), Code = code, NeedsStream = needsStream });
        return Http2Status.Success;
    }

    private void QueueWindowUpdate(FlowWindow window, int id, int bytes)
    {
        window.UpdateQueued = true;
        Queue(_regular, new OutboundFrame(FrameType.WindowUpdate, id) { Payload = BigEndian((uint)bytes) });
    }

    // False: the peer makes us answer faster than it takes the answers.
    private bool QueueAck(FrameType type, ReadOnlySpan<byte> payload)
    {
        if (_queuedAcks >= MaxQueuedAcks)
            return false;
        _queuedAcks++;
        Queue(_urgent, new OutboundFrame(type, 0) { Flags = FrameFlags.Ack, Payload = payload.ToArray() });
        return true;
    }

    private void Queue(Queue<OutboundFrame> queue, OutboundFrame frame)
    {
        _queuedBytes += SizeOf(frame);
        queue.Enqueue(frame);
    }

    private static long SizeOf(OutboundFrame frame) => frame.Payload.Length + frame.Fields.Sum(field => (long)field.Size);

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private void AttachData(Http2Stream stream)
    {
        (stream.HasData, stream.WaitsForProgram, stream.WaitsForWindow) = (true, false, false);
        MakeReady(stream);
    }

    private void DetachData(Http2Stream stream)
    {
        (stream.HasData, stream.WaitsForProgram, stream.WaitsForWindow) = (false, false, false);
        _ready.Remove(stream);
    }

    private void MakeReady(Http2Stream stream)
    {
        if (stream is { HasData: true, WaitsForProgram: false, WaitsForWindow: false })
            _ready.Add(stream);
    }
}
