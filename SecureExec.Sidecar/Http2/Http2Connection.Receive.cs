namespace SecureExec.Sidecar.Http2;

/// <content>Receiving: cuts input into frames. Header blocks and data are handed on as they come; other payloads are gathered first.</content>
internal sealed partial class Http2Connection
{
    private static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    private enum Inbound
    {
        Preface,
        FirstSettings,
        Head,

        /// <summary>A payload that is needed whole.</summary>
        Payload,

        /// <summary>What stands before a block of headers.</summary>
        BlockPrefix,
        Block,
        IgnoreBlock,
        Continuation,
        IgnoreContinuation,
        PadLength,
        Data,
        IgnoreData,
        IgnorePayload,
        IgnoreAll,
    }

    private Inbound _state;
    private FrameHeader _head;
    private byte[] _payload = [];

    // Bytes in _payload and those that must be there; of the frame, those that have not come, and how many of them are padding.
    private int _gathered, _needed, _left, _padding, _prefaceRead, _continuations;

    // Whoever is told has had enough.
    private bool _failed;

    /// <summary>Takes input in. Not success: the connection is beyond repair, and input must not come any more.</summary>
    public Http2Status Receive(ReadOnlySpan<byte> input)
    {
        if (!WantsRead)
            return Http2Status.Success;
        if (_gathered == 0 && _needed == 0)
            Gather(FrameHeader.Size);
        while (_state != Inbound.IgnoreAll)
        {
            var status = Step(ref input, out var waits);
            if (status != Http2Status.Success)
                return status;
            if (waits)
                break;
        }
        return QueuedFrames > MaxQueuedFrames ? Http2Status.Flooded : Http2Status.Success;
    }

    private Http2Status Step(ref ReadOnlySpan<byte> input, out bool waits)
    {
        waits = false;
        switch (_state)
        {
            case Inbound.Preface:
                return ReadPreface(ref input, out waits);
            case Inbound.FirstSettings or Inbound.Head or Inbound.Continuation or Inbound.IgnoreContinuation or Inbound.Payload or Inbound.BlockPrefix or Inbound.PadLength:
                if (!Fill(ref input))
                {
                    waits = true;
                    return Http2Status.Success;
                }
                return OnGathered();
            case Inbound.Block or Inbound.IgnoreBlock:
                return ReadBlock(ref input, out waits);
            case Inbound.Data:
                return ReadData(ref input, out waits);
            default:
                return SkipPayload(ref input, out waits);
        }
    }

    private Http2Status ReadPreface(ref ReadOnlySpan<byte> input, out bool waits)
    {
        var part = Math.Min(input.Length, Preface.Length - _prefaceRead);
        if (!input[..part].SequenceEqual(Preface.AsSpan(_prefaceRead, part)))
        {
            waits = false;
            return Http2Status.BadClientMagic;
        }
        input = input[part..];
        _prefaceRead += part;
        waits = _prefaceRead < Preface.Length;
        if (!waits)
            _state = Inbound.FirstSettings;
        return Http2Status.Success;
    }

    private void Gather(int bytes)
    {
        (_gathered, _needed) = (0, bytes);
        // A large one is rare: it is given up with the frame.
        if (_payload.Length < bytes || _payload.Length > MaxPayload && bytes <= MaxPayload)
            _payload = new byte[Math.Max(bytes, 64)];
    }

    private bool Fill(ref ReadOnlySpan<byte> input)
    {
        var part = Math.Min(input.Length, _needed - _gathered);
        input[..part].CopyTo(_payload.AsSpan(_gathered));
        input = input[part..];
        _gathered += part;
        return _gathered == _needed;
    }

    private void NextFrame()
    {
        _state = Inbound.Head;
        Gather(FrameHeader.Size);
    }

    private Http2Status OnGathered()
    {
        switch (_state)
        {
            case Inbound.FirstSettings:
                var first = FrameHeader.Read(_payload);
                if (first.Type != FrameType.Settings || (first.Flags & FrameFlags.Ack) != 0)
                {
                    _events.OnNotHttp2();
                    Terminate(Http2ErrorCode.ProtocolError, "SETTINGS expected");
                    return Http2Status.Success;
                }
                return OnHead(first);
            case Inbound.Head:
                return OnHead(FrameHeader.Read(_payload));
            case Inbound.Continuation or Inbound.IgnoreContinuation:
                return OnContinuation(FrameHeader.Read(_payload));
            case Inbound.BlockPrefix:
                return OnBlockPrefix();
            case Inbound.PadLength:
                return OnPadLength();
            default:
                return OnPayload(_payload.AsSpan(0, _gathered));
        }
    }

