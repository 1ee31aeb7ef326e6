using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Text;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The text functions of <c>internalBinding('buffer')</c>.</summary>
internal static unsafe class BufferTextFunctions
{
    public static void Define(BindingBuilder b) => b
        .Function("atob", &Atob)
        .Function("btoa", &Btoa)
        .Function("byteLengthUtf8", &ByteLengthUtf8)
        .Function("asciiSlice", &AsciiSlice)
        .Function("base64Slice", &Base64Slice)
        .Function("base64urlSlice", &Base64UrlSlice)
        .Function("latin1Slice", &Latin1Slice)
        .Function("hexSlice", &HexSlice)
        .Function("ucs2Slice", &Ucs2Slice)
        .Function("utf8Slice", &Utf8Slice)
        .Function("base64Write", &Base64Write)
        .Function("base64urlWrite", &Base64UrlWrite)
        .Function("hexWrite", &HexWrite)
        .Function("ucs2Write", &Ucs2Write)
        .Function("asciiWriteStatic", &Latin1Write)
        .Function("latin1WriteStatic", &Latin1Write)
        .Function("utf8WriteStatic", &Utf8Write);

    /// <summary>An encoding as its number or its name; UTF-8 for anything else.</summary>
    public static NodeEncoding ParseEncoding(CallInfo info, int index)
    {
        if (info.IsNumber(index))
            return info.Int32(index) is >= 0 and <= (int)NodeEncoding.Base64Url and var number ? (NodeEncoding)number : NodeEncoding.Utf8;
        return info.IsString(index) && TryParseEncoding(info.Text(index)!, out var encoding) ? encoding : NodeEncoding.Utf8;
    }

    /// <summary>An encoding by any of its names, in any case.</summary>
    public static bool TryParseEncoding(string name, out NodeEncoding encoding)
    {
        NodeEncoding? known = name.ToLowerInvariant() switch
        {
            "utf8" or "utf-8" => NodeEncoding.Utf8,
            "ucs2" or "ucs-2" or "utf16le" or "utf-16le" => NodeEncoding.Utf16Le,
            "latin1" or "binary" => NodeEncoding.Latin1,
            "ascii" => NodeEncoding.Ascii,
            "base64" => NodeEncoding.Base64,
            "base64url" => NodeEncoding.Base64Url,
            "hex" => NodeEncoding.Hex,
            _ => null,
        };
        encoding = known ?? NodeEncoding.Utf8;
        return known is not null;
    }

    /// <summary>Answers the decoded bytes as text, -1 for a lone character at the end, -2 for an invalid one.</summary>
    private static void Atob(CallInfo info)
    {
        if (info.RequireString(0, "input") is not { } input)
            return;
        if (Base64Text.DecodeForgiving(input, out var incomplete) is { } bytes)
            info.Return(V8.Latin1(info.Isolate, bytes));
        else
            info.Return(incomplete ? -1 : -2);
    }

    /// <summary>Answers base64, or -1 when a character is no byte.</summary>
    private static void Btoa(CallInfo info)
    {
        if (info.RequireString(0, "input") is not { } input)
            return;
        if (input.AsSpan().ContainsAnyExceptInRange('\0', '\u00FF'))
            info.Return(-1);
        else
            BufferText.Return(info, StringBytes.GetBytes(input, NodeEncoding.Latin1), NodeEncoding.Base64);
    }

    private static void ByteLengthUtf8(CallInfo info)
    {
        if (info.IsString(0))
            info.Return((double)V8Api.StringUtf8Length(info[0], info.Isolate));
        else
            info.ThrowTypeError("argument must be a string");
    }

    private static void AsciiSlice(CallInfo info) => Slice(info, NodeEncoding.Ascii);

    private static void Base64Slice(CallInfo info) => Slice(info, NodeEncoding.Base64);

    private static void Base64UrlSlice(CallInfo info) => Slice(info, NodeEncoding.Base64Url);

    private static void Latin1Slice(CallInfo info) => Slice(info, NodeEncoding.Latin1);

    private static void HexSlice(CallInfo info) => Slice(info, NodeEncoding.Hex);

    private static void Ucs2Slice(CallInfo info) => Slice(info, NodeEncoding.Utf16Le);

    private static void Utf8Slice(CallInfo info) => Slice(info, NodeEncoding.Utf8);

    private static void Base64Write(CallInfo info) => Write(info, NodeEncoding.Base64);

    private static void Base64UrlWrite(CallInfo info) => Write(info, NodeEncoding.Base64Url);

    private static void HexWrite(CallInfo info) => Write(info, NodeEncoding.Hex);

    private static void Ucs2Write(CallInfo info) => Write(info, NodeEncoding.Utf16Le);

    private static void Latin1Write(CallInfo info) => Write(info, NodeEncoding.Latin1);

    private static void Utf8Write(CallInfo info) => Write(info, NodeEncoding.Utf8);

    /// <summary>(buffer, start, end); an empty range is "" wherever it is.</summary>
    private static void Slice(CallInfo info, NodeEncoding encoding)
    {
        if (!Arguments.TryBuffer(info, 0, out var bytes) || !Arguments.TryIndex(info, 1, 0, out var start) || !Arguments.TryIndex(info, 2, 0, out var end))
            return;
        // The conversions can have run JavaScript that detached or resized the buffer.
        if (!Arguments.TryBuffer(info, 0, out bytes))
            return;
        if (info.IsUndefined(2))
            end = bytes.Length;
        if (end <= start || bytes.IsEmpty)
            info.Return("");
        else if (end > bytes.Length)
            Arguments.ThrowIndexOutOfRange(info);
        else
            BufferText.Return(info, bytes[(int)start..(int)end], encoding);
    }

    /// <summary>(buffer, string, offset, length); answers the bytes written.</summary>
    private static void Write(CallInfo info, NodeEncoding encoding)
    {
        if (!Arguments.TryBuffer(info, 0, out _))
            return;
        if (!info.IsString(1))
        {
            info.ThrowTypeError("argument must be a string");
            return;
        }

        if (!Arguments.TryIndex(info, 2, 0, out var offset) || !Arguments.TryIndex(info, 3, long.MaxValue, out var length) || !Arguments.TryBuffer(info, 0, out var bytes))
            return;
        if (offset > bytes.Length)
        {
            V8.ThrowRangeError(info.Isolate, "\"offset\" is outside of buffer bounds", "ERR_BUFFER_OUT_OF_BOUNDS");
            return;
        }

        var target = bytes[(int)offset..];
        info.Return(BufferText.Write(info.Isolate, info[1], target[..(int)Math.Min(length, target.Length)], encoding));
    }
}
