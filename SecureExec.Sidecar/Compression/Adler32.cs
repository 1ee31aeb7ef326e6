namespace SecureExec.Sidecar.Compression;

/// <summary>The checksum of RFC 1950.</summary>
internal static class Adler32
{
    /// <summary>The checksum of nothing.</summary>
    public const uint Initial = 1;

    private const uint Base = 65521;

    // The most bytes after which the sums, begun below Base, still fit 32 bits.
    private const int Block = 5552;

    public static uint Update(uint adler, ReadOnlySpan<byte> bytes)
    {
        var (low, high) = (adler & 0xffff, adler >> 16);
        while (!bytes.IsEmpty)
        {
            var block = bytes[..Math.Min(Block, bytes.Length)];
            foreach (var value in block)
            {
                low += value;
                high += low;
            }
            low %= Base;
            high %= Base;
            bytes = bytes[block.Length..];
        }
        return high << 16 | low;
    }
}
