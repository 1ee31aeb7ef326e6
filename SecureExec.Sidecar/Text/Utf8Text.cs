using System.Text;
using System.Text.Unicode;

namespace SecureExec.Sidecar.Text;

/// <summary>UTF-8 by the rules of the Encoding Standard.</summary>
internal static class Utf8Text
{
    /// <summary>The bytes that text takes, three for a lone surrogate.</summary>
    public static int ByteLength(ReadOnlySpan<char> text) => Encoding.UTF8.GetByteCount(text);

    /// <summary>
    /// Encodes as many whole code points as fit, a lone surrogate as EF BF BD; answers the bytes written.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="target">Where the bytes go.</param>
    /// <param name="charsRead">The UTF-16 units that were encoded.</param>
    public static int Encode(ReadOnlySpan<char> text, Span<byte> target, out int charsRead)
    {
        Utf8.FromUtf16(text, target, out charsRead, out var written, replaceInvalidSequences: true, isFinalBlock: true);
        return written;
    }

    /// <summary>Decodes, one U+FFFD for each maximal subpart that is malformed. A byte order mark stays.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>Decodes for <c>TextDecoder</c>; null when <paramref name="fatal"/> and the bytes are malformed.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, bool ignoreBom, bool fatal)
    {
        if (!ignoreBom && bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        if (!fatal)
            return Decode(bytes);
        return Utf8.IsValid(bytes) ? Decode(bytes) : null;
    }
}
