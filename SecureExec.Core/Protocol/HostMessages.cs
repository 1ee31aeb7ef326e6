namespace SecureExec.Protocol;

/// <summary>First message of the host. Its layout never changes, so that any two versions can refuse each other properly.</summary>
internal sealed record HelloMessage(uint Magic, int Version, string ProductVersion) : HostMessage
{
    internal override MessageKind Kind => MessageKind.Hello;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.UInt32(Magic);
        writer.Int32(Version);
        writer.Text(ProductVersion);
    }

    internal static HelloMessage Read(ref FrameReader reader) => new(reader.UInt32(), reader.Int32(), reader.Text());

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>Makes the worker the home of one runtime. Sent once; answered by <see cref="ConfiguredMessage"/>.</summary>
internal sealed record ConfigureMessage(RuntimeConfig Config) : HostMessage
{
    internal override MessageKind Kind => MessageKind.Configure;

    internal override void WriteFields(FrameWriter writer) => Config.Write(writer);

    internal static ConfigureMessage Read(ref FrameReader reader) => new(RuntimeConfig.Read(ref reader));

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>Starts a guest process. Answered by <see cref="StartedMessage"/> and, always and last, <see cref="ExitedMessage"/>.</summary>
internal sealed record StartProcessMessage(int RunId, ProgramConfig Program) : HostMessage
{
    internal override MessageKind Kind => MessageKind.StartProcess;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(RunId);
        Program.Write(writer);
    }

    internal static StartProcessMessage Read(ref FrameReader reader) => new(reader.Int32(), ProgramConfig.Read(ref reader));

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>Bytes for a run's standard input, within the window the worker opens with <see cref="StdinCreditMessage"/>.</summary>
internal sealed record StdinMessage(int RunId, ReadOnlyMemory<byte> Data) : HostMessage
{
    internal override MessageKind Kind => MessageKind.Stdin;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(RunId);
        writer.Bytes(Data.Span);
    }

    internal static StdinMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Bytes());

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>End of a run's standard input.</summary>
internal sealed record StdinCloseMessage(int RunId) : HostMessage
{
    internal override MessageKind Kind => MessageKind.StdinClose;

    internal override void WriteFields(FrameWriter writer) => writer.Int32(RunId);

    internal static StdinCloseMessage Read(ref FrameReader reader) => new(reader.Int32());

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>The window that shows a run's terminal has another size.</summary>
internal sealed record ResizeTerminalMessage(int RunId, TerminalSize Size) : HostMessage
{
    internal override MessageKind Kind => MessageKind.ResizeTerminal;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(RunId);
        TerminalSizeCodec.Write(writer, Size);
    }

    internal static ResizeTerminalMessage Read(ref FrameReader reader) => new(reader.Int32(), TerminalSizeCodec.Read(ref reader));

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>Ends the process of a run at once, whatever it does.</summary>
internal sealed record TerminateRunMessage(int RunId, TerminateCause Cause) : HostMessage
{
    internal override MessageKind Kind => MessageKind.TerminateRun;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(RunId);
        writer.Byte((byte)Cause);
    }

    internal static TerminateRunMessage Read(ref FrameReader reader) => new(reader.Int32(), (TerminateCause)reader.Choice((int)TerminateCause.Disposed));

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>The host has taken output of a run: the window of that stream opens again by <paramref name="Bytes"/>.</summary>
internal sealed record OutputCreditMessage(int RunId, OutputStream Stream, int Bytes) : HostMessage
{
    internal override MessageKind Kind => MessageKind.OutputCredit;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(RunId);
        writer.Byte((byte)Stream);
        writer.Int32(Bytes);
    }

    internal static OutputCreditMessage Read(ref FrameReader reader) =>
        new(reader.Int32(), (OutputStream)reader.Choice((int)OutputStream.Stderr), reader.Int32());

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>Gives a resident process a call. Answered by <see cref="CallReplyMessage"/>, unless the process ends first.</summary>
internal sealed record CallMessage(int RunId, int CallId, CallConfig Call) : HostMessage
{
    internal override MessageKind Kind => MessageKind.Call;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(RunId);
        writer.Int32(CallId);
        Call.Write(writer);
    }

    internal static CallMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Int32(), CallConfig.Read(ref reader));

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>Takes a call back. It is answered all the same, as <see cref="CallOutcome.Abandoned"/>, once the process notices.</summary>
internal sealed record CallCancelMessage(int RunId, int CallId) : HostMessage
{
    internal override MessageKind Kind => MessageKind.CallCancel;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(RunId);
        writer.Int32(CallId);
    }

    internal static CallCancelMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Int32());

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>The host has dealt with an event: its window opens again by one.</summary>
internal sealed record EventCreditMessage(EventKind Event) : HostMessage
{
    internal override MessageKind Kind => MessageKind.EventCredit;

    internal override void WriteFields(FrameWriter writer) => writer.Byte((byte)Event);

    internal static EventCreditMessage Read(ref FrameReader reader) => new((EventKind)reader.Choice((int)EventKind.LimitWarning));

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>An operation of the host on the VM's file system. Answered by <see cref="FileReplyMessage"/>.</summary>
internal sealed record FileRequestMessage(int Id, FileCall Call) : HostMessage
{
    internal override MessageKind Kind => MessageKind.FileRequest;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        Call.Write(writer);
    }

    internal static FileRequestMessage Read(ref FrameReader reader) => new(reader.Int32(), FileCall.Read(ref reader));

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>Asks for the process table. Answered by <see cref="ProcessListReplyMessage"/>.</summary>
internal sealed record ProcessListRequestMessage(int Id) : HostMessage
{
    internal override MessageKind Kind => MessageKind.ProcessListRequest;

    internal override void WriteFields(FrameWriter writer) => writer.Int32(Id);

    internal static ProcessListRequestMessage Read(ref FrameReader reader) => new(reader.Int32());

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>Sends a signal to any process of the VM. Answered by <see cref="KillReplyMessage"/>.</summary>
internal sealed record KillRequestMessage(int Id, int Pid, int Signal) : HostMessage
{
    internal override MessageKind Kind => MessageKind.KillRequest;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Int32(Pid);
        writer.Int32(Signal);
    }

    internal static KillRequestMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Int32(), reader.Int32());

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>Asks what the VM uses. Answered by <see cref="SnapshotReplyMessage"/>.</summary>
internal sealed record SnapshotRequestMessage(int Id) : HostMessage
{
    internal override MessageKind Kind => MessageKind.SnapshotRequest;

    internal override void WriteFields(FrameWriter writer) => writer.Int32(Id);

    internal static SnapshotRequestMessage Read(ref FrameReader reader) => new(reader.Int32());

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>The broker's answer to a <see cref="BrokerRequestMessage"/>.</summary>
internal sealed record BrokerReplyMessage(int Id, FileResult Result) : HostMessage
{
    internal override MessageKind Kind => MessageKind.BrokerReply;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        Result.Write(writer);
    }

    internal static BrokerReplyMessage Read(ref FrameReader reader) => new(reader.Int32(), FileResult.Read(ref reader));

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}

/// <summary>Ends the VM: every process is terminated, then the worker exits with code 0.</summary>
internal sealed record DisposeMessage : HostMessage
{
    internal override MessageKind Kind => MessageKind.Dispose;

    internal override void WriteFields(FrameWriter writer)
    {
    }

    internal static DisposeMessage Read(ref FrameReader reader) => new();

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}
