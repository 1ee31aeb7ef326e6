using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Text;
using SecureExec.Sidecar.Url;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('encoding_binding')</c>: TextEncoder, TextDecoder for UTF-8, and IDNA.</summary>
internal static unsafe class EncodingBinding
{
    public static void Define(BindingBuilder b)
    {
        b.SharedUint32("encodeIntoResults", 2, out var results);
        b.Realm.State<EncodingState>().Results = results;
        b.Function("encodeInto", &EncodeInto)
            .Function("encodeUtf8String", &EncodeUtf8String)
            .Function("decodeUTF8", &DecodeUtf8)
            .Function("toASCII", &ToAscii)
            .Function("toUnicode", &ToUnicode);
    }

    /// <summary>(source, target); the units read and the bytes written go to <c>encodeIntoResults</c>.</summary>
    private static void EncodeInto(CallInfo info)
    {
        if (info.RequireString(0, "source") is not { } source || !Arguments.TryBuffer(info, 1, out var target))
            return;
        var written = Utf8Text.Encode(source, target, out var read);
        var results = info.Realm.State<EncodingState>().Results;
        results[0] = (uint)read;
        results[1] = (uint)written;
    }

    private static void EncodeUtf8String(CallInfo info)
    {
        if (info.RequireString(0, "string") is not { } text)
            return;
        var iso = info.Isolate;
        var length = Utf8Text.ByteLength(text);
        var buffer = V8Api.ArrayBufferMaybeNew(iso, (nuint)length, 0);
        if (buffer == 0)
        {
            V8.ThrowRangeError(iso, "Failed to allocate memory", "ERR_MEMORY_ALLOCATION_FAILED");
            return;
        }

        if (length != 0)
            Utf8Text.Encode(text, new Span<byte>((void*)V8Api.BufferData(buffer), length), out _);
        info.Return(V8Api.Uint8ArrayNew(buffer, 0, (nuint)length));
    }

    /// <summary>(bytes, ignoreBom, fatal).</summary>
    private static void DecodeUtf8(CallInfo info)
    {
        if (!info.Bytes(0, out var bytes))
            info.ThrowTypeError("The \"list\" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.");
        else if (bytes.Length > BufferText.MaxStringLength && !info.IsTrue(2))
            BufferText.Return(info, bytes, NodeEncoding.Utf8);
        else if (Utf8Text.Decode(bytes, V8Api.BooleanValue(info[1], info.Isolate) != 0, V8Api.BooleanValue(info[2], info.Isolate) != 0) is { } text)
            BufferText.Return(info, text);
        else
            info.ThrowTypeError("The encoded data was not valid for encoding utf-8", "ERR_ENCODING_INVALID_ENCODED_DATA");
    }

    private static void ToAscii(CallInfo info)
    {
        if (info.RequireString(0, "domain") is { } domain)
            info.Return(Idna.ToAscii(domain) ?? "");
    }

    private static void ToUnicode(CallInfo info)
    {
        if (info.RequireString(0, "domain") is { } domain)
            info.Return(Idna.ToUnicode(domain));
    }
}
