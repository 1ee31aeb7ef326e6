using System.Buffers.Binary;

namespace SecureExec.Sidecar.Http2;

/// <content>Receiving frames that carry neither headers nor data.</content>
internal sealed partial class Http2Connection
{
    private Http2Status OnPayload(ReadOnlySpan<byte> payload)
    {
        var status = _head.Type switch
        {
            FrameType.RstStream => OnReset((Http2ErrorCode)BinaryPrimitives.ReadUInt32BigEndian(payload)),
            FrameType.Settings => OnSettings(Http2Setting.ReadAll(payload)),
            FrameType.Ping => OnPing(payload),
            FrameType.GoAway => OnGoAway(payload),
            FrameType.WindowUpdate => OnWindowUpdate(BinaryPrimitives.ReadInt32BigEndian(payload) & int.MaxValue),
            FrameType.AltSvc => OnAltSvc(payload),
            FrameType.Origin => OnOrigin(payload),
            _ => Http2Status.Success, // PRIORITY: RFC 9113 5.3.2 has given it up.
        };
        if (_state != Inbound.IgnoreAll)
            NextFrame();
        return status;
    }

    private Http2Status OnReset(Http2ErrorCode code)
    {
        var id = _head.StreamId;
        if (id == 0)
            return RefuseConnection(Http2Status.Protocol, "RST_STREAM: stream_id == 0");
        if (IsIdle(id))
            return RefuseConnection(Http2Status.Protocol, "RST_STREAM: stream in idle");
        if (Find(id) is { } stream)
            stream.ReadClosed = true;
        _events.OnReset(id);
        Close(id, code);
        // Opening and resetting streams costs a peer nothing, and us a lot.
        if (IsServer && !_goAwaySubmitted && !_resets.Take(Environment.TickCount64 / 1000))
            QueueGoAway(_lastReceivedId, Http2ErrorCode.InternalError, [], isTermination: false);
        return Http2Status.Success;
    }

    private Http2Status OnSettings(Http2Setting[] settings)
    {
        if (_head.StreamId != 0)
            return RefuseConnection(Http2Status.Protocol, "SETTINGS: stream_id != 0");
        if ((_head.Flags & FrameFlags.Ack) != 0)
            return OnSettingsAccepted();
        if (!_gotSettings)
            (_gotSettings, Remote.MaxConcurrentStreams) = (true, uint.MaxValue);
        foreach (var setting in settings)
        {
            if (Apply(setting) is { } wrong)
                return RefuseConnection(wrong.Status, wrong.Reason);
        }
        if (!IsClosing && !QueueAck(FrameType.Settings, []))
            return RefuseConnection(Http2Status.Internal);
        _events.OnSettings(ack: false, settings);
        return Http2Status.Success;
    }

    // Null: it is in force.
    private (Http2Status Status, string Reason)? Apply(Http2Setting setting)
    {
        if (!setting.IsValid)
        {
            return setting.Id switch
            {
                Http2SettingId.EnablePush => (Http2Status.Protocol, "SETTINGS: invalid SETTINGS_ENBLE_PUSH"),
                Http2SettingId.InitialWindowSize => (Http2Status.FlowControl, "SETTINGS: too large SETTINGS_INITIAL_WINDOW_SIZE"),
                Http2SettingId.MaxFrameSize => (Http2Status.Protocol, "SETTINGS: invalid SETTINGS_MAX_FRAME_SIZE"),
                _ => (Http2Status.Protocol, "SETTINGS: invalid SETTINGS_ENABLE_CONNECT_PROTOCOL"),
            };
        }
        switch (setting.Id)
        {
            case Http2SettingId.HeaderTableSize:
                _encoder.AllowTableSize(setting.Value);
                break;
            case Http2SettingId.EnablePush when !IsServer && setting.Value != 0:
                return (Http2Status.Protocol, "SETTINGS: server attempted to enable push");
            case Http2SettingId.InitialWindowSize when !ShiftRemoteWindows(setting.Value):
                return (Http2Status.FlowControl, "");
            case Http2SettingId.EnableConnectProtocol when !IsServer && Remote.EnableConnectProtocol != 0 && setting.Value == 0:
                return (Http2Status.Protocol, "SETTINGS: server attempted to disable SETTINGS_ENABLE_CONNECT_PROTOCOL");
        }
        Remote[setting.Id] = setting.Value;
        return null;
    }

