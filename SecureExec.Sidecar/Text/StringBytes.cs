namespace SecureExec.Sidecar.Text;

/// <summary>Text to bytes and back in any of Node's encodings (<c>StringBytes</c> in Node).</summary>
internal static class StringBytes
{
    /// <summary>Bytes as text.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, NodeEncoding encoding) => encoding switch
    {
        NodeEncoding.Ascii => NarrowText.DecodeAscii(bytes),
        NodeEncoding.Base64 => Base64Text.Encode(bytes),
        NodeEncoding.Base64Url => Base64Text.EncodeUrl(bytes),
        NodeEncoding.Utf16Le => NarrowText.DecodeUtf16(bytes),
        NodeEncoding.Latin1 => NarrowText.DecodeLatin1(bytes),
        NodeEncoding.Hex => HexText.Encode(bytes),
        _ => Utf8Text.Decode(bytes),
    };

    /// <summary>Writes text as bytes, as much as fits; answers the bytes written.</summary>
    public static int Encode(ReadOnlySpan<char> text, Span<byte> target, NodeEncoding encoding) => encoding switch
    {
        NodeEncoding.Ascii or NodeEncoding.Latin1 => NarrowText.EncodeLatin1(text, target),
        NodeEncoding.Base64 or NodeEncoding.Base64Url => Base64Text.Decode(text, target),
        NodeEncoding.Utf16Le => NarrowText.EncodeUtf16(text, target),
        NodeEncoding.Hex => HexText.Decode(text, target),
        _ => Utf8Text.Encode(text, target, out _),
    };

    /// <summary>The bytes that text takes at most; exact except for base64 with characters that are skipped.</summary>
    public static int MaxByteLength(ReadOnlySpan<char> text, NodeEncoding encoding) => encoding switch
    {
        NodeEncoding.Ascii or NodeEncoding.Latin1 => text.Length,
        NodeEncoding.Base64 or NodeEncoding.Base64Url => Base64Text.MaxDecodedLength(text),
        NodeEncoding.Utf16Le => checked(text.Length * 2),
        NodeEncoding.Hex => text.Length / 2,
        _ => Utf8Text.ByteLength(text),
    };

    /// <summary>Text as a new array of bytes.</summary>
    public static byte[] GetBytes(ReadOnlySpan<char> text, NodeEncoding encoding)
    {
        var bytes = new byte[MaxByteLength(text, encoding)];
        var written = Encode(text, bytes, encoding);
        return written == bytes.Length ? bytes : bytes[..written];
    }
}
