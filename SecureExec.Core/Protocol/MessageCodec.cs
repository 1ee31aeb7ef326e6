namespace SecureExec.Protocol;

/// <summary>Turns messages into frames and back. A reader of one direction refuses the kinds of the other.</summary>
internal static class MessageCodec
{
    /// <summary>Encodes a message; the frame is <see cref="FrameWriter.Frame"/>.</summary>
    internal static void Encode(FrameWriter writer, Message message)
    {
        writer.Begin(message.Kind);
        message.WriteFields(writer);
        writer.End();
    }

    /// <summary>Decodes what the worker may receive. The message keeps <paramref name="payload"/> alive and unshared: the caller gives it away.</summary>
    /// <exception cref="ProtocolException">The payload is no valid message of the host.</exception>
    internal static HostMessage DecodeHost(ReadOnlyMemory<byte> payload)
    {
        var reader = new FrameReader(payload);
        HostMessage message = (MessageKind)reader.Byte() switch
        {
            MessageKind.Hello => HelloMessage.Read(ref reader),
            MessageKind.Configure => ConfigureMessage.Read(ref reader),
            MessageKind.StartProcess => StartProcessMessage.Read(ref reader),
            MessageKind.Stdin => StdinMessage.Read(ref reader),
            MessageKind.StdinClose => StdinCloseMessage.Read(ref reader),
            MessageKind.TerminateRun => TerminateRunMessage.Read(ref reader),
            MessageKind.OutputCredit => OutputCreditMessage.Read(ref reader),
            MessageKind.FileRequest => FileRequestMessage.Read(ref reader),
            MessageKind.ProcessListRequest => ProcessListRequestMessage.Read(ref reader),
            MessageKind.KillRequest => KillRequestMessage.Read(ref reader),
            MessageKind.SnapshotRequest => SnapshotRequestMessage.Read(ref reader),
            MessageKind.BrokerReply => BrokerReplyMessage.Read(ref reader),
            MessageKind.Call => CallMessage.Read(ref reader),
            MessageKind.CallCancel => CallCancelMessage.Read(ref reader),
            MessageKind.EventCredit => EventCreditMessage.Read(ref reader),
            MessageKind.HostToolReply => HostToolReplyMessage.Read(ref reader),
            MessageKind.EgressOpened => EgressOpenedMessage.Read(ref reader),
            MessageKind.EgressFailed => EgressFailedMessage.Read(ref reader),
            MessageKind.EgressReceived => EgressReceivedMessage.Read(ref reader),
            MessageKind.EgressEnded => EgressEndedMessage.Read(ref reader),
            MessageKind.EgressRoom => EgressRoomMessage.Read(ref reader),
            MessageKind.EgressDatagram => EgressDatagramMessage.Read(ref reader),
            MessageKind.EgressResolved => EgressResolvedMessage.Read(ref reader),
            MessageKind.EgressAnswer => EgressAnswerMessage.Read(ref reader),
            MessageKind.IngressConnect => IngressConnectMessage.Read(ref reader),
            MessageKind.IngressData => IngressDataMessage.Read(ref reader),
            MessageKind.IngressCredit => IngressCreditMessage.Read(ref reader),
            MessageKind.IngressClose => IngressCloseMessage.Read(ref reader),
            MessageKind.ListenerWait => ListenerWaitMessage.Read(ref reader),
            MessageKind.ListenerForget => ListenerForgetMessage.Read(ref reader),
            MessageKind.ResizeTerminal => ResizeTerminalMessage.Read(ref reader),
            MessageKind.Dispose => DisposeMessage.Read(ref reader),
            var kind => throw Unexpected(kind),
        };
        reader.End();
        return message;
    }

    /// <summary>Decodes what the host may receive; see <see cref="DecodeHost"/>.</summary>
    /// <exception cref="ProtocolException">The payload is no valid message of a worker.</exception>
    internal static WorkerMessage DecodeWorker(ReadOnlyMemory<byte> payload)
    {
        var reader = new FrameReader(payload);
        WorkerMessage message = (MessageKind)reader.Byte() switch
        {
            MessageKind.HelloAck => HelloAckMessage.Read(ref reader),
            MessageKind.HelloRejected => HelloRejectedMessage.Read(ref reader),
            MessageKind.Configured => ConfiguredMessage.Read(ref reader),
            MessageKind.Started => StartedMessage.Read(ref reader),
            MessageKind.Output => OutputMessage.Read(ref reader),
            MessageKind.StdinCredit => StdinCreditMessage.Read(ref reader),
            MessageKind.Exited => ExitedMessage.Read(ref reader),
            MessageKind.CallReply => CallReplyMessage.Read(ref reader),
            MessageKind.Audit => AuditMessage.Read(ref reader),
            MessageKind.LimitWarning => LimitWarningMessage.Read(ref reader),
            MessageKind.FileReply => FileReplyMessage.Read(ref reader),
            MessageKind.ProcessListReply => ProcessListReplyMessage.Read(ref reader),
            MessageKind.KillReply => KillReplyMessage.Read(ref reader),
            MessageKind.SnapshotReply => SnapshotReplyMessage.Read(ref reader),
            MessageKind.BrokerRequest => BrokerRequestMessage.Read(ref reader),
            MessageKind.HostToolCall => HostToolCallMessage.Read(ref reader),
            MessageKind.HostToolCancel => HostToolCancelMessage.Read(ref reader),
            MessageKind.EgressConnect => EgressConnectMessage.Read(ref reader),
            MessageKind.EgressData => EgressDataMessage.Read(ref reader),
            MessageKind.EgressCredit => EgressCreditMessage.Read(ref reader),
            MessageKind.EgressShutdown => EgressShutdownMessage.Read(ref reader),
            MessageKind.EgressClose => EgressCloseMessage.Read(ref reader),
            MessageKind.EgressDatagramOpen => EgressDatagramOpenMessage.Read(ref reader),
            MessageKind.EgressDatagramSend => EgressDatagramSendMessage.Read(ref reader),
            MessageKind.EgressResolve => EgressResolveMessage.Read(ref reader),
            MessageKind.EgressQuery => EgressQueryMessage.Read(ref reader),
            MessageKind.IngressOpened => IngressOpenedMessage.Read(ref reader),
            MessageKind.IngressFailed => IngressFailedMessage.Read(ref reader),
            MessageKind.IngressReceived => IngressReceivedMessage.Read(ref reader),
            MessageKind.IngressEnded => IngressEndedMessage.Read(ref reader),
            MessageKind.IngressRoom => IngressRoomMessage.Read(ref reader),
            MessageKind.Listening => ListeningMessage.Read(ref reader),
            MessageKind.Fatal => FatalMessage.Read(ref reader),
            var kind => throw Unexpected(kind),
        };
        reader.End();
        return message;
    }

    /// <summary>Checks a frame's stated length before anything is allocated for it.</summary>
    /// <exception cref="ProtocolException">The length is 0 or beyond <see cref="ProtocolLimits.MaxFrameBytes"/>.</exception>
    internal static int CheckLength(uint length) => length is > 0 and <= ProtocolLimits.MaxFrameBytes
        ? (int)length
        : throw new ProtocolException($"A frame states a length of {length} bytes; 1 to {ProtocolLimits.MaxFrameBytes} are valid.");

    private static ProtocolException Unexpected(MessageKind kind) => new($"A message of kind {(byte)kind} is not expected here.");
}
