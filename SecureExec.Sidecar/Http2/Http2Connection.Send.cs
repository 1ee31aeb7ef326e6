using System.Buffers;
using System.Buffers.Binary;

namespace SecureExec.Sidecar.Http2;

/// <content>Sending: frames that wait, then the data of streams as far as windows let it.</content>
internal sealed partial class Http2Connection
{
    /// <summary>Bytes of one frame's payload that is sent.</summary>
    public const int MaxPayload = 16384;

    private const int MaxPadding = 256;

    private readonly ArrayBufferWriter<byte> _block = new();
    private bool _sendsPreface;

    /// <summary>Writes what can be sent. False: there is more, as <paramref name="limit"/> bytes were reached.</summary>
    public bool Send(ArrayBufferWriter<byte> output, int limit)
    {
        if (_sendsPreface)
            output.Write(Preface);
        _sendsPreface = false;
        while (true)
        {
            if (output.WrittenCount >= limit)
                return !WantsWrite;
            if (TakeFrame() is { } frame)
                Send(frame, output);
            else if (RemoteWindow > 0 && _ready.Min is { } stream)
                SendData(stream, output);
            else
                return true;
        }
    }

    private OutboundFrame? TakeFrame()
    {
        if (_urgent.TryDequeue(out var frame) || _regular.TryDequeue(out frame) || MayOpenStream && _requests.TryDequeue(out frame))
            _queuedBytes -= SizeOf(frame);
        return frame;
    }

    private void Send(OutboundFrame frame, ArrayBufferWriter<byte> output)
    {
        var status = Prepare(frame);
        if (status == Http2Status.Success)
        {
            if (frame.Type is FrameType.Headers or FrameType.PushPromise)
                WriteBlock(frame, output);
            else
                WriteFrame(new FrameHeader(frame.Payload.Length, frame.Type, frame.Flags, frame.StreamId), frame.Payload, output);
            _events.OnFrameSent(frame.Type);
            AfterSent(frame);
            return;
        }
        if (frame.Type != FrameType.WindowUpdate && (frame.Type != FrameType.RstStream || status != Http2Status.StreamClosed))
            _events.OnFrameNotSent(frame.Type, frame.StreamId, frame.Type == FrameType.PushPromise ? frame.PromisedId : frame.StreamId, status);
        // The stream that it would have opened. With REFUSED_STREAM a program can ask again.
        if (frame is { Type: FrameType.Headers, Category: HeadersCategory.Request })
            Close(frame.StreamId, frame.IsCancelled ? frame.Code : Http2ErrorCode.RefusedStream);
        else if (frame.Type == FrameType.PushPromise)
            Close(frame.PromisedId, Http2ErrorCode.InternalError);
    }

    // Whether it may be sent now.
    private Http2Status Prepare(OutboundFrame frame)
    {
        switch (frame.Type)
        {
            case FrameType.Headers:
                var status = PrepareHeaders(frame);
                return status == Http2Status.Success && HpackEncoder.Bound(frame.Fields) + 5 > _options.MaxSendHeaderBlock ? Http2Status.FrameSize : status;
            case FrameType.PushPromise:
                status = MayPromise(Find(frame.StreamId));
                return status == Http2Status.Success && HpackEncoder.Bound(frame.Fields) > _options.MaxSendHeaderBlock ? Http2Status.FrameSize : status;
            case FrameType.RstStream:
                return IsClosing ? Http2Status.SessionClosing : frame.NeedsStream && Find(frame.StreamId) == null ? Http2Status.StreamClosed : Http2Status.Success;
            case FrameType.Settings when frame.Flags == FrameFlags.Ack:
                _queuedAcks--;
                return IsClosing ? Http2Status.SessionClosing : Http2Status.Success;
            case FrameType.Ping:
                _queuedAcks -= frame.Flags == FrameFlags.Ack ? 1 : 0;
                return _terminates ? Http2Status.SessionClosing : Http2Status.Success;
            case FrameType.GoAway:
                _localLastId = frame.LastStreamId;
                return Http2Status.Success;
            case FrameType.WindowUpdate or FrameType.AltSvc or FrameType.Origin:
                return MayAddress(frame);
            default:
                return Http2Status.Success;
        }
    }

