namespace SecureExec.Protocol;

/// <summary>Connects the host to a TCP port of the VM's loopback interface. Answered by <see cref="IngressOpenedMessage"/> or <see cref="IngressFailedMessage"/>. <paramref name="Window"/> bytes may come before the first <see cref="IngressCreditMessage"/>.</summary>
internal sealed record IngressConnectMessage(int Id, ushort Port, int Window) : HostMessage
{
    internal override MessageKind Kind => MessageKind.IngressConnect;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Int32(Port);
        writer.Int32(Window);
    }

    internal static IngressConnectMessage Read(ref FrameReader reader) => new(reader.Int32(), AddressCodec.ReadPort(ref reader), reader.Int32());

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>Bytes for a connection into the VM, within the window that <see cref="IngressRoomMessage"/> opens again.</summary>
internal sealed record IngressDataMessage(int Id, ReadOnlyMemory<byte> Data) : HostMessage
{
    internal override MessageKind Kind => MessageKind.IngressData;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Bytes(Data.Span);
    }

    internal static IngressDataMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Bytes());

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>The host has read from a connection into the VM: its window opens again.</summary>
internal sealed record IngressCreditMessage(int Id, int Bytes) : HostMessage
{
    internal override MessageKind Kind => MessageKind.IngressCredit;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Int32(Bytes);
    }

    internal static IngressCreditMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Int32());

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>The host has closed a connection into the VM; its number is free again. Without <paramref name="Reset"/> what it wrote still arrives.</summary>
internal sealed record IngressCloseMessage(int Id, bool Reset) : HostMessage
{
    internal override MessageKind Kind => MessageKind.IngressClose;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Bool(Reset);
    }

    internal static IngressCloseMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Bool());

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>Asks to be told once something listens on a TCP port of the VM. Answered by one <see cref="ListeningMessage"/>, with port 0 when <see cref="ListenerForgetMessage"/> came first.</summary>
internal sealed record ListenerWaitMessage(int Id, ushort Port) : HostMessage
{
    internal override MessageKind Kind => MessageKind.ListenerWait;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Int32(Port);
    }

    internal static ListenerWaitMessage Read(ref FrameReader reader) => new(reader.Int32(), AddressCodec.ReadPort(ref reader));

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>A <see cref="ListenerWaitMessage"/> is of no interest any more.</summary>
internal sealed record ListenerForgetMessage(int Id) : HostMessage
{
    internal override MessageKind Kind => MessageKind.ListenerForget;

    internal override void WriteFields(FrameWriter writer) => writer.Int32(Id);

    internal static ListenerForgetMessage Read(ref FrameReader reader) => new(reader.Int32());

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}
