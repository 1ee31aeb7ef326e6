using SecureExec.Abi;
using SecureExec.Kernel.Net;

namespace SecureExec.Protocol;

/// <summary>A connection into the VM stands.</summary>
internal sealed record IngressOpenedMessage(int Id) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.IngressOpened;

    internal override void WriteFields(FrameWriter writer) => writer.Int32(Id);

    internal static IngressOpenedMessage Read(ref FrameReader reader) => new(reader.Int32());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>A connection into the VM could not be made, or broke. Its number is free again.</summary>
internal sealed record IngressFailedMessage(int Id, Errno Error) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.IngressFailed;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Int32((int)Error);
    }

    internal static IngressFailedMessage Read(ref FrameReader reader) => new(reader.Int32(), (Errno)reader.Int32());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>Bytes that the guest has written to a connection of the host, within the window.</summary>
internal sealed record IngressReceivedMessage(int Id, ReadOnlyMemory<byte> Data) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.IngressReceived;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Bytes(Data.Span);
    }

    internal static IngressReceivedMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Bytes());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>The guest writes no more to a connection of the host.</summary>
internal sealed record IngressEndedMessage(int Id) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.IngressEnded;

    internal override void WriteFields(FrameWriter writer) => writer.Int32(Id);

    internal static IngressEndedMessage Read(ref FrameReader reader) => new(reader.Int32());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>Bytes of the host have reached the guest's socket: the window opens again.</summary>
internal sealed record IngressRoomMessage(int Id, int Bytes) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.IngressRoom;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Int32(Bytes);
    }

    internal static IngressRoomMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Int32());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>Answers <see cref="ListenerWaitMessage"/>: what the listener is bound to, or port 0.</summary>
internal sealed record ListeningMessage(int Id, IpEndpoint Bound) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.Listening;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        AddressCodec.Write(writer, Bound);
    }

    internal static ListeningMessage Read(ref FrameReader reader) => new(reader.Int32(), AddressCodec.ReadEndpoint(ref reader));

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}
