using System.Text;
using System.Text.Unicode;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Text;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// <c>internalBinding('icu')</c>: column widths, transcoding between Buffer's encodings, and the decoders of TextDecoder for UTF-16
/// and the legacy multi-byte encodings.
/// </summary>
internal static unsafe class IcuBinding
{
    private const int IllegalArgument = 1, InvalidCharFound = 10;
    private const int FlushFlag = 1, FatalFlag = 2, IgnoreBomFlag = 4;
    private const string ConverterTemplate = "icu.Converter";

    private static readonly Dictionary<int, string> ErrorNames = new()
    {
        [-128] = "U_USING_FALLBACK_WARNING",
        [-127] = "U_USING_DEFAULT_WARNING",
        [0] = "U_ZERO_ERROR",
        [1] = "U_ILLEGAL_ARGUMENT_ERROR",
        [2] = "U_MISSING_RESOURCE_ERROR",
        [3] = "U_INVALID_FORMAT_ERROR",
        [4] = "U_FILE_ACCESS_ERROR",
        [5] = "U_INTERNAL_PROGRAM_ERROR",
        [6] = "U_MESSAGE_PARSE_ERROR",
        [7] = "U_MEMORY_ALLOCATION_ERROR",
        [8] = "U_INDEX_OUTOFBOUNDS_ERROR",
        [9] = "U_PARSE_ERROR",
        [10] = "U_INVALID_CHAR_FOUND",
        [11] = "U_TRUNCATED_CHAR_FOUND",
        [12] = "U_ILLEGAL_CHAR_FOUND",
        [13] = "U_INVALID_TABLE_FORMAT",
        [14] = "U_INVALID_TABLE_FILE",
        [15] = "U_BUFFER_OVERFLOW_ERROR",
        [16] = "U_UNSUPPORTED_ERROR",
    };

    public static void Define(BindingBuilder b)
    {
        var converter = b.NewClass("Converter", 1, null).Template;
        b.Realm[ConverterTemplate] = converter;
        b.Function("getStringWidth", &GetStringWidth)
            .Function("icuErrName", &IcuErrName)
            .Function("transcode", &Transcode)
            .Function("getConverter", &GetConverter)
            .Function("decode", &Decode)
            .Function("hasConverter", &HasConverter);
    }

    /// <summary>(text, ambiguousAsFullWidth, expandEmojiSequence).</summary>
    private static void GetStringWidth(CallInfo info)
    {
        if (info.RequireString(0, "value") is { } text)
            info.Return(ColumnWidth.Of(text, info.IsTrue(1), V8Api.IsBoolean(info[2]) == 0 || info.IsTrue(2)));
    }

    private static void IcuErrName(CallInfo info)
        => info.Return(info.IsNumber(0) && ErrorNames.TryGetValue(info.Int32(0), out var name) ? name : "[BOGUS UErrorCode]");

    /// <summary>(source, from, to); answers a buffer, or the number of ICU's error.</summary>
    private static void Transcode(CallInfo info)
    {
        if (!info.IsString(1) || !info.IsString(2) || !TryEncoding(info.Text(1)!, out var from) || !TryEncoding(info.Text(2)!, out var to))
        {
            info.Return(IllegalArgument);
            return;
        }

        if (!Arguments.TryBuffer(info, 0, out var source))
            return;
        if (Text(source, from, to) is not { } text)
            info.Return(InvalidCharFound);
        else
            info.Return(NodeBuffer.Create(info.Realm, Encode(text, to)));
    }

    private static bool TryEncoding(string name, out NodeEncoding encoding)
        => BufferTextFunctions.TryParseEncoding(name, out encoding)
            && encoding is NodeEncoding.Ascii or NodeEncoding.Latin1 or NodeEncoding.Utf16Le or NodeEncoding.Utf8;

