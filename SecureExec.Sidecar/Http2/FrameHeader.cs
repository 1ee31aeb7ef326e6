using System.Buffers;
using System.Buffers.Binary;

namespace SecureExec.Sidecar.Http2;

/// <summary>The nine bytes that each frame begins with (RFC 9113 4.1).</summary>
/// <param name="Length">Bytes that follow, 24 bits.</param>
/// <param name="Type">Its kind.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="StreamId">31 bits; 0: the connection.</param>
internal readonly record struct FrameHeader(int Length, FrameType Type, FrameFlags Flags, int StreamId)
{
    /// <summary>Bytes of a header.</summary>
    public const int Size = 9;

    /// <summary>Reads one from its <see cref="Size"/> bytes; the reserved bit is ignored.</summary>
    public static FrameHeader Read(ReadOnlySpan<byte> bytes) =>
        new(bytes[0] << 16 | bytes[1] << 8 | bytes[2], (FrameType)bytes[3], (FrameFlags)bytes[4], BinaryPrimitives.ReadInt32BigEndian(bytes[5..]) & int.MaxValue);

    /// <summary>Writes it.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        var room = output.GetSpan(Size);
        (room[0], room[1], room[2], room[3], room[4]) = ((byte)(Length >> 16), (byte)(Length >> 8), (byte)Length, (byte)Type, (byte)Flags);
        BinaryPrimitives.WriteInt32BigEndian(room[5..], StreamId);
        output.Advance(Size);
    }
}
