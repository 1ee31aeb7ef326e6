using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Text;

/// <summary>Comparing, repeating and swapping bytes as Node's Buffer does.</summary>
internal static class ByteOperations
{
    /// <summary>-1, 0 or 1.</summary>
    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => Math.Sign(left.SequenceCompareTo(right));

    /// <summary>Repeats the first bytes of a target, at least one, over the rest of it.</summary>
    public static void Repeat(Span<byte> target, int pattern)
    {
        for (long filled = pattern; filled < target.Length; filled *= 2)
        {
            var count = (int)Math.Min(filled, target.Length - filled);
            target[..count].CopyTo(target[(int)filled..]);
        }
    }

    /// <summary>Swaps the bytes of every 16-bit value; an incomplete one at the end stays.</summary>
    public static void Swap16(Span<byte> bytes)
    {
        var values = MemoryMarshal.Cast<byte, ushort>(bytes);
        BinaryPrimitives.ReverseEndianness(values, values);
    }

    /// <summary>Swaps the bytes of every 32-bit value; an incomplete one at the end stays.</summary>
    public static void Swap32(Span<byte> bytes)
    {
        var values = MemoryMarshal.Cast<byte, uint>(bytes);
        BinaryPrimitives.ReverseEndianness(values, values);
    }

    /// <summary>Swaps the bytes of every 64-bit value; an incomplete one at the end stays.</summary>
    public static void Swap64(Span<byte> bytes)
    {
        var values = MemoryMarshal.Cast<byte, ulong>(bytes);
        BinaryPrimitives.ReverseEndianness(values, values);
    }
}
