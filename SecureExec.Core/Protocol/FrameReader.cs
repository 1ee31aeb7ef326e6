using System.Buffers.Binary;
using System.Text;

namespace SecureExec.Protocol;

/// <summary>Reads the fields of one frame. Every length and count is checked against what is left before it is used; anything wrong is a <see cref="ProtocolException"/>.</summary>
internal ref struct FrameReader(ReadOnlyMemory<byte> payload)
{
    private readonly ReadOnlyMemory<byte> _payload = payload;
    private int _position;

    private readonly int Left => _payload.Length - _position;

    internal byte Byte() => Take(1)[0];

    internal bool Bool() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new ProtocolException($"A truth value of {other} is invalid."),
    };

    internal int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    internal uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    internal long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    internal ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    internal TimeSpan Span() => new(Int64());

    /// <summary>The bytes as a part of the frame: no copy, alive as long as the frame's array.</summary>
    internal ReadOnlyMemory<byte> Bytes()
    {
        int count = Count(1);
        ReadOnlyMemory<byte> slice = _payload.Slice(_position, count);
        _position += count;
        return slice;
    }

    internal string Text()
    {
        int count = Count(1);
        return Encoding.UTF8.GetString(Take(count));
    }

    internal string? OptionalText() => Bool() ? Text() : null;

    internal string[] Texts()
    {
        var values = new string[Count(4)];
        for (int i = 0; i < values.Length; i++) values[i] = Text();
        return values;
    }

    internal Dictionary<string, string> Pairs()
    {
        int count = Count(8);
        var values = new Dictionary<string, string>(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++) values[Text()] = Text();
        return values;
    }

    /// <summary>Reads the number of elements that follow, each at least <paramref name="elementBytes"/> long.</summary>
    internal int Count(int elementBytes)
    {
        int count = Int32();
        if (count < 0 || count > Left / elementBytes) throw new ProtocolException($"A length of {count} exceeds the {Left} bytes that are left of the frame.");
        return count;
    }

    /// <summary>Reads a byte that must be one of the named members of an enumeration from 0 to <paramref name="last"/>.</summary>
    internal byte Choice(int last)
    {
        byte value = Byte();
        return value <= last ? value : throw new ProtocolException($"A choice of {value} is outside 0 to {last}.");
    }

    /// <summary>Checks that nothing is left.</summary>
    internal readonly void End()
    {
        if (Left != 0) throw new ProtocolException($"{Left} bytes follow the end of a message.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > Left) throw new ProtocolException($"A message ends after {_payload.Length} bytes where {count} more were expected.");
        ReadOnlySpan<byte> span = _payload.Span.Slice(_position, count);
        _position += count;
        return span;
    }
}
