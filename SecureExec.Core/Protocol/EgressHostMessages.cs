using SecureExec.Abi;
using SecureExec.Kernel.Net;

namespace SecureExec.Protocol;

/// <summary>A connection to the outside stands; <paramref name="Port"/> is its own.</summary>
internal sealed record EgressOpenedMessage(int Id, ushort Port) : HostMessage
{
    internal override MessageKind Kind => MessageKind.EgressOpened;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Int32(Port);
    }

    internal static EgressOpenedMessage Read(ref FrameReader reader) => new(reader.Int32(), AddressCodec.ReadPort(ref reader));

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>A connection or UDP socket could not be made, or a connection broke; its number is free again. <paramref name="Reason"/> is for the guest, where the policy or the guard refused.</summary>
internal sealed record EgressFailedMessage(int Id, Errno Error, string? Reason) : HostMessage
{
    internal override MessageKind Kind => MessageKind.EgressFailed;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Int32((int)Error);
        writer.OptionalText(Reason);
    }

    internal static EgressFailedMessage Read(ref FrameReader reader) => new(reader.Int32(), (Errno)reader.Int32(), reader.OptionalText());

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>Bytes from a connection to the outside, within the window.</summary>
internal sealed record EgressReceivedMessage(int Id, ReadOnlyMemory<byte> Data) : HostMessage
{
    internal override MessageKind Kind => MessageKind.EgressReceived;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Bytes(Data.Span);
    }

    internal static EgressReceivedMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Bytes());

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>The other side of a connection writes no more.</summary>
internal sealed record EgressEndedMessage(int Id) : HostMessage
{
    internal override MessageKind Kind => MessageKind.EgressEnded;

    internal override void WriteFields(FrameWriter writer) => writer.Int32(Id);

    internal static EgressEndedMessage Read(ref FrameReader reader) => new(reader.Int32());

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>Bytes of a connection have left: its window opens again.</summary>
internal sealed record EgressRoomMessage(int Id, int Bytes) : HostMessage
{
    internal override MessageKind Kind => MessageKind.EgressRoom;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Int32(Bytes);
    }

    internal static EgressRoomMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Int32());

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>A datagram from a place that the socket has sent to, within the window.</summary>
internal sealed record EgressDatagramMessage(int Id, IpEndpoint From, ReadOnlyMemory<byte> Data) : HostMessage
{
    internal override MessageKind Kind => MessageKind.EgressDatagram;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        AddressCodec.Write(writer, From);
        writer.Bytes(Data.Span);
    }

    internal static EgressDatagramMessage Read(ref FrameReader reader) => new(reader.Int32(), AddressCodec.ReadEndpoint(ref reader), reader.Bytes());

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>Answers <see cref="EgressResolveMessage"/>.</summary>
internal sealed record EgressResolvedMessage(int Id, Errno Error, IReadOnlyList<IpAddress> Addresses) : HostMessage
{
    internal override MessageKind Kind => MessageKind.EgressResolved;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Int32((int)Error);
        writer.Int32(Addresses.Count);
        foreach (IpAddress address in Addresses) AddressCodec.Write(writer, address);
    }

    internal static EgressResolvedMessage Read(ref FrameReader reader) => new(reader.Int32(), (Errno)reader.Int32(), ReadAddresses(ref reader));

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);

    private static IpAddress[] ReadAddresses(ref FrameReader reader)
    {
        var addresses = new IpAddress[reader.Count(AddressCodec.MinBytes)];
        for (int i = 0; i < addresses.Length; i++) addresses[i] = AddressCodec.Read(ref reader);
        return addresses;
    }
}

/// <summary>Answers <see cref="EgressQueryMessage"/> with the whole message of the server.</summary>
internal sealed record EgressAnswerMessage(int Id, Errno Error, ReadOnlyMemory<byte> Data) : HostMessage
{
    internal override MessageKind Kind => MessageKind.EgressAnswer;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Int32((int)Error);
        writer.Bytes(Data.Span);
    }

    internal static EgressAnswerMessage Read(ref FrameReader reader) => new(reader.Int32(), (Errno)reader.Int32(), reader.Bytes());

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}