    private Http2Status OnHead(FrameHeader head)
    {
        (_head, _left, _padding) = (head, head.Length, 0);
        if (head.Length > Local.MaxFrameSize)
            return End(Http2ErrorCode.FrameSizeError, "too large frame size");
        switch (head.Type)
        {
            case FrameType.Data:
                return OnDataHead();
            case FrameType.Headers:
                return BeginBlock((head.Flags & FrameFlags.Priority) != 0 ? 5 : 0);
            case FrameType.PushPromise:
                return BeginBlock(sizeof(int));
            case FrameType.Priority:
                return head.Length == 5 ? Seldom(Inbound.Payload) : WrongSize();
            case FrameType.RstStream or FrameType.WindowUpdate:
                return head.Length == 4 ? Need() : WrongSize();
            case FrameType.Settings:
                return OnSettingsHead();
            case FrameType.Ping:
                return head.Length == 8 ? Need() : WrongSize();
            case FrameType.GoAway:
                return head.Length >= 8 ? Need() : WrongSize();
            case FrameType.Continuation:
                return End(Http2ErrorCode.ProtocolError, "CONTINUATION: unexpected");
            case FrameType.AltSvc when !IsServer:
                return head.Length >= 2 ? Need() : WrongSize();
            case FrameType.Origin when !IsServer && head.StreamId == 0 && ((int)head.Flags & 0xf0) == 0:
                return Need();
            default:
                return Seldom(Inbound.IgnorePayload);
        }
    }

    private Http2Status Need()
    {
        _state = Inbound.Payload;
        Gather(_left);
        return Http2Status.Success;
    }

    // A frame that honest peers send seldom, if ever.
    private Http2Status Seldom(Inbound state)
    {
        CountGlitch();
        if (_state == Inbound.IgnoreAll)
            return Http2Status.Success;
        if (state == Inbound.Payload)
            return Need();
        _state = state;
        return Http2Status.Success;
    }

    private Http2Status WrongSize() => End(Http2ErrorCode.FrameSizeError, "");

    private Http2Status End(Http2ErrorCode code, string reason)
    {
        Terminate(code, reason);
        return Http2Status.Success;
    }

    private Http2Status OnSettingsHead()
    {
        var isAck = (_head.Flags & FrameFlags.Ack) != 0;
        if (_head.Length % Http2Setting.Size != 0 || isAck && _head.Length > 0)
            return WrongSize();
        if (!isAck && _queuedAcks >= MaxQueuedAcks)
            return Http2Status.Flooded;
        return _head.Length / Http2Setting.Size > _options.MaxSettings ? End(Http2ErrorCode.EnhanceYourCalm, "SETTINGS: too many setting entries") : Need();
    }

    private Http2Status OnDataHead()
    {
        var id = _head.StreamId;
        _head = _head with { Flags = _head.Flags & (FrameFlags.EndStream | FrameFlags.Padded) };
        if (id == 0)
            return End(Http2ErrorCode.ProtocolError, "DATA: stream_id == 0");
        if (IsIdle(id))
            return End(Http2ErrorCode.ProtocolError, "DATA: stream in idle");
        _state = Inbound.IgnoreData;
        if (Find(id) is not { } stream)
            return Http2Status.Success;
        if (stream.ReadClosed)
            return End(Http2ErrorCode.StreamClosed, "DATA: stream in half-closed(remote)");
        if (stream.Phase == Http2StreamPhase.Closing)
            return Http2Status.Success;
        if (IsOurs(id) && stream.Phase != Http2StreamPhase.Opened)
            return End(Http2ErrorCode.ProtocolError, "DATA: stream not opened");
        if (stream.Phase == Http2StreamPhase.Reserved)
            return End(Http2ErrorCode.ProtocolError, "DATA: stream in reserved");
        if ((_head.Flags & FrameFlags.Padded) != 0)
        {
            if (_left < 1)
                return End(Http2ErrorCode.ProtocolError, "DATA: insufficient padding space");
            _state = Inbound.PadLength;
            Gather(1);
            return Http2Status.Success;
        }
        CountEmptyData();
        if (_state != Inbound.IgnoreAll)
            _state = Inbound.Data;
        return Http2Status.Success;
    }

