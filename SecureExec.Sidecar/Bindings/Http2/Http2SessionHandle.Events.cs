using System.Buffers;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Http2;

namespace SecureExec.Sidecar.Bindings;

/// <content>What the connection tells, in Node's words.</content>
internal sealed partial class Http2SessionHandle
{
    // What a stream is counted with beside what the connection holds for it.
    private const int StreamObjectBytes = 1024;

    private const string TooManyInvalidFrames = "ERR_HTTP2_TOO_MANY_INVALID_FRAMES";

    private uint _invalidFrames, _rejectedStreams;
    private Http2StreamHandle? _reading;

    Http2Status IHttp2Events.OnBeginHeaders(int streamId, HeadersCategory category)
    {
        if (Find(streamId) is { } stream)
        {
            if (!stream.IsDestroyed)
                stream.Headers.Start(category);
            return Http2Status.Success;
        }
        // JavaScript that is called while input is read may have ended the session.
        if (_closing)
        {
            _connection.SubmitReset(streamId, Http2ErrorCode.RefusedStream);
            return Http2Status.CallbackRefused;
        }
        if (_streams.Count < _connection.Local.MaxConcurrentStreams && HasMemory(StreamObjectBytes) && AddStream(streamId, category, 0) != null)
        {
            _rejectedStreams = 0;
            return Http2Status.Success;
        }
        if (_rejectedStreams++ > _fields.MaxRejectedStreams)
            return Http2Status.CallbackFailure;
        _connection.SubmitReset(streamId, Http2ErrorCode.EnhanceYourCalm);
        return Http2Status.CallbackRefused;
    }

    Http2Status IHttp2Events.OnHeader(int streamId, HeaderField field)
    {
        if (Find(streamId) is not { } stream)
            return Http2Status.CallbackRefused;
        if (stream.IsDestroyed || stream.Headers.Add(field))
            return Http2Status.Success;
        stream.Reset(Http2ErrorCode.EnhanceYourCalm);
        return Http2Status.CallbackRefused;
    }

    void IHttp2Events.OnHeaders(int streamId, FrameFlags flags)
    {
        _framesReceived++;
        if (Find(streamId) is not { IsDestroyed: false } stream)
            return;
        using var handles = new HandleScope(_realm.Isolate);
        var iso = _realm.Isolate;
        var (headers, sensitive) = stream.Headers.Take();
        Call(Http2Callback.Headers, stream.Object, V8.Int(iso, streamId), V8.Int(iso, (int)stream.Headers.Category), V8.Int(iso, (int)flags), headers, sensitive);
    }

    void IHttp2Events.OnData(int streamId, ReadOnlySpan<byte> piece)
    {
        _connection.ConsumeConnection(piece.Length);
        if (Find(streamId) is { IsDestroyed: false } stream)
            stream.Deliver(piece);
    }

    bool IHttp2Events.OnDataFrame(int streamId, int length, bool endStream)
    {
        _framesReceived++;
        if (endStream && Find(streamId) is { IsDestroyed: false } stream)
            stream.TellScript([], StreamHandle.EndOfFile);
        else if (length == 0 && _invalidFrames++ > _fields.MaxInvalidFrames)
            return Fail(TooManyInvalidFrames);
        return true;
    }

    void IHttp2Events.OnReset(int streamId)
    {
        _framesReceived++;
        if (Find(streamId) is { } stream)
            stream.IsPeerReset = true;
    }

    void IHttp2Events.OnSettings(bool ack, ReadOnlySpan<Http2Setting> settings)
    {
        _framesReceived++;
        if (ack)
        {
            CompleteSettings();
            return;
        }
        _fields.Clear(Http2Fields.RemoteSettingsUpToDate);
        foreach (var (id, value) in settings)
        {
            if (_options.WantedSettings.Contains(id))
                RemoteCustomSettings[id] = value;
        }
        if (_fields.Has(Http2Fields.RemoteSettingsListeners))
            Call(Http2Callback.Settings);
    }

    void IHttp2Events.OnPing(bool ack, ReadOnlySpan<byte> payload)
    {
        _framesReceived++;
        if (ack)
        {
            // An answer to nothing: the peer is broken, or worse.
            if (!CompletePing(payload))
                TellError(Http2Status.Protocol);
            return;
        }
        if (!_fields.Has(Http2Fields.PingListeners))
            return;
        using var handles = new HandleScope(_realm.Isolate);
        Call(Http2Callback.Ping, NodeBuffer.Create(_realm, payload));
    }

