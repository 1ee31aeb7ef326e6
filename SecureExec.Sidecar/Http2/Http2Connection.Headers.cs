using System.Buffers.Binary;

namespace SecureExec.Sidecar.Http2;

/// <content>Receiving blocks of headers: HEADERS, PUSH_PROMISE and their CONTINUATIONs.</content>
internal sealed partial class Http2Connection
{
    private HeadersCategory _category;
    private int _promisedId, _prefix;

    // The stream that a block is about.
    private int SubjectId => _head.Type == FrameType.PushPromise ? _promisedId : _head.StreamId;

    private Http2Status BeginBlock(int prefix)
    {
        var isPadded = (_head.Flags & FrameFlags.Padded) != 0;
        if (isPadded && _left < 1 + prefix)
            return End(Http2ErrorCode.ProtocolError, $"{Name}: {(_left < 1 ? "insufficient padding space" : "invalid padding")}");
        if (_left < prefix)
            return WrongSize();
        _prefix = prefix;
        _state = Inbound.BlockPrefix;
        Gather(prefix + (isPadded ? 1 : 0));
        return Http2Status.Success;
    }

    private string Name => _head.Type == FrameType.PushPromise ? "PUSH_PROMISE" : "HEADERS";

    private Http2Status OnBlockPrefix()
    {
        var prefix = _payload.AsSpan(0, _gathered);
        _left -= prefix.Length;
        if (prefix.Length > _prefix)
        {
            _padding = prefix[0];
            prefix = prefix[1..];
            if (_padding > _left)
                return End(Http2ErrorCode.ProtocolError, $"{Name}: invalid padding");
        }
        _state = Inbound.Block;
        Http2Status status;
        if (_head.Type == FrameType.PushPromise)
        {
            _promisedId = BinaryPrimitives.ReadInt32BigEndian(prefix) & int.MaxValue;
            status = OnPromise();
        }
        else
        {
            var dependsOn = prefix.Length > 0 ? BinaryPrimitives.ReadInt32BigEndian(prefix) & int.MaxValue : 0;
            status = OnHeadersFrame(dependsOn);
        }
        if (_state == Inbound.IgnoreAll || status == Http2Status.Success)
            return Failure();
        if (status == Http2Status.CallbackFailure)
            return status;
        if (status == Http2Status.CallbackRefused)
            QueueReset(SubjectId, Http2ErrorCode.InternalError, needsStream: false);
        else if (_head.Type == FrameType.Headers)
            CountGlitch();
        if (_state != Inbound.IgnoreAll)
            _state = Inbound.IgnoreBlock;
        return Http2Status.Success;
    }

    // InvalidState: the block is read without being told.
    private Http2Status OnHeadersFrame(int dependsOn)
    {
        var id = _head.StreamId;
        if (Find(id) is not { } stream)
        {
            _category = HeadersCategory.Request;
            return OnRequest(id, dependsOn);
        }
        if (stream.Phase == Http2StreamPhase.Reserved)
        {
            _category = HeadersCategory.PushResponse;
            return OnPushResponse(stream);
        }
        var isResponse = stream.Phase == Http2StreamPhase.Opening && IsOurs(id);
        _category = isResponse ? HeadersCategory.Response : HeadersCategory.Headers;
        if (stream.ReadClosed)
            return RefuseBlock(Http2Status.StreamClosed, "HEADERS: stream closed");
        if (isResponse)
            stream.Phase = Http2StreamPhase.Opened;
        else if (IsOurs(id) ? stream.Phase != Http2StreamPhase.Opened : stream.Phase == Http2StreamPhase.Closing)
            return Http2Status.InvalidState;
        return _events.OnBeginHeaders(id, _category);
    }

    private Http2Status OnRequest(int id, int dependsOn)
    {
        if (id == 0)
            return RefuseBlock(Http2Status.Protocol, "request HEADERS: stream_id == 0");
        if (!IsServer)
            return IsIdle(id) ? RefuseBlock(Http2Status.Protocol, "request HEADERS: client received request") : Http2Status.InvalidState;
        if (!IsNewFromPeer(id))
            return IsOurs(id) ? RefuseBlock(Http2Status.Protocol, "request HEADERS: invalid stream_id") : Http2Status.InvalidState;
        _lastReceivedId = id;
        if (_incoming >= Local.MaxConcurrentStreams)
            return RefuseBlock(Http2Status.Protocol, "request HEADERS: max concurrent streams exceeded");
        if (_terminates || _goAwaySent)
            return Http2Status.InvalidState;
        if (dependsOn == id)
            return RefuseBlock(Http2Status.Protocol, "request HEADERS: depend on itself");
        // Announced and not yet accepted: the peer may not know.
        if (_incoming >= _announcedMaxStreams)
        {
            RefuseFrame(id, Http2Status.RefusedStream);
            return Http2Status.InvalidState;
        }
        Open(id, Http2StreamPhase.Opening);
        LastProcessedId = id;
        return _events.OnBeginHeaders(id, _category);
    }