    private Http2Status PrepareHeaders(OutboundFrame frame)
    {
        if (frame.Category == HeadersCategory.Request)
        {
            var opened = Open(frame.StreamId, Http2StreamPhase.Initial);
            if (frame.IsCancelled)
                return Http2Status.StreamClosing;
            if (_goAwayReceived || IsClosing)
                return Http2Status.StartStreamNotAllowed;
            HttpMessageRules.OnSentRequest(opened.Message, frame.Fields);
            return Http2Status.Success;
        }
        var stream = Find(frame.StreamId);
        var status = MaySendOn(stream);
        if (status != Http2Status.Success || stream == null)
            return status;
        var isOurs = IsOurs(frame.StreamId);
        switch (stream.Phase)
        {
            case Http2StreamPhase.Closing:
                return Http2Status.StreamClosing;
            case Http2StreamPhase.Reserved:
                if (!IsServer)
                    return Http2Status.Protocol;
                frame.Category = HeadersCategory.PushResponse;
                return _goAwayReceived ? Http2Status.StartStreamNotAllowed : Http2Status.Success;
            case Http2StreamPhase.Opening when IsServer && !isOurs:
                frame.Category = HeadersCategory.Response;
                return Http2Status.Success;
            default:
                frame.Category = HeadersCategory.Headers;
                return stream.Phase == Http2StreamPhase.Opened || isOurs ? Http2Status.Success : Http2Status.InvalidStreamState;
        }
    }

    private Http2Status MaySendOn(Http2Stream? stream) =>
        stream == null ? Http2Status.StreamClosed : IsClosing ? Http2Status.SessionClosing : stream.WriteClosed ? Http2Status.StreamShutForWriting : Http2Status.Success;

    private Http2Status MayPromise(Http2Stream? stream)
    {
        var status = MaySendOn(stream);
        if (status != Http2Status.Success || stream == null)
            return status;
        if (Remote.EnablePush == 0)
            return Http2Status.PushDisabled;
        if (stream.Phase == Http2StreamPhase.Closing)
            return Http2Status.StreamClosing;
        return _goAwayReceived ? Http2Status.StartStreamNotAllowed : Http2Status.Success;
    }

    private Http2Status MayAddress(OutboundFrame frame)
    {
        if (IsClosing)
            return Http2Status.SessionClosing;
        if (frame.StreamId == 0)
            return Http2Status.Success;
        if (Find(frame.StreamId) is not { } stream)
            return Http2Status.StreamClosed;
        if (stream.Phase == Http2StreamPhase.Closing)
            return Http2Status.StreamClosing;
        return frame.Type == FrameType.WindowUpdate && stream.Phase == Http2StreamPhase.Reserved && IsOurs(stream.Id) ? Http2Status.InvalidStreamState : Http2Status.Success;
    }

    private Http2Status MaySendData(Http2Stream stream)
    {
        var status = MaySendOn(stream);
        if (status != Http2Status.Success)
            return status;
        return stream.Phase switch
        {
            Http2StreamPhase.Closing => Http2Status.StreamClosing,
            Http2StreamPhase.Opened => Http2Status.Success,
            Http2StreamPhase.Reserved => Http2Status.InvalidStreamState,
            _ => IsOurs(stream.Id) ? Http2Status.Success : Http2Status.InvalidStreamState,
        };
    }

    // A frame of headers, and CONTINUATIONs for what it has no room for.
    private void WriteBlock(OutboundFrame frame, ArrayBufferWriter<byte> output)
    {
        _block.ResetWrittenCount();
        if (frame.Type == FrameType.PushPromise)
        {
            BinaryPrimitives.WriteInt32BigEndian(_block.GetSpan(sizeof(int)), frame.PromisedId);
            _block.Advance(sizeof(int));
        }
        _encoder.Encode(frame.Fields, _block);
        var rest = _block.WrittenSpan;
        var first = rest[..Math.Min(rest.Length, MaxPayload)];
        rest = rest[first.Length..];
        var flags = rest.IsEmpty ? frame.Flags : frame.Flags & ~FrameFlags.EndHeaders;
        WritePadded(new FrameHeader(first.Length, frame.Type, flags, frame.StreamId), Padding(first.Length, MaxPayload), first, output);
        while (!rest.IsEmpty)
        {
            var part = rest[..Math.Min(rest.Length, MaxPayload)];
            rest = rest[part.Length..];
            WriteFrame(new FrameHeader(part.Length, FrameType.Continuation, rest.IsEmpty ? FrameFlags.EndHeaders : FrameFlags.None, frame.StreamId), part, output);
        }
        if (frame.Type == FrameType.PushPromise)
            _lastSentId = frame.PromisedId;
        else if (frame.Category == HeadersCategory.Request)
            _lastSentId = frame.StreamId;
    }

