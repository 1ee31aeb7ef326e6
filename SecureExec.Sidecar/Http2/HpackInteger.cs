using System.Buffers;

namespace SecureExec.Sidecar.Http2;

/// <summary>Integers that begin within a byte (RFC 7541 5.1).</summary>
internal static class HpackInteger
{
    private const int MaxBits = 31;

    /// <summary>Writes one.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="pattern">The bits of the first byte before it.</param>
    /// <param name="bits">How many bits of the first byte are its own.</param>
    /// <param name="value">0 or more.</param>
    public static void Write(IBufferWriter<byte> output, int pattern, int bits, int value)
    {
        var room = output.GetSpan(6);
        var (written, full) = (0, (1 << bits) - 1);
        if (value < full)
        {
            room[written++] = (byte)(pattern | value);
        }
        else
        {
            room[written++] = (byte)(pattern | full);
            for (value -= full; value >= 0x80; value >>= 7)
                room[written++] = (byte)(value | 0x80);
            room[written++] = (byte)value;
        }
        output.Advance(written);
    }

    /// <summary>Reads one. The bytes it takes; 0: there are too few; -1: it is too large.</summary>
    public static int Read(ReadOnlySpan<byte> input, int bits, out int value)
    {
        value = 0;
        if (input.IsEmpty)
            return 0;
        var full = (1 << bits) - 1;
        value = input[0] & full;
        if (value < full)
            return 1;
        long sum = value;
        for (var (at, shift) = (1, 0); at < input.Length; at++, shift += 7)
        {
            if (shift >= MaxBits)
                return -1;
            sum += (long)(input[at] & 0x7f) << shift;
            if (sum > int.MaxValue)
                return -1;
            if ((input[at] & 0x80) != 0)
                continue;
            value = (int)sum;
            return at + 1;
        }
        return 0;
    }
}