    private Http2Status OnPushResponse(Http2Stream stream)
    {
        if (IsServer)
            return RefuseBlock(Http2Status.Protocol, "HEADERS: no HEADERS allowed from client in reserved state");
        if (_incoming >= Local.MaxConcurrentStreams)
            return RefuseBlock(Http2Status.Protocol, "push response HEADERS: max concurrent streams exceeded");
        if (_terminates || _goAwaySent)
            return Http2Status.InvalidState;
        if (_incoming >= _announcedMaxStreams)
        {
            RefuseFrame(stream.Id, Http2Status.RefusedStream);
            return Http2Status.InvalidState;
        }
        (stream.Phase, stream.IsPush) = (Http2StreamPhase.Opened, false);
        _reserved--;
        _incoming++;
        return _events.OnBeginHeaders(stream.Id, _category);
    }

    private Http2Status OnPromise()
    {
        _category = HeadersCategory.Request;
        var id = _head.StreamId;
        if (id == 0)
            return RefuseBlock(Http2Status.Protocol, "PUSH_PROMISE: stream_id == 0");
        if (IsServer || Local.EnablePush == 0)
            return RefuseBlock(Http2Status.Protocol, "PUSH_PROMISE: push disabled");
        if (!IsOurs(id))
            return RefuseBlock(Http2Status.Protocol, "PUSH_PROMISE: invalid stream_id");
        if (_terminates || _goAwaySent)
            return Http2Status.InvalidState;
        if (!IsNewFromPeer(_promisedId))
            return RefuseBlock(Http2Status.Protocol, "PUSH_PROMISE: invalid promised_stream_id");
        if (IsIdle(id))
            return RefuseBlock(Http2Status.Protocol, "PUSH_PROMISE: stream in idle");
        _lastReceivedId = _promisedId;
        if (Find(id) is not { Phase: not Http2StreamPhase.Closing } stream || !_announcedPush || _reserved >= _options.MaxReservedStreams)
        {
            QueueReset(_promisedId, Http2ErrorCode.Cancel, needsStream: false);
            return Http2Status.InvalidState;
        }
        if (stream.ReadClosed)
            return RefuseBlock(Http2Status.StreamClosed, "PUSH_PROMISE: stream closed");
        Open(_promisedId, Http2StreamPhase.Reserved);
        LastProcessedId = _promisedId;
        return _events.OnBeginHeaders(_promisedId, _category);
    }

    private Http2Status RefuseBlock(Http2Status status, string reason)
    {
        var outcome = RefuseConnection(status, reason);
        return outcome == Http2Status.Success ? Http2Status.InvalidState : outcome;
    }

    private void RefuseFrame(int id, Http2Status status)
    {
        QueueReset(id, CodeOf(status), needsStream: false);
        _failed |= !_events.OnInvalidFrame(status);
    }

    private Http2Status ReadBlock(ref ReadOnlySpan<byte> input, out bool waits)
    {
        waits = false;
        var part = input[..Math.Min(input.Length, _left - _padding)];
        input = input[part.Length..];
        _left -= part.Length;
        var isLast = _left == _padding && (_head.Flags & FrameFlags.EndHeaders) != 0;
        if (!part.IsEmpty || isLast)
        {
            var status = DecodeBlock(part, isLast);
            if (status != Http2Status.Success || _state == Inbound.IgnoreAll)
                return status;
        }
        if (_left > _padding)
        {
            waits = true;
            return Http2Status.Success;
        }
        var skipped = Math.Min(input.Length, _left);
        input = input[skipped..];
        _left -= skipped;
        _padding -= skipped;
        if (_left > 0)
        {
            waits = true;
            return Http2Status.Success;
        }
        if ((_head.Flags & FrameFlags.EndHeaders) == 0)
        {
            _state = _state == Inbound.Block ? Inbound.Continuation : Inbound.IgnoreContinuation;
            Gather(FrameHeader.Size);
            return Http2Status.Success;
        }
        _continuations = 0;
        var told = _state == Inbound.Block ? EndBlock() : Http2Status.Success;
        if (_state != Inbound.IgnoreAll)
            NextFrame();
        return told;
    }

