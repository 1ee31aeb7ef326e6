using System.Buffers.Binary;
using System.Text;

namespace SecureExec.Protocol;

/// <summary>Builds one frame in a reusable buffer: a length, a kind byte, then little-endian fields. Not thread-safe.</summary>
internal sealed class FrameWriter
{
    private const int RetainedBytes = 512 * 1024;

    private byte[] _buffer = new byte[4096];
    private int _length;

    /// <summary>The finished frame; valid until the next <see cref="Begin"/>.</summary>
    internal ReadOnlySpan<byte> Frame => _buffer.AsSpan(0, _length);

    /// <summary>Starts a frame of the given kind, dropping what was there.</summary>
    internal void Begin(MessageKind kind)
    {
        if (_buffer.Length > RetainedBytes) _buffer = new byte[4096];
        _length = ProtocolLimits.HeaderBytes;
        Byte((byte)kind);
    }

    /// <summary>Writes the length into the header.</summary>
    /// <exception cref="ProtocolException">The frame is larger than <see cref="ProtocolLimits.MaxFrameBytes"/>.</exception>
    internal void End()
    {
        int payload = _length - ProtocolLimits.HeaderBytes;
        if (payload > ProtocolLimits.MaxFrameBytes) throw new ProtocolException($"A message of {payload} bytes exceeds the frame limit of {ProtocolLimits.MaxFrameBytes} bytes.");
        BinaryPrimitives.WriteInt32LittleEndian(_buffer, payload);
    }

    internal void Byte(byte value) => Reserve(1)[0] = value;

    internal void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    internal void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);

    internal void UInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);

    internal void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);

    internal void UInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);

    internal void Span(TimeSpan value) => Int64(value.Ticks);

    internal void Bytes(ReadOnlySpan<byte> value)
    {
        Int32(value.Length);
        value.CopyTo(Reserve(value.Length));
    }

    internal void Text(string value)
    {
        int bytes = Encoding.UTF8.GetByteCount(value);
        Int32(bytes);
        Encoding.UTF8.GetBytes(value, Reserve(bytes));
    }

    internal void OptionalText(string? value)
    {
        Bool(value is not null);
        if (value is not null) Text(value);
    }

    internal void Texts(IReadOnlyList<string> values)
    {
        Int32(values.Count);
        foreach (string value in values) Text(value);
    }

    internal void Pairs(IReadOnlyDictionary<string, string> values)
    {
        Int32(values.Count);
        foreach ((string key, string value) in values)
        {
            Text(key);
            Text(value);
        }
    }

    private Span<byte> Reserve(int count)
    {
        int needed = checked(_length + count);
        if (needed > _buffer.Length)
        {
            if (needed > ProtocolLimits.MaxFrameBytes + ProtocolLimits.HeaderBytes)
            {
                throw new ProtocolException($"A message of more than {ProtocolLimits.MaxFrameBytes} bytes cannot be sent.");
            }
            Array.Resize(ref _buffer, Math.Max(needed, Math.Min(_buffer.Length * 2, ProtocolLimits.MaxFrameBytes + ProtocolLimits.HeaderBytes)));
        }
        Span<byte> span = _buffer.AsSpan(_length, count);
        _length = needed;
        return span;
    }
}
