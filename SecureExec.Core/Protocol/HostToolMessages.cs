using SecureExec.Kernel;

namespace SecureExec.Protocol;

/// <summary>A guest calls a function of the host. Answered by <see cref="HostToolReplyMessage"/>.</summary>
internal sealed record HostToolCallMessage(int Id, string Name, string InputJson, int Pid) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.HostToolCall;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.Text(Name);
        writer.Text(InputJson);
        writer.Int32(Pid);
    }

    internal static HostToolCallMessage Read(ref FrameReader reader) => new(reader.Int32(), reader.Text(), reader.Text(), reader.Int32());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>Nobody waits for a call of a host function any more. It is answered all the same.</summary>
internal sealed record HostToolCancelMessage(int Id) : WorkerMessage
{
    internal override MessageKind Kind => MessageKind.HostToolCancel;

    internal override void WriteFields(FrameWriter writer) => writer.Int32(Id);

    internal static HostToolCancelMessage Read(ref FrameReader reader) => new(reader.Int32());

    internal override void Accept(IWorkerMessageHandler handler) => handler.On(this);
}

/// <summary>The end of a call of a host function.</summary>
internal sealed record HostToolReplyMessage(int Id, HostToolReply Reply) : HostMessage
{
    internal override MessageKind Kind => MessageKind.HostToolReply;

    internal override void WriteFields(FrameWriter writer)
    {
        writer.Int32(Id);
        writer.OptionalText(Reply.Code);
        writer.Text(Reply.Text);
    }

    internal static HostToolReplyMessage Read(ref FrameReader reader) => new(reader.Int32(), new HostToolReply(reader.OptionalText(), reader.Text()));

    internal override void Accept(IHostMessageHandler handler) => handler.On(this);
}
