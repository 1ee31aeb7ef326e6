using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Text;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// Arguments of the <c>fs</c> bindings. Node's library has checked most of them; guests can also reach the bindings directly, so everything is
/// checked again. False means that an exception is pending.
/// </summary>
internal static class FsArgs
{
    private const int ShownLength = 25, LongestEncodingName = 9;

    /// <summary>A path: text, or bytes of UTF-8.</summary>
    public static bool Path(CallInfo info, int index, out string path)
    {
        path = "";
        if (info.IsString(index))
        {
            path = FileName.FromText(V8.Text(info.Isolate, info[index]));
            return true;
        }
        if (info.Bytes(index, out var bytes))
        {
            path = FileName.FromBytes(bytes);
            return true;
        }
        info.ThrowTypeError("The \"path\" argument must be of type string or an instance of Buffer or URL.");
        return false;
    }

    /// <summary>A file descriptor, 0 to 2147483647.</summary>
    public static bool Fd(CallInfo info, int index, out int fd)
    {
        var value = info[index];
        if (V8.IsSmi(value) && (fd = V8.SmiValue(value)) >= 0)
            return true;
        fd = -1;
        if (!info.IsNumber(index))
        {
            info.ThrowTypeError($"The \"fd\" argument must be of type number. Received {Received(info, index)}");
            return false;
        }
        var number = info.Double(index);
        if (double.IsInteger(number) && number is >= 0 and <= int.MaxValue)
        {
            fd = (int)number;
            return true;
        }
        var rule = double.IsInteger(number) ? ">= 0 && <= 2147483647" : "an integer";
        V8.ThrowRangeError(info.Isolate, $"The value of \"fd\" is out of range. It must be {rule}. Received {info.Text(index)}", "ERR_OUT_OF_RANGE");
        return false;
    }

    /// <summary>The mode of <c>access</c> and <c>copyFile</c>: 0 to 7, 0 when absent.</summary>
    public static bool SmallMode(CallInfo info, int index, out int mode)
    {
        mode = 0;
        if (info.IsNullish(index))
            return true;
        if (!info.IsNumber(index))
        {
            info.ThrowTypeError("mode must be int32 or null/undefined");
            return false;
        }
        mode = info.Int32(index);
        if (mode is >= 0 and <= 7)
            return true;
        V8.ThrowRangeError(info.Isolate, "mode is out of range: >= 0 && <= 7", "ERR_OUT_OF_RANGE");
        return false;
    }

    /// <summary>A number as int32.</summary>
    public static bool Int(CallInfo info, int index, out int value)
    {
        value = 0;
        if (info.IsNumber(index))
        {
            value = info.Int32(index);
            return true;
        }
        info.ThrowTypeError($"Argument {index} must be of type number. Received {Received(info, index)}");
        return false;
    }

    /// <summary>A number.</summary>
    public static bool Number(CallInfo info, int index, out double value)
    {
        value = 0;
        if (info.IsNumber(index))
        {
            value = info.Double(index);
            return true;
        }
        info.ThrowTypeError($"Argument {index} must be of type number. Received {Received(info, index)}");
        return false;
    }

    /// <summary>A position in a file; -1, the current one, for everything that is no whole number of at least 0.</summary>
    public static long Position(CallInfo info, int index)
    {
        if (info.IsBigInt(index))
            return Math.Max(-1, info.Int64(index));
        if (!info.IsNumber(index))
            return -1;
        var number = info.Double(index);
        return double.IsInteger(number) && number is >= 0 and <= 9007199254740991 ? (long)number : -1;
    }

    /// <summary>The encoding of names; UTF-8 when absent or unknown, as in Node's <c>ParseEncoding</c>.</summary>
    public static NodeEncoding Encoding(CallInfo info, int index)
    {
        if (info.IsString(index) && V8Api.StringLength(info[index]) <= LongestEncodingName)
            return ParseEncoding(V8.Text(info.Isolate, info[index]));
        return info.IsNumber(index) && info.Int32(index) is >= 0 and <= (int)NodeEncoding.Base64Url and var number ? (NodeEncoding)number : NodeEncoding.Utf8;
    }

    /// <summary>An encoding by its name, in any case; UTF-8 when unknown.</summary>
    public static NodeEncoding ParseEncoding(string name) => name.ToLowerInvariant() switch
    {
        "buffer" => NodeEncoding.Buffer,
        "latin1" or "binary" => NodeEncoding.Latin1,
        "hex" => NodeEncoding.Hex,
        "base64" => NodeEncoding.Base64,
        "base64url" => NodeEncoding.Base64Url,
        "ascii" => NodeEncoding.Ascii,
        "ucs2" or "ucs-2" or "utf16le" or "utf-16le" => NodeEncoding.Utf16Le,
        _ => NodeEncoding.Utf8,
    };

    /// <summary>What an argument is, as Node's error messages say it.</summary>
    private static string Received(CallInfo info, int index)
    {
        var (iso, value) = (info.Isolate, info[index]);
        if (V8.IsUndefined(iso, value))
            return "undefined";
        if (V8Api.IsNull(value) != 0)
            return "null";
        if (V8Api.IsSymbol(value) != 0)
        {
            var description = V8Api.SymbolDescription(value, iso);
            return description != 0 && V8Api.IsString(description) != 0 ? $"Symbol({V8.Text(iso, description)})" : "Symbol()";
        }
        if (V8Api.IsFunction(value) != 0)
            return "function";
        if (V8Api.IsObject(value) != 0)
            return "an instance of " + V8.Text(iso, V8Api.ObjectGetConstructorName(value));
        var text = info.Text(index) ?? "";
        if (V8Api.IsString(value) != 0)
            return $"type string ('{(text.Length > ShownLength + 3 ? text[..ShownLength] + "..." : text)}')";
        return $"type {V8.Text(iso, V8Api.TypeOf(value, iso))} ({text})";
    }
}
