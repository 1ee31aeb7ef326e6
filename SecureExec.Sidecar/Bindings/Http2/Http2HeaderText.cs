using System.Buffers;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Http2;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Headers as Node's library hands them over: a text of "name NUL value NUL flags" for each, and how many there are.</summary>
internal static class Http2HeaderText
{
    private const int NeverIndexed = 1;

    // A name that no peer accepts: a value held a NUL, and the fields after it are not what they seem.
    private static readonly HeaderField[] Spoilt = [new([0], [0])];

    /// <summary>Reads an argument; null: it is something else, a TypeError is pending.</summary>
    public static IReadOnlyList<HeaderField>? Read(CallInfo info, int index)
    {
        var array = info[index];
        if (V8.IsSmi(array) || V8Api.IsArray(array) == 0 || V8Api.ObjectGetIndex(array, info.Context, 0) is not (not 0 and var text) || V8.IsSmi(text) || V8Api.IsString(text) == 0
            || V8Api.ObjectGetIndex(array, info.Context, 1) is not (not 0 and var count) || !V8.IsSmi(count))
        {
            if (V8Api.HasPendingException(info.Isolate) == 0)
                info.ThrowTypeError("The \"headers\" argument must be headers as text and their number.");
            return null;
        }
        var length = V8Api.StringLength(text);
        var pooled = ArrayPool<byte>.Shared.Rent(Math.Max(1, length));
        try
        {
            return Split(pooled.AsSpan(0, Write(info.Isolate, text, pooled)), V8.SmiValue(count));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pooled);
        }
    }

    /// <summary>The characters of a text, each as a byte.</summary>
    public static byte[] Latin1(nint isolate, nint text)
    {
        var bytes = new byte[V8Api.StringLength(text)];
        Write(isolate, text, bytes);
        return bytes;
    }

    private static unsafe int Write(nint isolate, nint text, byte[] bytes)
    {
        var length = V8Api.StringLength(text);
        fixed (byte* p = bytes)
        {
            if (length > 0)
                V8Api.StringWriteOneByte(text, isolate, 0, (uint)length, p, 0);
        }
        return length;
    }

    private static IReadOnlyList<HeaderField> Split(ReadOnlySpan<byte> bytes, int count)
    {
        List<HeaderField> fields = [];
        while (!bytes.IsEmpty)
        {
            var nameEnd = bytes.IndexOf((byte)0);
            var valueEnd = nameEnd < 0 ? -1 : bytes[(nameEnd + 1)..].IndexOf((byte)0);
            var flagsAt = nameEnd + valueEnd + 2;
            if (valueEnd < 0 || flagsAt >= bytes.Length || fields.Count >= count)
                return Spoilt;
            fields.Add(new(bytes[..nameEnd].ToArray(), bytes.Slice(nameEnd + 1, valueEnd).ToArray(), (bytes[flagsAt] & NeverIndexed) != 0));
            bytes = bytes[(flagsAt + 1)..];
        }
        return fields;
    }
}
