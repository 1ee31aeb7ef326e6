using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Reading hostile arguments where more than a type is asked for.</summary>
internal static class Arguments
{
    /// <summary>
    /// An integer argument, ECMAScript ToIntegerOrInfinity clamped to 64 bits; false when the conversion throws (then an exception is
    /// pending). The conversion can run JavaScript: read buffers after it.
    /// </summary>
    public static bool TryInteger(CallInfo info, int index, long otherwise, out long value)
    {
        var local = info[index];
        if (V8.IsSmi(local))
        {
            value = V8.SmiValue(local);
            return true;
        }

        value = otherwise;
        if (info.IsUndefined(index))
            return true;
        var converted = V8Api.IntegerValue(local, info.Context);
        value = converted.Value;
        return converted.HasValue != 0;
    }

    /// <summary>An index that must not be negative; false when an exception is pending, thrown here or by the conversion.</summary>
    public static bool TryIndex(CallInfo info, int index, long otherwise, out long value)
    {
        if (!TryInteger(info, index, otherwise, out value))
            return false;
        if (value >= 0)
            return true;
        ThrowIndexOutOfRange(info);
        return false;
    }

    /// <summary>The bytes of a view or buffer; false with a TypeError pending for anything else.</summary>
    public static bool TryBuffer(CallInfo info, int index, out Span<byte> bytes)
    {
        if (info.Bytes(index, out bytes))
            return true;
        info.ThrowTypeError("argument must be a buffer");
        return false;
    }

    /// <summary>Throws Node's RangeError for an index beyond a buffer.</summary>
    public static void ThrowIndexOutOfRange(CallInfo info) => V8.ThrowRangeError(info.Isolate, "Index out of range", "ERR_OUT_OF_RANGE");
}