    private void AfterSent(OutboundFrame frame)
    {
        switch (frame.Type)
        {
            case FrameType.Headers:
                AfterHeaders(frame);
                break;
            case FrameType.RstStream:
                Close(frame.StreamId, frame.Code);
                break;
            case FrameType.GoAway:
                _terminated |= frame.IsTermination;
                _goAwaySent = true;
                CloseBeyond(frame.LastStreamId, ours: false);
                break;
            case FrameType.WindowUpdate when frame.StreamId == 0:
                _window.UpdateQueued = false;
                GiveBack(_window, 0, 0);
                break;
            case FrameType.WindowUpdate:
                if (Find(frame.StreamId) is not { } stream)
                    break;
                stream.Local.UpdateQueued = false;
                if (!stream.ReadClosed)
                    GiveBack(stream.Local, stream.Id, 0);
                break;
        }
    }

    private void AfterHeaders(OutboundFrame frame)
    {
        if (Find(frame.StreamId) is not { } stream)
            return;
        switch (frame.Category)
        {
            case HeadersCategory.Request:
                stream.Phase = Http2StreamPhase.Opening;
                break;
            case HeadersCategory.PushResponse:
                stream.IsPush = false;
                _outgoing++;
                stream.Phase = Http2StreamPhase.Opened;
                break;
            case HeadersCategory.Response:
                stream.Phase = Http2StreamPhase.Opened;
                break;
        }
        stream.WriteClosed |= (frame.Flags & FrameFlags.EndStream) != 0;
        CloseIfDone(stream);
        if (frame.HasBody && !stream.HasData)
            AttachData(stream);
    }

    private void SendData(Http2Stream stream, ArrayBufferWriter<byte> output)
    {
        if (MaySendData(stream) != Http2Status.Success)
        {
            DetachData(stream);
            return;
        }
        var most = (int)Math.Min(Math.Min(stream.RemoteWindow, RemoteWindow), Math.Min(Remote.MaxFrameSize, MaxPayload));
        if (most <= 0)
        {
            stream.WaitsForWindow = true;
            _ready.Remove(stream);
            return;
        }
        var length = _events.ReadData(stream.Id, most, out var isLast, out var hasTrailers);
        if (length < 0)
        {
            stream.WaitsForProgram = true;
            _ready.Remove(stream);
            return;
        }
        if (length == 0 && isLast && hasTrailers)
        {
            // Nothing to say: the trailers end the stream.
            DetachData(stream);
            return;
        }
        var flags = isLast && !hasTrailers ? FrameFlags.EndStream : FrameFlags.None;
        var padding = Padding(length, most);
        var header = new FrameHeader(length, FrameType.Data, flags, stream.Id);
        WritePadded(header, padding, [], output);
        _events.SendData(stream.Id, length, output);
        WriteZeros(padding - length - 1, output);
        RemoteWindow -= padding;
        stream.RemoteWindow -= padding;
        if (isLast)
            DetachData(stream);
        _events.OnFrameSent(FrameType.Data);
        if (flags == FrameFlags.EndStream)
        {
            stream.WriteClosed = true;
            CloseIfDone(stream);
        }
        else if (!isLast && MaySendData(stream) != Http2Status.Success)
        {
            DetachData(stream);
        }
    }

    // Bytes of a payload with its padding, and the byte that tells how much it is.
    private int Padding(int length, int most) =>
        _options.HasPadding && length < most ? Math.Clamp(_events.SelectPadding(length, Math.Min(most, length + MaxPadding)), length, Math.Min(most, length + MaxPadding)) : length;

    // A frame whose payload, without its padding, may follow.
    private static void WritePadded(FrameHeader header, int padded, ReadOnlySpan<byte> payload, ArrayBufferWriter<byte> output)
    {
        var length = header.Length;
        if (padded > length)
        {
            (header with { Length = padded, Flags = header.Flags | FrameFlags.Padded }).Write(output);
            output.Write([(byte)(padded - length - 1)]);
        }
        else
        {
            header.Write(output);
        }
        if (payload.IsEmpty)
            return;
        output.Write(payload);
        WriteZeros(padded - length - 1, output);
    }

    private static void WriteZeros(int count, ArrayBufferWriter<byte> output)
    {
        if (count <= 0)
            return;
        output.GetSpan(count)[..count].Clear();
        output.Advance(count);
    }

    private static void WriteFrame(FrameHeader header, ReadOnlySpan<byte> payload, ArrayBufferWriter<byte> output)
    {
        header.Write(output);
        output.Write(payload);
    }
}
