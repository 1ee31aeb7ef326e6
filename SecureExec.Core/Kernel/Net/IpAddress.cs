using System.Buffers.Binary;

namespace SecureExec.Kernel.Net;

/// <summary>An IPv4 or IPv6 address. Text is read as <c>inet_pton(3)</c> does and written as <c>inet_ntop(3)</c>.</summary>
/// <param name="Bits">The address as a number; the low 32 bits for IPv4.</param>
/// <param name="IsV6">Which of the two it is.</param>
internal readonly record struct IpAddress(UInt128 Bits, bool IsV6)
{
    private const ulong MappedPrefix = 0xFFFF;

    /// <summary><c>0.0.0.0</c>.</summary>
    public static IpAddress AnyV4 => default;

    /// <summary><c>::</c>.</summary>
    public static IpAddress AnyV6 { get; } = new(0, true);

    /// <summary><c>127.0.0.1</c>.</summary>
    public static IpAddress LoopbackV4 { get; } = FromV4(0x7F000001);

    /// <summary><c>::1</c>.</summary>
    public static IpAddress LoopbackV6 { get; } = new(1, true);

    /// <summary>The wildcard of its family.</summary>
    public bool IsAny => Bits == 0;

    /// <summary><c>127.0.0.0/8</c>, also inside IPv6, or <c>::1</c>.</summary>
    public bool IsLoopback => Unmapped is { IsV6: false } v4 ? (uint)v4.Bits >> 24 == 127 : Bits == 1;

    /// <summary><c>224.0.0.0/4</c>, also inside IPv6, or <c>ff00::/8</c>.</summary>
    public bool IsMulticast => Unmapped is { IsV6: false } v4 ? (uint)v4.Bits >> 28 == 0xE : (ulong)(Bits >> 120) == 0xFF;

    /// <summary><c>255.255.255.255</c>.</summary>
    public bool IsBroadcast => Unmapped is { IsV6: false } v4 && (uint)v4.Bits == uint.MaxValue;

    /// <summary>An IPv4 address written inside <c>::ffff:0:0/96</c>.</summary>
    public bool IsMapped => IsV6 && (ulong)(Bits >> 32) == MappedPrefix && (ulong)(Bits >> 96) == 0;

    /// <summary>The IPv4 address inside a mapped one; else itself.</summary>
    public IpAddress Unmapped => IsMapped ? FromV4((uint)Bits) : this;

    /// <summary>The form an IPv6 socket sees an IPv4 address in; itself when it is IPv6.</summary>
    public IpAddress Mapped => IsV6 ? this : new(((UInt128)MappedPrefix << 32) | Bits, true);

    /// <summary>An IPv4 address from its 32 bits.</summary>
    public static IpAddress FromV4(uint bits) => new(bits, false);

    /// <summary>Reads an address of either family; no zone, no spaces, no short forms of IPv4.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address) =>
        text.Contains(':') ? TryParseV6(text, out address) : TryParseV4(text, out address);

    /// <summary>Reads four decimal numbers.</summary>
    public static bool TryParseV4(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        uint bits = 0;
        int parts = 0;
        while (parts < 4)
        {
            int length = text.IndexOf('.');
            ReadOnlySpan<char> part = length < 0 ? text : text[..length];
            if (!TryReadDecimal(part, out uint value))
            {
                return false;
            }

            bits = (bits << 8) | value;
            parts++;
            if (length < 0)
            {
                address = FromV4(bits);
                return parts == 4;
            }

            text = text[(length + 1)..];
        }

        return false;
    }

    /// <summary>The bytes in network order: 4 or 16.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[IsV6 ? 16 : 4];
        if (IsV6)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)Bits);
        }

        return bytes;
    }

    /// <summary>The address of 4 or 16 bytes in network order.</summary>
    public static IpAddress FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == 4
        ? FromV4(BinaryPrimitives.ReadUInt32BigEndian(bytes))
        : new(BinaryPrimitives.ReadUInt128BigEndian(bytes), true);

    /// <inheritdoc/>
    public override string ToString() => IsV6 ? TextV6() : TextV4((uint)Bits);

    private static string TextV4(uint bits) => $"{bits >> 24}.{(bits >> 16) & 0xFF}.{(bits >> 8) & 0xFF}.{bits & 0xFF}";

    private static bool TryReadDecimal(ReadOnlySpan<char> text, out uint value)
    {
        value = 0;
        if (text.Length is 0 or > 3 || (text.Length > 1 && text[0] == '0'))
        {
            return false;
        }

        foreach (char digit in text)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            value = (value * 10) + (uint)(digit - '0');
        }

        return value <= 255;
    }

    private static bool TryParseV6(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        Span<ushort> groups = stackalloc ushort[8];
        int count = 0;
        int gap = -1;
        if (text.StartsWith("::"))
        {
            gap = 0;
            text = text[2..];
        }
        else if (text is [':', ..])
        {
            return false;
        }

        while (!text.IsEmpty)
        {
            int length = text.IndexOf(':');
            ReadOnlySpan<char> part = length < 0 ? text : text[..length];
            if (length < 0 && part.Contains('.'))
            {
                if (count > 6 || !TryParseV4(part, out IpAddress inner))
                {
                    return false;
                }

                groups[count++] = (ushort)((uint)inner.Bits >> 16);
                groups[count++] = (ushort)inner.Bits;
                break;
            }

            if (count == 8 || part.Length is 0 or > 4 || !ushort.TryParse(part, System.Globalization.NumberStyles.AllowHexSpecifier, null, out groups[count]))
            {
                return false;
            }

            count++;
            if (length < 0)
            {
                break;
            }

            text = text[(length + 1)..];
            if (text is [':', ..])
            {
                if (gap >= 0)
                {
                    return false;
                }

                gap = count;
                text = text[1..];
            }
            else if (text.IsEmpty)
            {
                return false;
            }
        }

        if (gap < 0 ? count != 8 : count > 7)
        {
            return false;
        }

        UInt128 bits = 0;
        for (int i = 0; i < 8; i++)
        {
            int from = gap < 0 || i < gap ? i : i - (8 - count);
            bits = (bits << 16) | (gap < 0 || i < gap || from >= gap ? groups[from] : (ushort)0);
        }

        address = new(bits, true);
        return true;
    }

    private string TextV6()
    {
        if (IsMapped || ((ulong)(Bits >> 32) == 0 && (ulong)(Bits >> 96) == 0 && (uint)Bits > 0xFFFF))
        {
            return $"{(IsMapped ? "::ffff:" : "::")}{TextV4((uint)Bits)}";
        }

        (int start, int length) = LongestZeros();
        var text = new System.Text.StringBuilder();
        for (int i = 0; i < 8; i++)
        {
            if (i == start)
            {
                text.Append(i == 0 ? "::" : ":");
                i += length - 1;
                continue;
            }

            text.Append(Group(i).ToString("x", null));
            if (i < 7)
            {
                text.Append(':');
            }
        }

        return text.ToString();
    }

    private ushort Group(int index) => (ushort)(Bits >> (112 - (index * 16)));

    private (int Start, int Length) LongestZeros()
    {
        (int Start, int Length) best = (-1, 1);
        for (int i = 0; i < 8; i++)
        {
            int end = i;
            while (end < 8 && Group(end) == 0)
            {
                end++;
            }

            if (end - i > best.Length)
            {
                best = (i, end - i);
            }

            i = Math.Max(i, end - 1);
        }

        return best;
    }
}