    /// <summary>The source as text; null where malformed text is an error, which it is between the Unicode encodings.</summary>
    private static string? Text(ReadOnlySpan<byte> source, NodeEncoding from, NodeEncoding to) => from switch
    {
        NodeEncoding.Utf8 when to == NodeEncoding.Utf16Le && !Utf8.IsValid(source) => null,
        NodeEncoding.Utf16Le when to == NodeEncoding.Utf8 && !IsWellFormed(NarrowText.DecodeUtf16(source)) => null,
        NodeEncoding.Utf16Le when to == NodeEncoding.Utf16Le => new Utf16Decoder(bigEndian: false, fatal: false, ignoreBom: true).Decode(source, flush: true),
        // ASCII beyond 7 bits is malformed, but becomes UTF-16 as if it were Latin-1.
        NodeEncoding.Ascii when to != NodeEncoding.Utf16Le && !Ascii.IsValid(source) => ReplaceNonAscii(source),
        NodeEncoding.Ascii => NarrowText.DecodeLatin1(source),
        _ => StringBytes.Decode(source, from),
    };

    private static string ReplaceNonAscii(ReadOnlySpan<byte> source)
    {
        var text = new StringBuilder(source.Length);
        foreach (var b in source)
            text.Append(b < 0x80 ? (char)b : '\uFFFD');
        return text.ToString();
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var consumed) != System.Buffers.OperationStatus.Done)
                return false;
            text = text[consumed..];
        }

        return true;
    }

    private static byte[] Encode(string text, NodeEncoding to)
    {
        if (to is not (NodeEncoding.Ascii or NodeEncoding.Latin1))
            return StringBytes.GetBytes(text, to);
        var largest = to == NodeEncoding.Ascii ? 0x7F : 0xFF;
        var bytes = new byte[text.Length];
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
            bytes[length++] = rune.Value <= largest ? (byte)rune.Value : (byte)'?';
        return bytes[..length];
    }

    /// <summary>(encoding, flags); undefined when there is no converter for the encoding.</summary>
    private static void GetConverter(CallInfo info)
    {
        if (info.RequireString(0, "encoding") is not { } name)
            return;
        var flags = info.IsNumber(1) ? info.Int32(1) : 0;
        if (NewDecoder(name, (flags & FatalFlag) != 0, (flags & IgnoreBomFlag) != 0) is not { } decoder)
            return;
        var template = V8Api.FunctionTemplateInstance(info.Realm[ConverterTemplate]);
        var converter = V8Api.ObjectTemplateNewInstance(template, info.Context);
        if (converter == 0)
            return;
        info.Realm.Wrap(converter, decoder);
        info.Return(converter);
    }

    /// <summary>(converter, bytes, flags, encoding).</summary>
    private static void Decode(CallInfo info)
    {
        var decoder = info.IsObject(0) && V8Api.ObjectInternalFieldCountOfMap(info[0]) > 0 ? info.Realm.Unwrap<StreamingDecoder>(info[0]) : null;
        if (decoder is null)
        {
            info.ThrowTypeError("The \"converter\" argument must be a Converter.");
            return;
        }

        var flags = info.IsNumber(2) ? info.Int32(2) : 0;
        if (!info.Bytes(1, out var bytes))
            info.ThrowTypeError("The \"input\" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.");
        else if (decoder.Decode(bytes, (flags & FlushFlag) != 0) is { } text)
            BufferText.Return(info, text);
        else
            info.ThrowTypeError($"The encoded data was not valid for encoding {(info.IsString(3) ? info.Text(3) : "utf-16le")}", "ERR_ENCODING_INVALID_ENCODED_DATA");
    }

    private static void HasConverter(CallInfo info)
        => info.Return(info.RequireString(0, "encoding") is { } name
            && (NewDecoder(name, fatal: false, ignoreBom: false) is not null || name.ToLowerInvariant() is "utf-8" or "utf8" or "latin1" or "iso-8859-1" or "us-ascii" or "ascii"));

    private static StreamingDecoder? NewDecoder(string name, bool fatal, bool ignoreBom) => name.ToLowerInvariant() switch
    {
        "utf-16le" => new Utf16Decoder(bigEndian: false, fatal, ignoreBom),
        "utf-16be" => new Utf16Decoder(bigEndian: true, fatal, ignoreBom),
        "iso-2022-jp" => new Iso2022JpDecoder(fatal),
        var other when MultiByteDecoder.Has(other) => new MultiByteDecoder(other, fatal),
        _ => null,
    };
}