    // Data without content that does not end its stream either.
    private void CountEmptyData()
    {
        if (_left == 0 && (_head.Flags & FrameFlags.EndStream) == 0)
            CountGlitch();
    }

    private Http2Status OnPadLength()
    {
        _left--;
        // The byte itself counts, and is used up at once.
        if (!TakeIn(_window, 1))
            return Http2Status.Success;
        GiveBack(_window, 0, 1);
        if (Find(_head.StreamId) is { } stream)
        {
            if (!TakeIn(stream.Local, 1))
                return Http2Status.Success;
            GiveBack(stream.Local, stream.Id, 1);
        }
        _padding = _payload[0];
        if (_padding > _left)
            return End(Http2ErrorCode.ProtocolError, "DATA: invalid padding");
        CountEmptyData();
        if (_state != Inbound.IgnoreAll)
            _state = Inbound.Data;
        return Http2Status.Success;
    }

    private Http2Status ReadData(ref ReadOnlySpan<byte> input, out bool waits)
    {
        waits = false;
        if (Find(_head.StreamId) is not { } stream)
        {
            _state = Inbound.IgnoreData;
            return Http2Status.Success;
        }
        var part = input[..Math.Min(input.Length, _left)];
        input = input[part.Length..];
        _left -= part.Length;
        if (!part.IsEmpty)
        {
            if (!TakeIn(_window, part.Length) || !TakeIn(stream.Local, part.Length))
                return Http2Status.Success;
            var content = part[..^Math.Clamp(_padding - _left, 0, part.Length)];
            if (content.Length < part.Length)
            {
                GiveBack(_window, 0, part.Length - content.Length);
                GiveBack(stream.Local, stream.Id, part.Length - content.Length);
            }
            if (!content.IsEmpty && !TakeContent(stream, content))
                return Failure();
            if (_state == Inbound.IgnoreAll)
                return Http2Status.Success;
        }
        if (_left > 0)
        {
            waits = input.IsEmpty;
            return Http2Status.Success;
        }
        return EndData();
    }

    // False: the rest of the frame is ignored.
    private bool TakeContent(Http2Stream stream, ReadOnlySpan<byte> content)
    {
        if (HttpMessageRules.OnContent(stream.Message, content.Length))
        {
            _events.OnData(stream.Id, content);
            return true;
        }
        GiveBack(_window, 0, content.Length);
        if (!RefuseStream(stream.Id, Http2Status.Protocol))
            return false;
        _state = Inbound.IgnoreData;
        return false;
    }

    private Http2Status EndData()
    {
        NextFrame();
        var ends = (_head.Flags & FrameFlags.EndStream) != 0;
        if (Find(_head.StreamId) is not { Phase: not Http2StreamPhase.Closing } stream)
            return Http2Status.Success;
        if (ends && !HttpMessageRules.OnEnd(stream.Message))
        {
            RefuseStream(stream.Id, Http2Status.HttpMessaging);
            stream.ReadClosed = true;
            return Failure();
        }
        if (!_events.OnDataFrame(stream.Id, _head.Length, ends))
            return Http2Status.CallbackFailure;
        if (!ends)
            return Http2Status.Success;
        stream.ReadClosed = true;
        CloseIfDone(stream);
        return Http2Status.Success;
    }

    private Http2Status SkipPayload(ref ReadOnlySpan<byte> input, out bool waits)
    {
        var part = Math.Min(input.Length, _left);
        input = input[part..];
        _left -= part;
        waits = _left > 0;
        if (_state == Inbound.IgnoreData && part > 0 && TakeIn(_window, part))
            GiveBack(_window, 0, part);
        if (!waits && _state != Inbound.IgnoreAll)
            NextFrame();
        return Http2Status.Success;
    }

    // Resets a stream whose frame was wrong, and tells. False: that ended the connection.
    private bool RefuseStream(int id, Http2Status status)
    {
        QueueReset(id, CodeOf(status), needsStream: false);
        if (!_events.OnInvalidFrame(status))
        {
            _failed = true;
            return false;
        }
        CountGlitch();
        return _state != Inbound.IgnoreAll;
    }

    private Http2Status RefuseConnection(Http2Status status, string reason = "")
    {
        if (!_events.OnInvalidFrame(status))
            return Http2Status.CallbackFailure;
        return End(CodeOf(status), reason);
    }

    private Http2Status Failure() => _failed ? Http2Status.CallbackFailure : Http2Status.Success;
}