    private Http2Status OnSettingsAccepted()
    {
        if (!_settingsInFlight.TryDequeue(out var settings))
            return RefuseConnection(Http2Status.Protocol, "SETTINGS: unexpected ACK");
        foreach (var (id, value) in settings)
        {
            if (id == Http2SettingId.HeaderTableSize)
                _decoder.AllowTableSize(value);
            else if (id == Http2SettingId.InitialWindowSize && !ShiftLocalWindows(value))
                return RefuseConnection(Http2Status.FlowControl);
            Local[id] = value;
        }
        _events.OnSettings(ack: true, []);
        return Http2Status.Success;
    }

    private Http2Status OnPing(ReadOnlySpan<byte> payload)
    {
        if (_head.StreamId != 0)
            return RefuseConnection(Http2Status.Protocol, "PING: stream_id != 0");
        var isAck = (_head.Flags & FrameFlags.Ack) != 0;
        if (!isAck && !IsClosing && !QueueAck(FrameType.Ping, payload))
            return Http2Status.Flooded;
        _events.OnPing(isAck, payload);
        return Http2Status.Success;
    }

    private Http2Status OnGoAway(ReadOnlySpan<byte> payload)
    {
        if (_head.StreamId != 0)
            return RefuseConnection(Http2Status.Protocol, "GOAWAY: stream_id != 0");
        var lastId = BinaryPrimitives.ReadInt32BigEndian(payload) & int.MaxValue;
        if (lastId > 0 && !IsOurs(lastId) || _remoteLastId < lastId)
            return RefuseConnection(Http2Status.Protocol, "GOAWAY: invalid last_stream_id");
        (_goAwayReceived, _remoteLastId) = (true, lastId);
        _events.OnGoAway((Http2ErrorCode)BinaryPrimitives.ReadUInt32BigEndian(payload[4..]), lastId, payload[8..]);
        CloseBeyond(lastId, ours: true);
        return Http2Status.Success;
    }

    private Http2Status OnWindowUpdate(int increment)
    {
        var id = _head.StreamId;
        if (id == 0)
        {
            if (increment == 0)
                return RefuseConnection(Http2Status.Protocol, "WINDOW_UPDATE: window_size_increment == 0");
            if (RemoteWindow + increment > int.MaxValue)
                return RefuseConnection(Http2Status.FlowControl);
            RemoteWindow += increment;
            _events.OnOtherFrame();
            return Http2Status.Success;
        }
        if (IsIdle(id))
            return RefuseConnection(Http2Status.Protocol, "WINDOW_UPDATE to idle stream");
        if (Find(id) is not { } stream)
            return Http2Status.Success;
        if (stream.Phase == Http2StreamPhase.Reserved && !IsOurs(id))
            return RefuseConnection(Http2Status.Protocol, "WINDOW_UPADATE to reserved stream");
        if (increment == 0)
            return RefuseConnection(Http2Status.Protocol, "WINDOW_UPDATE: window_size_increment == 0");
        if (stream.RemoteWindow + increment > int.MaxValue)
            return RefuseConnection(Http2Status.FlowControl, "WINDOW_UPDATE: window size overflow");
        stream.RemoteWindow += increment;
        WakeForWindow(stream);
        _events.OnOtherFrame();
        return Http2Status.Success;
    }

    private Http2Status OnAltSvc(ReadOnlySpan<byte> payload)
    {
        int originLength = BinaryPrimitives.ReadUInt16BigEndian(payload);
        payload = payload[2..];
        if (originLength > payload.Length)
            return WrongSize();
        var origin = payload[..originLength];
        var value = payload[originLength..];
        var id = _head.StreamId;
        if ((id == 0) != (origin.Length > 0) || value.IsEmpty)
            return _events.OnInvalidFrame(Http2Status.Protocol) ? Http2Status.Success : Http2Status.CallbackFailure;
        if (id == 0 || Find(id) is { Phase: not Http2StreamPhase.Closing })
            _events.OnAltSvc(id, origin, value);
        return Http2Status.Success;
    }

    private Http2Status OnOrigin(ReadOnlySpan<byte> payload)
    {
        List<byte[]> origins = [];
        while (!payload.IsEmpty)
        {
            // One that cannot be read is left alone.
            if (payload.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(payload) is var length && length > payload.Length - 2)
                return Http2Status.Success;
            if (length > 0)
                origins.Add(payload.Slice(2, length).ToArray());
            payload = payload[(2 + length)..];
        }
        _events.OnOrigin(origins);
        return Http2Status.Success;
    }
}
