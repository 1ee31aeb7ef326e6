using System.Text;
using System.Text.Unicode;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Text;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('buffer')</c>: what Node's Buffer does natively. Its text functions are in <see cref="BufferTextFunctions"/>.</summary>
internal static unsafe class BufferBinding
{
    public static void Define(BindingBuilder b)
    {
        BufferTextFunctions.Define(b);
        b.Function("copy", &Copy)
            .Function("compare", &Compare)
            .Function("compareOffset", &CompareOffset)
            .Function("fill", &Fill)
            .Function("indexOfBuffer", &IndexOfBuffer)
            .Function("indexOfNumber", &IndexOfNumber)
            .Function("indexOfString", &IndexOfString)
            .Function("copyArrayBuffer", &CopyArrayBuffer)
            .Function("createUnsafeArrayBuffer", &CreateUnsafeArrayBuffer)
            .Function("arrayBufferAlignedOffset", &ArrayBufferAlignedOffset)
            .Function("swap16", &Swap16)
            .Function("swap32", &Swap32)
            .Function("swap64", &Swap64)
            .Function("isUtf8", &IsUtf8)
            .Function("isAscii", &IsAscii)
            .Function("setDetachKey", &SetDetachKey)
            .Function("setBufferPrototype", &NodeBuffer.SetPrototype);
    }

    /// <summary>(source, target, targetStart, sourceStart, count); answers the bytes copied.</summary>
    private static void Copy(CallInfo info)
    {
        if (!Arguments.TryIndex(info, 2, 0, out var targetStart) || !Arguments.TryIndex(info, 3, 0, out var sourceStart) || !Arguments.TryIndex(info, 4, 0, out var count))
            return;
        if (!Arguments.TryBuffer(info, 0, out var source) || !Arguments.TryBuffer(info, 1, out var target))
            return;
        count = Math.Min(count, Math.Min(source.Length - sourceStart, target.Length - targetStart));
        if (count > 0)
            source.Slice((int)sourceStart, (int)count).CopyTo(target[(int)targetStart..]);
        info.Return((double)Math.Max(count, 0));
    }

    /// <summary>(target, targetStart, source, sourceStart, count) over array buffers.</summary>
    private static void CopyArrayBuffer(CallInfo info)
    {
        if (!Arguments.TryIndex(info, 1, 0, out var targetStart) || !Arguments.TryIndex(info, 3, 0, out var sourceStart) || !Arguments.TryIndex(info, 4, 0, out var count))
            return;
        if (!Arguments.TryBuffer(info, 0, out var target) || !Arguments.TryBuffer(info, 2, out var source))
            return;
        if (targetStart > target.Length || sourceStart > source.Length || count > Math.Min(target.Length - targetStart, source.Length - sourceStart))
            Arguments.ThrowIndexOutOfRange(info);
        else
            source.Slice((int)sourceStart, (int)count).CopyTo(target[(int)targetStart..]);
    }

    private static void Compare(CallInfo info)
    {
        // A bare ArrayBuffer is no buffer here, unlike for most: comparisons of a view with one rely on the refusal.
        if (V8Api.IsArrayBufferView(info[0]) == 0 || V8Api.IsArrayBufferView(info[1]) == 0)
            info.ThrowTypeError("argument must be a buffer");
        else if (Arguments.TryBuffer(info, 0, out var left) && Arguments.TryBuffer(info, 1, out var right))
            info.Return(ByteOperations.Compare(left, right));
    }