    void IHttp2Events.OnGoAway(Http2ErrorCode code, int lastStreamId, ReadOnlySpan<byte> debugData)
    {
        _framesReceived++;
        using var handles = new HandleScope(_realm.Isolate);
        var iso = _realm.Isolate;
        Call(Http2Callback.GoAway, V8.Number(iso, (uint)code), V8.Int(iso, lastStreamId), debugData.IsEmpty ? V8.Undefined(iso) : NodeBuffer.Create(_realm, debugData));
    }

    void IHttp2Events.OnAltSvc(int streamId, ReadOnlySpan<byte> origin, ReadOnlySpan<byte> value)
    {
        _framesReceived++;
        if (!_fields.Has(Http2Fields.AltSvcListeners))
            return;
        using var handles = new HandleScope(_realm.Isolate);
        var iso = _realm.Isolate;
        Call(Http2Callback.AltSvc, V8.Int(iso, streamId), V8.Latin1(iso, origin), V8.Latin1(iso, value));
    }

    void IHttp2Events.OnOrigin(IReadOnlyList<byte[]> origins)
    {
        _framesReceived++;
        using var handles = new HandleScope(_realm.Isolate);
        Call(Http2Callback.Origin, V8.Array(_realm.Isolate, [.. origins.Select(origin => V8.Latin1(_realm.Isolate, origin))]));
    }

    void IHttp2Events.OnOtherFrame() => _framesReceived++;

    bool IHttp2Events.OnInvalidFrame(Http2Status status)
    {
        if (_invalidFrames++ > _fields.MaxInvalidFrames)
            return Fail(TooManyInvalidFrames);
        if (status is Http2Status.StreamClosed or Http2Status.FlowControl or Http2Status.Protocol)
        {
            using var handles = new HandleScope(_realm.Isolate);
            Call(Http2Callback.Error, V8.Int(_realm.Isolate, (int)status));
        }
        return true;
    }

    void IHttp2Events.OnNotHttp2() => TellError(Http2Status.Protocol);

    void IHttp2Events.OnFrameSent(FrameType type)
    {
        _framesSent++;
        // The connection has ended itself over something that it received; JavaScript hears of it once that is written.
        if (type == FrameType.GoAway && !_closing && !_destroyed && !_gracefulClose && !_ownGoAway)
            _endedItself = true;
    }

    void IHttp2Events.OnFrameNotSent(FrameType type, int streamId, int subjectId, Http2Status status)
    {
        if (status is Http2Status.SessionClosing or Http2Status.StreamClosed or Http2Status.StreamClosing)
        {
            Find(subjectId)?.Headers.Drop();
            if (type != FrameType.GoAway)
                return;
        }
        using var handles = new HandleScope(_realm.Isolate);
        var iso = _realm.Isolate;
        Call(Http2Callback.FrameError, V8.Int(iso, streamId), V8.Int(iso, (int)type), V8.Int(iso, (int)Http2Connection.CodeOf(status)));
    }

    void IHttp2Events.OnStreamClosed(int streamId, Http2ErrorCode code)
    {
        if (Find(streamId) is not { IsDestroyed: false } stream)
            return;
        stream.Code = code;
        using var handles = new HandleScope(_realm.Isolate);
        var iso = _realm.Isolate;
        // It may never have been told to JavaScript, which then says so.
        var answer = stream.Call(Http2Callback.StreamClose, V8.Number(iso, (uint)code), V8.Bool(iso, stream.IsPeerReset));
        if (answer == 0 || V8.Same(answer, V8.False(iso)))
            stream.Destroy();
    }

    int IHttp2Events.ReadData(int streamId, int most, out bool isLast, out bool hasTrailers)
    {
        (isLast, hasTrailers) = (false, false);
        _reading = Find(streamId);
        return _reading?.ReadData(most, out isLast, out hasTrailers) ?? -1;
    }

    void IHttp2Events.SendData(int streamId, int length, IBufferWriter<byte> output)
    {
        _reading?.SendData(length, output);
        _reading = null;
    }

    int IHttp2Events.SelectPadding(int length, int most)
    {
        const int word = 8;
        var over = (length + FrameHeader.Size) % word;
        return _options.Padding switch
        {
            Http2Padding.Max => most,
            Http2Padding.Aligned when over != 0 => Math.Min(most, length + word - over),
            _ => length,
        };
    }

    private bool Fail(string customCode)
    {
        _customError = customCode;
        return false;
    }
}
