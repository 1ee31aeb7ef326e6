namespace SecureExec.Protocol;

/// <summary>The worker is warm and locked down as far as the report says.</summary>
internal sealed record HelloAckMessage(uint Magic, int Version, string ProductVersion, IsolationReport Isolation) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.HelloAck;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.UInt32(Magic);
        writer.Int32(Version);
        writer.Text(ProductVersion);
        IsolationCodec.Write(writer, Isolation);
    }

    internal static HelloAckMessage Read(ref FrameReader reader) =>
        new(reader.UInt32(), reader.Int32(), reader.Text(), IsolationCodec.Read(ref reader));

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>The worker is of another version than the host; it exits after this message. Its layout never changes.</summary>
internal sealed record HelloRejectedMessage(uint Magic, int Version, string ProductVersion) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.HelloRejected;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.UInt32(Magic);
        writer.Int32(Version);
        writer.Text(ProductVersion);
    }

    internal static HelloRejectedMessage Read(ref FrameReader reader) => new(reader.UInt32(), reader.Int32(), reader.Text());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>Answers <see cref="ConfigureMessage"/>; with an error the worker holds no VM.</summary>
internal sealed record ConfiguredMessage(string? Error) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.Configured;

    internal override void WriteFields(FrameWriter writer) => writer.OptionalText(Error);

    internal static ConfiguredMessage Read(ref FrameReader reader) => new(reader.OptionalText());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>The run's process exists in the VM's process table.</summary>
internal sealed record StartedMessage(int RunId, int Pid) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.Started;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(RunId);
        writer.Int32(Pid);
    }

    internal static StartedMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Int32());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>Bytes a run wrote to its standard output or error, within the window of that stream.</summary>
internal sealed record OutputMessage(int RunId, OutputStream Stream, ReadOnlyMemory<byte> Data) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.Output;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(RunId);
        writer.Byte((byte)Stream);
        writer.Bytes(Data.Span);
    }

    internal static OutputMessage Read(ref FrameReader reader) =>
        new(reader.Int32(), (OutputStream)reader.Choice((int)OutputStream.Stderr), reader.Bytes());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>The guest has read standard input: its window opens again by <paramref name="Bytes"/>.</summary>
internal sealed record StdinCreditMessage(int RunId, int Bytes) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.StdinCredit;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(RunId);
        writer.Int32(Bytes);
    }

    internal static StdinCreditMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Int32());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>A run has ended. All its output was sent before; nothing of the run follows.</summary>
internal sealed record ExitedMessage(int RunId, RunExit Exit) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.Exited;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(RunId);
        Exit.Write(writer);
    }

    internal static ExitedMessage Read(ref FrameReader reader) => new(reader.Int32(), RunExit.Read(ref reader));

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>Answers <see cref="CallMessage"/>.</summary>
internal sealed record CallReplyMessage(int RunId, int CallId, CallResult Result) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.CallReply;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(RunId);
        writer.Int32(CallId);
        Result.Write(writer);
    }

    internal static CallReplyMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Int32(), CallResult.Read(ref reader));

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>The policy denied something. Within the window of <see cref="EventCreditMessage"/>; what was dropped before is counted.</summary>
internal sealed record AuditMessage(PermissionScope Scope, string Operation, string Resource, int Pid, DateTimeOffset Time, long Dropped) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.Audit;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Byte((byte)Scope);
        writer.Text(Operation);
        writer.Text(Resource);
        writer.Int32(Pid);
        writer.Int64(Time.UtcTicks);
        writer.Int64(Dropped);
    }

    internal static AuditMessage Read(ref FrameReader reader) =>
        new((PermissionScope)reader.Choice((int)PermissionScope.Tool), reader.Text(), reader.Text(), reader.Int32(), ReadTime(ref reader), reader.Int64());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);

    private static DateTimeOffset ReadTime(ref FrameReader reader)
    {
        long ticks = reader.Int64();
        return ticks >= DateTimeOffset.MinValue.Ticks && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : throw new ProtocolException($"A time of {ticks} ticks is no time.");
    }
}

/// <summary>A limit fills up. Within the window of <see cref="EventCreditMessage"/>.</summary>
internal sealed record LimitWarningMessage(LimitWarning Warning) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.LimitWarning;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Text(Warning.Limit);
        writer.Text(Warning.Category);
        writer.Int64(Warning.Observed);
        writer.Int64(Warning.Capacity);
        writer.Int32(Warning.Pid);
        writer.Int64(Warning.Dropped);
    }

    internal static LimitWarningMessage Read(ref FrameReader reader) =>
        new(new LimitWarning(reader.Text(), reader.Text(), reader.Int64(), reader.Int64(), reader.Int32(), reader.Int64()));

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>Answers <see cref="FileRequestMessage"/>.</summary>
internal sealed record FileReplyMessage(int Id, FileResult Result) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.FileReply;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        Result.Write(writer);
    }

    internal static FileReplyMessage Read(ref FrameReader reader) => new(reader.Int32(), FileResult.Read(ref reader));

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>Answers <see cref="ProcessListRequestMessage"/>.</summary>
internal sealed record ProcessListReplyMessage(int Id, IReadOnlyList<GuestProcessInfo> Processes) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.ProcessListReply;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        ProcessListCodec.Write(writer, Processes);
    }

    internal static ProcessListReplyMessage Read(ref FrameReader reader) => new(reader.Int32(), ProcessListCodec.Read(ref reader));

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>Answers <see cref="KillRequestMessage"/> with 0 or an errno (ESRCH, EINVAL).</summary>
internal sealed record KillReplyMessage(int Id, int Error) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.KillReply;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Int32(Error);
    }

    internal static KillReplyMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Int32());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>Answers <see cref="SnapshotRequestMessage"/>.</summary>
internal sealed record SnapshotReplyMessage(int Id, ResourceSnapshot Snapshot) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.SnapshotReply;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        SnapshotCodec.Write(writer, Snapshot);
    }

    internal static SnapshotReplyMessage Read(ref FrameReader reader) => new(reader.Int32(), SnapshotCodec.Read(ref reader));

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>Asks the broker for something outside the VM: an operation beneath the root of a host mount. Answered by <see cref="BrokerReplyMessage"/>.</summary>
internal sealed record BrokerRequestMessage(int Id, int MountId, FileCall Call) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.BrokerRequest;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Int32(MountId);
        Call.Write(writer);
    }

    internal static BrokerRequestMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Int32(), FileCall.Read(ref reader));

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>The worker met a fault of its own and exits after this message.</summary>
internal sealed record FatalMessage(string Text) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.Fatal;

    internal override void WriteFields(FrameWriter writer) => writer.Text(Text);

    internal static FatalMessage Read(ref FrameReader reader) => new(reader.Text());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}
