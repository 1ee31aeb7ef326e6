using System.IO.Pipes;
using SecureExec.Pool;
using SecureExec.Protocol;

namespace SecureExec.Core.Tests.Pool;

/// <summary>The worker's ends of three pipes in this process, with a real channel on the host's ends.</summary>
internal sealed class FakeWorker : IDisposable
{
    private readonly AnonymousPipeServerStream _toHost = new(PipeDirection.Out);
    private readonly AnonymousPipeServerStream _errors = new(PipeDirection.Out);
    private readonly AnonymousPipeServerStream _fromHost = new(PipeDirection.In);

    internal FakeWorker(IWorkerMessageHandler handler)
    {
        Channel = new WorkerChannel(
            (int)_toHost.ClientSafePipeHandle.DangerousGetHandle(),
            (int)_errors.ClientSafePipeHandle.DangerousGetHandle(),
            (int)_fromHost.ClientSafePipeHandle.DangerousGetHandle(),
            handler);
        Channel.Start();
    }

    internal WorkerChannel Channel { get; }

    internal void Send(WorkerMessage message)
    {
        var writer = new FrameWriter();
        MessageCodec.Encode(writer, message);
        SendRaw(writer.Frame.ToArray());
    }

    internal void SendRaw(byte[] bytes) => _toHost.Write(bytes);

    internal void WriteError(byte[] bytes) => _errors.Write(bytes);

    /// <summary>Reads messages of the host until <paramref name="count"/> have come.</summary>
    internal List<HostMessage> Receive(int count)
    {
        var messages = new List<HostMessage>();
        var assembler = new FrameAssembler();
        var buffer = new byte[64 * 1024];
        while (messages.Count < count)
        {
            ReadOnlySpan<byte> data = buffer.AsSpan(0, _fromHost.Read(buffer));
            Assert.False(data.IsEmpty, "The host closed its end.");
            while (assembler.TryTake(ref data, out ReadOnlyMemory<byte> payload)) messages.Add(MessageCodec.DecodeHost(payload));
        }
        return messages;
    }

    /// <summary>Closes the worker's output, as its end does.</summary>
    internal void Close()
    {
        _errors.Dispose();
        _toHost.Dispose();
    }

    public void Dispose()
    {
        Close();
        Channel.Ended.Wait(TimeSpan.FromSeconds(10));
        _fromHost.Dispose();
    }
}
