namespace SecureExec.Sidecar.Compression;

/// <summary>The numbers of RFC 1951: lengths and distances as base and extra bits, the fixed codes, the order of code lengths.</summary>
internal static class DeflateCode
{
    public const int EndOfBlock = 256, Literals = 256, MinMatch = 3, MaxMatch = 258, MaxBits = 15, MaxLengthCodes = 286, MaxDistanceCodes = 30, CodeLengthCodes = 19;

    /// <summary>First length of each length code (257 and on).</summary>
    public static ReadOnlySpan<ushort> LengthBase => [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    public static ReadOnlySpan<byte> LengthExtra => [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    /// <summary>First distance of each distance code.</summary>
    public static ReadOnlySpan<ushort> DistanceBase =>
        [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];

    public static ReadOnlySpan<byte> DistanceExtra => [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];

    /// <summary>In which order the lengths of the code-length code are sent.</summary>
    public static ReadOnlySpan<byte> CodeLengthOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <summary>Code lengths of the fixed literal and length code.</summary>
    public static byte[] FixedLiteralLengths()
    {
        var lengths = new byte[288];
        for (var symbol = 0; symbol < lengths.Length; symbol++)
            lengths[symbol] = symbol switch { < 144 => 8, < 256 => 9, < 280 => 7, _ => 8 };
        return lengths;
    }

    /// <summary>Code lengths of the fixed distance code.</summary>
    public static byte[] FixedDistanceLengths()
    {
        var lengths = new byte[32];
        Array.Fill(lengths, (byte)5);
        return lengths;
    }

    /// <summary>The low <paramref name="length"/> bits in reverse: codes are sent from their first bit.</summary>
    public static int Reverse(int code, int length)
    {
        var reversed = 0;
        for (; length > 0; length--)
        {
            reversed = reversed << 1 | code & 1;
            code >>= 1;
        }
        return reversed;
    }
}
