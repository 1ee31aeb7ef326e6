using SecureExec.Protocol;

namespace SecureExec.Core.Tests.Protocol;

public sealed class FrameAssemblerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(10_000)]
    public void TryTake_StreamCutAnywhere_GivesTheSameFrames(int pieceBytes)
    {
        byte[] stream = [.. Frame(new StdinMessage(1, new byte[300])), .. Frame(new StdinCloseMessage(2)), .. Frame(new DisposeMessage())];
        var assembler = new FrameAssembler();
        var kinds = new List<MessageKind>();
        for (int at = 0; at < stream.Length; at += pieceBytes)
        {
            ReadOnlySpan<byte> piece = stream.AsSpan(at, Math.Min(pieceBytes, stream.Length - at));
            while (assembler.TryTake(ref piece, out ReadOnlyMemory<byte> payload)) kinds.Add(MessageCodec.DecodeHost(payload).Kind);
            Assert.True(piece.IsEmpty);
        }
        Assert.Equal([MessageKind.Stdin, MessageKind.StdinClose, MessageKind.Dispose], kinds);
    }

    [Fact]
    public void TryTake_HugeStatedLength_IsRefusedBeforeAllocation()
    {
        var assembler = new FrameAssembler();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ProtocolException>(() =>
        {
            ReadOnlySpan<byte> header = [0xFF, 0xFF, 0xFF, 0x7F];
            assembler.TryTake(ref header, out _);
        });
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024 * 1024);
    }

    private static byte[] Frame(Message message)
    {
        var writer = new FrameWriter();
        MessageCodec.Encode(writer, message);
        return writer.Frame.ToArray();
    }
}
