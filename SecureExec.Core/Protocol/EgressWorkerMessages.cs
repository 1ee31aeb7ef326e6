using SecureExec.Kernel.Net;

namespace SecureExec.Protocol;

/// <summary>Opens a TCP connection to the outside. Answered by <see cref="EgressOpenedMessage"/> or <see cref="EgressFailedMessage"/>. <paramref name="Window"/> bytes may come before the first <see cref="EgressCreditMessage"/>.</summary>
internal sealed record EgressConnectMessage(int Id, IpEndpoint To, int Window) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.EgressConnect;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        AddressCodec.Write(writer, To);
        writer.Int32(Window);
    }

    internal static EgressConnectMessage Read(ref FrameReader reader) => new(reader.Int32(), AddressCodec.ReadEndpoint(ref reader), reader.Int32());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>Bytes for a connection to the outside, within the window that <see cref="EgressRoomMessage"/> opens again.</summary>
internal sealed record EgressDataMessage(int Id, ReadOnlyMemory<byte> Data) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.EgressData;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Bytes(Data.Span);
    }

    internal static EgressDataMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Bytes());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>The guest has read from a connection, or the datagrams of a socket have been taken: the window opens again.</summary>
internal sealed record EgressCreditMessage(int Id, int Bytes) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.EgressCredit;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Int32(Bytes);
    }

    internal static EgressCreditMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Int32());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>The guest writes no more to a connection.</summary>
internal sealed record EgressShutdownMessage(int Id) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.EgressShutdown;

    internal override void WriteFields(FrameWriter writer) => writer.Int32(Id);

    internal static EgressShutdownMessage Read(ref FrameReader reader) => new(reader.Int32());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>The guest has closed a connection or a UDP socket to the outside; its number is free again.</summary>
internal sealed record EgressCloseMessage(int Id, bool Reset) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.EgressClose;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Bool(Reset);
    }

    internal static EgressCloseMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Bool());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>Opens a UDP socket to the outside. Answered by <see cref="EgressFailedMessage"/> when it cannot be, else not at all.</summary>
internal sealed record EgressDatagramOpenMessage(int Id, bool IsV6) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.EgressDatagramOpen;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Bool(IsV6);
    }

    internal static EgressDatagramOpenMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Bool());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>A datagram for the outside. What is not permitted is lost.</summary>
internal sealed record EgressDatagramSendMessage(int Id, IpEndpoint To, ReadOnlyMemory<byte> Data) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.EgressDatagramSend;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        AddressCodec.Write(writer, To);
        writer.Bytes(Data.Span);
    }

    internal static EgressDatagramSendMessage Read(ref FrameReader reader) => new(reader.Int32(), AddressCodec.ReadEndpoint(ref reader), reader.Bytes());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>Resolves a host name; family 0, 4 or 6. Answered by <see cref="EgressResolvedMessage"/>.</summary>
internal sealed record EgressResolveMessage(int Id, string Name, int Family) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.EgressResolve;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Text(Name);
        writer.Int32(Family);
    }

    internal static EgressResolveMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Text(), reader.Int32());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>Asks for DNS records. Answered by <see cref="EgressAnswerMessage"/>.</summary>
internal sealed record EgressQueryMessage(int Id, string Name, ushort Type) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.EgressQuery;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Text(Name);
        writer.Int32(Type);
    }

    internal static EgressQueryMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Text(), AddressCodec.ReadPort(ref reader));

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}