    private Http2Status OnContinuation(FrameHeader head)
    {
        if (head.Type != FrameType.Continuation || head.StreamId != _head.StreamId)
            return End(Http2ErrorCode.ProtocolError, "unexpected non-CONTINUATION frame or stream_id is invalid");
        if (head.Length > Local.MaxFrameSize)
            return End(Http2ErrorCode.FrameSizeError, "too large frame size");
        if (++_continuations > MaxContinuations)
            return Http2Status.TooManyContinuations;
        (_left, _padding) = (head.Length, 0);
        _head = _head with { Flags = _head.Flags | head.Flags & FrameFlags.EndHeaders };
        _state = _state == Inbound.Continuation ? Inbound.Block : Inbound.IgnoreBlock;
        return Http2Status.Success;
    }

    private Http2Status DecodeBlock(ReadOnlySpan<byte> part, bool isLast)
    {
        _decoder.Append(part);
        HpackDecoder.Outcome outcome;
        while ((outcome = _decoder.Read(out var field)) == HpackDecoder.Outcome.Field)
        {
            if (_state != Inbound.Block)
                continue;
            var status = OnField(field);
            if (status == Http2Status.CallbackFailure)
                return status;
            if (_state == Inbound.IgnoreAll)
                return Http2Status.Success;
            if (status == Http2Status.Success)
                continue;
            // The rest is read for the table's sake.
            QueueReset(SubjectId, Http2ErrorCode.InternalError, needsStream: false);
            _state = Inbound.IgnoreBlock;
        }
        if (outcome == HpackDecoder.Outcome.NeedsMore && (!isLast || _decoder.End()))
            return Http2Status.Success;
        if (_state == Inbound.Block && Find(SubjectId) is { Phase: not Http2StreamPhase.Closing })
            QueueReset(SubjectId, Http2ErrorCode.CompressionError, needsStream: false);
        return End(Http2ErrorCode.CompressionError, "");
    }

    private Http2Status OnField(HeaderField field)
    {
        if (Find(SubjectId) is not { } stream)
            return Http2Status.Success;
        var isTrailer = _head.Type == FrameType.Headers && _category == HeadersCategory.Headers
            && (IsServer || !stream.Message.Has(HttpMessageState.Seen.ExpectsFinal));
        var context = new HttpMessageRules.Context(IsServer || _head.Type == FrameType.PushPromise, isTrailer, IsServer && _announcedProtocol, _options.AllowsOuterBlanks);
        switch (HttpMessageRules.OnField(stream, field, context))
        {
            case HttpMessageRules.Verdict.Accepted:
                return _events.OnHeader(stream.Id, field);
            case HttpMessageRules.Verdict.Ignored:
                return Http2Status.Success;
            default:
                RefuseStream(stream.Id, Http2Status.HttpHeader);
                return _failed ? Http2Status.CallbackFailure : Http2Status.CallbackRefused;
        }
    }

    private Http2Status EndBlock()
    {
        // Of a stream that is being closed nothing is told.
        if (Find(_head.StreamId) is not { Phase: not Http2StreamPhase.Closing } stream)
            return Http2Status.Success;
        var ends = _head.Type == FrameType.Headers && (_head.Flags & FrameFlags.EndStream) != 0;
        if (!IsMessage(stream, ends))
        {
            RefuseStream(SubjectId, Http2Status.HttpMessaging);
            stream.ReadClosed |= ends;
            return Failure();
        }
        _events.OnHeaders(SubjectId, _head.Flags);
        if (!ends)
            return Http2Status.Success;
        stream.ReadClosed = true;
        CloseIfDone(stream);
        return Http2Status.Success;
    }

    private bool IsMessage(Http2Stream stream, bool ends)
    {
        if (_head.Type == FrameType.PushPromise)
            return Find(_promisedId) is not { } promised || HttpMessageRules.OnRequest(promised.Message, isPromise: true);
        var message = stream.Message;
        var isRight = _category switch
        {
            HeadersCategory.Request => HttpMessageRules.OnRequest(message, isPromise: false),
            HeadersCategory.Response or HeadersCategory.PushResponse => HttpMessageRules.OnResponse(message),
            _ => message.Has(HttpMessageState.Seen.ExpectsFinal) ? HttpMessageRules.OnResponse(message) : ends,
        };
        return isRight && (!ends || HttpMessageRules.OnEnd(message));
    }
}
