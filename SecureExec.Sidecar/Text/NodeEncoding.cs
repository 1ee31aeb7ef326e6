namespace SecureExec.Sidecar.Text;

/// <summary>Node's <c>enum encoding</c>, as <c>internalBinding('string_decoder').encodings</c> numbers it.</summary>
internal enum NodeEncoding
{
    /// <summary>7 bits; the eighth is dropped when bytes become text.</summary>
    Ascii = 0,

    /// <summary>UTF-8 with U+FFFD for what is malformed.</summary>
    Utf8 = 1,

    /// <summary>Base64; decoding also takes the URL alphabet and skips what is neither.</summary>
    Base64 = 2,

    /// <summary>UTF-16, little endian (<c>ucs2</c>).</summary>
    Utf16Le = 3,

    /// <summary>One byte per unit (<c>binary</c>).</summary>
    Latin1 = 4,

    /// <summary>Two hexadecimal digits per byte.</summary>
    Hex = 5,

    /// <summary>No text: bytes stay bytes.</summary>
    Buffer = 6,

    /// <summary>Base64 with the URL alphabet and without padding.</summary>
    Base64Url = 7,
}
