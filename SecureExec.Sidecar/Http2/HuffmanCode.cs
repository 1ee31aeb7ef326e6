using System.Buffers;

namespace SecureExec.Sidecar.Http2;

/// <summary>
/// HPACK's Huffman code (RFC 7541, Appendix B). It is canonical: codes of one length follow each other in the order of the symbols, so the lengths are all there is to know.
/// </summary>
internal static class HuffmanCode
{
    private const int EndOfString = 256, Symbols = 257, MaxBits = 30, MinBits = 5, FirstBits = 8;

    private static readonly byte[] Lengths =
    [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
        30,
    ];

    private static readonly uint[] Codes = new uint[Symbols];
    private static readonly short[] Ordered = new short[Symbols];

    // By length: the first code, how many there are, and where their symbols begin in Ordered.
    private static readonly uint[] First = new uint[MaxBits + 1];
    private static readonly int[] Count = new int[MaxBits + 1], Offset = new int[MaxBits + 1];

    // Symbols of at most FirstBits bits, by the bits that follow: the symbol and its length; length 0: it is longer.
    private static readonly (byte Symbol, byte Bits)[] Short = new (byte, byte)[1 << FirstBits];

    static HuffmanCode()
    {
        uint code = 0;
        var at = 0;
        for (var bits = MinBits; bits <= MaxBits; bits++)
        {
            code <<= 1;
            (First[bits], Offset[bits]) = (code, at);
            for (var symbol = 0; symbol < Symbols; symbol++)
            {
                if (Lengths[symbol] != bits)
                    continue;
                Ordered[at++] = (short)symbol;
                Codes[symbol] = code++;
                Count[bits]++;
                if (bits <= FirstBits)
                    Array.Fill(Short, ((byte)symbol, (byte)bits), (int)(Codes[symbol] << (FirstBits - bits)), 1 << (FirstBits - bits));
            }
        }
    }

    /// <summary>Bytes that a text takes encoded.</summary>
    public static int EncodedLength(ReadOnlySpan<byte> text)
    {
        long bits = 0;
        foreach (var symbol in text)
            bits += Lengths[symbol];
        return (int)((bits + 7) / 8);
    }

    /// <summary>Writes a text encoded, padded with the beginning of the end of a string.</summary>
    public static void Encode(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        var room = output.GetSpan(EncodedLength(text) + sizeof(uint));
        ulong pending = 0;
        var (count, written) = (0, 0);
        foreach (var symbol in text)
        {
            pending = pending << Lengths[symbol] | Codes[symbol];
            for (count += Lengths[symbol]; count >= 8; count -= 8)
                room[written++] = (byte)(pending >> (count - 8));
        }
        if (count > 0)
            room[written++] = (byte)(pending << (8 - count) | 0xffu >> count);
        output.Advance(written);
    }

    /// <summary>The text; null: the bytes are no text in this code (RFC 7541 5.2).</summary>
    public static byte[]? Decode(ReadOnlySpan<byte> encoded)
    {
        // The shortest code has five bits.
        var pooled = ArrayPool<byte>.Shared.Rent(encoded.Length * 8 / MinBits + 1);
        try
        {
            ulong pending = 0;
            var (count, at, written) = (0, 0, 0);
            while (true)
            {
                for (; count <= 56 && at < encoded.Length; count += 8)
                    pending = pending << 8 | encoded[at++];
                if (count == 0)
                    break;
                var bits = Next(pending, count, out var symbol);
                if (bits == 0)
                    break;
                if (symbol == EndOfString)
                    return null;
                pooled[written++] = (byte)symbol;
                count -= bits;
                pending &= (1UL << count) - 1;
            }
            // What is left must be padding: fewer than eight bits, all ones.
            return count < 8 && pending == (1UL << count) - 1 ? pooled[..written] : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pooled);
        }
    }

    // The length of the next symbol; 0: the bits end before it does.
    private static int Next(ulong pending, int count, out int symbol)
    {
        var ahead = (int)(count >= FirstBits ? pending >> (count - FirstBits) : pending << (FirstBits - count)) & 0xff;
        (symbol, var bits) = Short[ahead];
        if (bits > 0)
            return bits <= count ? bits : 0;
        for (bits = FirstBits + 1; bits <= MaxBits && bits <= count; bits++)
        {
            var index = (uint)(pending >> (count - bits)) - First[bits];
            if (index >= Count[bits])
                continue;
            symbol = Ordered[Offset[bits] + (int)index];
            return bits;
        }
        return 0;
    }
}