    /// <summary>(source, target, targetStart, sourceStart, targetEnd, sourceEnd).</summary>
    private static void CompareOffset(CallInfo info)
    {
        if (!Arguments.TryIndex(info, 2, 0, out var targetStart) || !Arguments.TryIndex(info, 3, 0, out var sourceStart)
            || !Arguments.TryIndex(info, 4, 0, out var targetEnd) || !Arguments.TryIndex(info, 5, 0, out var sourceEnd))
            return;
        if (!Arguments.TryBuffer(info, 0, out var source) || !Arguments.TryBuffer(info, 1, out var target))
            return;
        if (sourceStart > source.Length)
            V8.ThrowRangeError(info.Isolate, "The value of \"sourceStart\" is out of range.", "ERR_OUT_OF_RANGE");
        else if (targetStart > target.Length)
            V8.ThrowRangeError(info.Isolate, "The value of \"targetStart\" is out of range.", "ERR_OUT_OF_RANGE");
        else
            info.Return(ByteOperations.Compare(Part(source, sourceStart, sourceEnd), Part(target, targetStart, targetEnd)));
    }

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> bytes, long start, long end) =>
        bytes[(int)start..(int)Math.Clamp(end, start, bytes.Length)];

    /// <summary>(buffer, value, start, end, encoding); answers -1 when the value has no bytes, -2 when the range is outside.</summary>
    private static void Fill(CallInfo info)
    {
        if (!Arguments.TryIndex(info, 2, 0, out var start) || !Arguments.TryIndex(info, 3, long.MaxValue, out var end))
            return;
        var isString = info.IsString(1);
        var isView = !isString && V8Api.IsArrayBufferView(info[1]) != 0;
        long number = 0;
        if (!isString && !isView && !Arguments.TryInteger(info, 1, 0, out number))
            return;
        var encoding = isString ? BufferTextFunctions.ParseEncoding(info, 4) : NodeEncoding.Buffer;
        if (!Arguments.TryBuffer(info, 0, out var target))
            return;
        if (info.IsUndefined(3))
            end = target.Length;
        if (start > end || end > target.Length)
        {
            info.Return(-2);
            return;
        }

        target = target[(int)start..(int)end];
        if (!isString && !isView)
        {
            target.Fill((byte)number);
            return;
        }

        if (target.IsEmpty)
            return;
        if (WritePattern(info, target, encoding) is > 0 and var pattern)
            ByteOperations.Repeat(target, pattern);
        else
            info.Return(-1);
    }

    private static int WritePattern(CallInfo info, Span<byte> target, NodeEncoding encoding)
    {
        if (encoding == NodeEncoding.Utf8)
        {
            // A character that only fits in part is cut, unlike on writing.
            var bytes = StringBytes.GetBytes(V8.Text(info.Isolate, info[1]), encoding);
            var length = Math.Min(bytes.Length, target.Length);
            bytes.AsSpan(0, length).CopyTo(target);
            return length;
        }

        if (encoding != NodeEncoding.Buffer)
            return encoding == NodeEncoding.Utf16Le ? WriteCutUtf16(info, target) : BufferText.Write(info.Isolate, info[1], target, encoding);
        if (!info.Bytes(1, out var value))
            return 0;
        value = value[..Math.Min(value.Length, target.Length)];
        value.CopyTo(target);
        return value.Length;
    }

    private static int WriteCutUtf16(CallInfo info, Span<byte> target)
    {
        var bytes = StringBytes.GetBytes(V8.Text(info.Isolate, info[1]), NodeEncoding.Utf16Le);
        var length = Math.Min(bytes.Length, target.Length);
        bytes.AsSpan(0, length).CopyTo(target);
        return length;
    }

    /// <summary>(buffer, value, offset, encoding, forward, end).</summary>
    private static void IndexOfString(CallInfo info)
    {
        if (!TrySearch(info, 2, 5, out var offset, out var end) || info.RequireString(1, "value") is not { } value)
            return;
        var encoding = BufferTextFunctions.ParseEncoding(info, 3);
        if (!Arguments.TryBuffer(info, 0, out var haystack))
            return;
        // For UTF-16 an odd byte at the end is not there, even for offsets that count from the end.
        if (encoding == NodeEncoding.Utf16Le)
            haystack = haystack[..(haystack.Length & ~1)];
        info.Return(ByteSearch.IndexOf(haystack, StringBytes.GetBytes(value, encoding), offset, end, info.IsTrue(4), encoding == NodeEncoding.Utf16Le));
    }

    /// <summary>(buffer, value, offset, encoding, forward, end).</summary>
    private static void IndexOfBuffer(CallInfo info)
    {
        if (!TrySearch(info, 2, 5, out var offset, out var end))
            return;
        var encoding = BufferTextFunctions.ParseEncoding(info, 3);
        if (Arguments.TryBuffer(info, 0, out var haystack) && Arguments.TryBuffer(info, 1, out var needle))
            info.Return(ByteSearch.IndexOf(haystack, needle, offset, end, info.IsTrue(4), encoding == NodeEncoding.Utf16Le));
    }

    /// <summary>(buffer, value, offset, forward, end).</summary>
    private static void IndexOfNumber(CallInfo info)
    {
        if (!TrySearch(info, 2, 4, out var offset, out var end) || !Arguments.TryInteger(info, 1, 0, out var value))
            return;
        if (Arguments.TryBuffer(info, 0, out var haystack))
            info.Return(ByteSearch.IndexOf(haystack, (byte)value, offset, end, info.IsTrue(3)));
    }

    /// <summary>Where a search starts and ends; an end that is no finite number ends it before it starts.</summary>
    private static bool TrySearch(CallInfo info, int offsetIndex, int endIndex, out long offset, out long end)
    {
        end = long.MaxValue;
        if (!Arguments.TryInteger(info, offsetIndex, 0, out offset))
            return false;
        if (info.IsUndefined(endIndex))
            return true;
        var number = info.IsNumber(endIndex) ? info.Double(endIndex) : 0;
        end = double.IsFinite(number) ? (long)number : 0;
        return true;
    }

    /// <summary>An ArrayBuffer. It is zeroed all the same: memory of this process never reaches a guest.</summary>
    private static void CreateUnsafeArrayBuffer(CallInfo info)
    {
        const double largest = 9007199254740991;
        var size = info.IsNumber(0) ? info.Double(0) : -1;
        var buffer = size is >= 0 and <= largest ? V8Api.ArrayBufferMaybeNew(info.Isolate, (nuint)size, 0) : 0;
        if (buffer == 0)
            V8.ThrowRangeError(info.Isolate, "Failed to allocate memory", "ERR_MEMORY_ALLOCATION_FAILED");
        else
            info.Return(buffer);
    }

    /// <summary>The first offset of an ArrayBuffer whose address is a multiple of a power of two.</summary>
    private static void ArrayBufferAlignedOffset(CallInfo info)
    {
        if (!Arguments.TryIndex(info, 1, 1, out var alignment))
            return;
        if (V8Api.IsArrayBuffer(info[0]) == 0 || alignment is < 1 or > int.MaxValue || !long.IsPow2(alignment))
        {
            info.ThrowTypeError("argument must be an ArrayBuffer and a power of two");
            return;
        }

        var address = (long)V8Api.BufferData(info[0]);
        info.Return((double)(-address & (alignment - 1)));
    }

    private static void Swap16(CallInfo info)
    {
        if (!Arguments.TryBuffer(info, 0, out var bytes))
            return;
        ByteOperations.Swap16(bytes);
        info.Return(info[0]);
    }

    private static void Swap32(CallInfo info)
    {
        if (!Arguments.TryBuffer(info, 0, out var bytes))
            return;
        ByteOperations.Swap32(bytes);
        info.Return(info[0]);
    }

    private static void Swap64(CallInfo info)
    {
        if (!Arguments.TryBuffer(info, 0, out var bytes))
            return;
        ByteOperations.Swap64(bytes);
        info.Return(info[0]);
    }

    private static void IsUtf8(CallInfo info)
    {
        if (Arguments.TryBuffer(info, 0, out var bytes))
            info.Return(Utf8.IsValid(bytes));
    }

    private static void IsAscii(CallInfo info)
    {
        if (Arguments.TryBuffer(info, 0, out var bytes))
            info.Return(Ascii.IsValid(bytes));
    }

    private static void SetDetachKey(CallInfo info)
    {
        if (V8Api.IsArrayBuffer(info[0]) == 0)
            info.ThrowTypeError("argument must be an ArrayBuffer");
        else
            V8Api.ArrayBufferSetDetachKey(info[0], info[1]);
    }
}
