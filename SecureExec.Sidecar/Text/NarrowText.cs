using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace SecureExec.Sidecar.Text;

/// <summary>The one-byte encodings and UTF-16.</summary>
internal static class NarrowText
{
    /// <summary>Writes the low byte of each unit (<c>latin1</c> and <c>ascii</c>); answers the bytes written.</summary>
    public static int EncodeLatin1(ReadOnlySpan<char> text, Span<byte> target)
    {
        var length = Math.Min(text.Length, target.Length);
        var units = MemoryMarshal.Cast<char, ushort>(text[..length]);
        var i = 0;
        for (; i + Vector256<byte>.Count <= length; i += Vector256<byte>.Count)
        {
            var low = Vector256.Create(units[i..]);
            var high = Vector256.Create(units[(i + Vector256<ushort>.Count)..]);
            Vector256.Narrow(low & Vector256.Create((ushort)0xFF), high & Vector256.Create((ushort)0xFF)).CopyTo(target[i..]);
        }

        for (; i < length; i++)
            target[i] = (byte)units[i];
        return length;
    }

    /// <summary>One unit per byte.</summary>
    public static string DecodeLatin1(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>One unit per byte without its eighth bit.</summary>
    public static string DecodeAscii(ReadOnlySpan<byte> bytes) => Ascii.IsValid(bytes)
        ? Encoding.ASCII.GetString(bytes)
        : string.Create(bytes.Length, bytes, static (text, source) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = (char)(source[i] & 0x7F);
        });

    /// <summary>Writes whole units, little endian; answers the bytes written.</summary>
    public static int EncodeUtf16(ReadOnlySpan<char> text, Span<byte> target)
    {
        var units = Math.Min(text.Length, target.Length / 2);
        MemoryMarshal.AsBytes(text[..units]).CopyTo(target);
        return units * 2;
    }

    /// <summary>Reads whole units, little endian; an odd byte at the end is dropped.</summary>
    public static string DecodeUtf16(ReadOnlySpan<byte> bytes) => string.Create(bytes.Length / 2, bytes, static (text, source) =>
        source[..(text.Length * 2)].CopyTo(MemoryMarshal.AsBytes(text)));
}
