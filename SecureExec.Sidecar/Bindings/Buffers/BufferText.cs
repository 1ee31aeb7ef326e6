using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Text;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Bytes of buffers as V8 strings and back, without a .NET string between where none is needed.</summary>
internal static unsafe class BufferText
{
    /// <summary>V8's longest string, in units.</summary>
    public const int MaxStringLength = 0x1FFFFFE8;

    private const int LongBase64 = 256;

    /// <summary>Returns text, or throws when it is longer than a V8 string can be.</summary>
    public static void Return(CallInfo info, string text)
    {
        if (text.Length > MaxStringLength)
            ThrowTooLong(info);
        else
            info.Return(text);
    }

    /// <summary>Returns bytes as text.</summary>
    public static void Return(CallInfo info, ReadOnlySpan<byte> bytes, NodeEncoding encoding)
    {
        if (MaxUnits(bytes, encoding) > MaxStringLength)
        {
            ThrowTooLong(info);
            return;
        }

        var iso = info.Isolate;
        switch (encoding)
        {
            case NodeEncoding.Latin1:
            case NodeEncoding.Ascii or NodeEncoding.Utf8 when Ascii.IsValid(bytes):
                info.Return(V8.Latin1(iso, bytes));
                break;
            case NodeEncoding.Utf16Le when IsAligned(bytes):
                info.Return(V8.Str(iso, MemoryMarshal.Cast<byte, char>(bytes)));
                break;
            case NodeEncoding.Utf16Le:
                info.Return(NarrowText.DecodeUtf16(bytes));
                break;
            case NodeEncoding.Hex:
            case NodeEncoding.Base64:
            case NodeEncoding.Base64Url:
                ReturnEncoded(info, bytes, encoding);
                break;
            case NodeEncoding.Ascii:
                info.Return(NarrowText.DecodeAscii(bytes));
                break;
            default:
                info.Return(Utf8Text.Decode(bytes));
                break;
        }
    }

    /// <summary>Writes a V8 string into bytes, as much as fits; answers the bytes written.</summary>
    public static int Write(nint iso, nint text, Span<byte> target, NodeEncoding encoding)
    {
        if (target.IsEmpty)
            return 0;
        var length = V8Api.StringLength(text);
        fixed (byte* p = target)
        {
            switch (encoding)
            {
                case NodeEncoding.Ascii or NodeEncoding.Latin1:
                    length = Math.Min(length, target.Length);
                    V8Api.StringWriteOneByte(text, iso, 0, (uint)length, p, 0);
                    return length;
                case NodeEncoding.Utf16Le when ((nint)p & 1) == 0:
                    length = Math.Min(length, target.Length / 2);
                    V8Api.StringWrite(text, iso, 0, (uint)length, (char*)p, 0);
                    return length * 2;
            }
        }

        if (encoding is NodeEncoding.Base64 or NodeEncoding.Base64Url && length >= LongBase64 && V8Api.StringIsOneByte(text) != 0
            && TryWriteBase64(iso, text, length, target, out var written))
            return written;
        var pooled = ArrayPool<char>.Shared.Rent(length);
        try
        {
            fixed (char* p = pooled)
                V8Api.StringWrite(text, iso, 0, (uint)length, p, 0);
            return StringBytes.Encode(pooled.AsSpan(0, length), target, encoding);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(pooled);
        }
    }

    /// <summary>Decodes well-formed base64 from one-byte text, the fast way; false: it has to be decoded character by character.</summary>
    private static bool TryWriteBase64(nint iso, nint text, int length, Span<byte> target, out int written)
    {
        var pooled = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            fixed (byte* p = pooled)
                V8Api.StringWriteOneByte(text, iso, 0, (uint)length, p, 0);
            return Base64.DecodeFromUtf8(pooled.AsSpan(0, length), target, out _, out written) == OperationStatus.Done;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pooled);
        }
    }

    /// <summary>Whether units may be read in place: V8 scans past the end of a string at an odd address.</summary>
    private static bool IsAligned(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* p = bytes)
            return ((nint)p & 1) == 0;
    }

    private static long MaxUnits(ReadOnlySpan<byte> bytes, NodeEncoding encoding) => encoding switch
    {
        NodeEncoding.Hex => bytes.Length * 2L,
        NodeEncoding.Base64 => (bytes.Length + 2L) / 3 * 4,
        NodeEncoding.Base64Url => ((bytes.Length * 4L) + 2) / 3,
        NodeEncoding.Utf16Le => bytes.Length / 2,
        // Only text this long is worth counting.
        NodeEncoding.Utf8 when bytes.Length > MaxStringLength => Encoding.UTF8.GetCharCount(bytes),
        _ => bytes.Length,
    };

    private static void ReturnEncoded(CallInfo info, ReadOnlySpan<byte> bytes, NodeEncoding encoding)
    {
        var pooled = ArrayPool<byte>.Shared.Rent((int)MaxUnits(bytes, encoding));
        try
        {
            var written = 0;
            if (encoding == NodeEncoding.Hex)
                Convert.TryToHexStringLower(bytes, pooled, out written);
            else if (encoding == NodeEncoding.Base64)
                Base64.EncodeToUtf8(bytes, pooled, out _, out written);
            else
                Base64Url.EncodeToUtf8(bytes, pooled, out _, out written);
            info.Return(V8.Latin1(info.Isolate, pooled.AsSpan(0, written)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pooled);
        }
    }

    private static void ThrowTooLong(CallInfo info)
        => info.Throw($"Cannot create a string longer than 0x{MaxStringLength:x} characters", "ERR_STRING_TOO_LONG");
}
