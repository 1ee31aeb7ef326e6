namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>
/// View of <c>v8::FunctionCallbackInfo</c>, the words of V8's API exit frame:
/// [0] argument count, [2] frame type, [5] isolate, [6] return value, [8] function, [9] receiver, [10+i] arguments.
/// The self-test at start-up checks the layout.
/// </summary>
internal readonly unsafe ref struct CallInfo(nint* frame)
{
    private const int ConstructFrame = 19;
    private readonly nint* _frame = frame;

    public nint Isolate => _frame[5];

    public Realm Realm => Realm.Of(_frame[5]);

    /// <summary>The context that is entered now: that of the called function.</summary>
    public nint Context => V8Api.CurrentContext(_frame[5]);

    public int Length => (int)_frame[0];

    /// <summary>The receiver, as a local.</summary>
    public nint This => (nint)(_frame + 9);

    /// <summary>What the function was made with.</summary>
    public nint Data => V8Api.FunctionData(_frame[5], (nint)(_frame + 8));

    public bool IsConstruct => (int)(_frame[2] >> 32) == ConstructFrame;

    /// <summary>Argument <paramref name="index"/> as a local, or undefined beyond the last one.</summary>
    public nint this[int index] => index < Length ? (nint)(_frame + 10 + index) : V8.Undefined(_frame[5]);

    public void Return(nint local)
    {
        if (local != 0)
            _frame[6] = *(nint*)local;
    }

    public void Return(bool value) => Return(value ? V8.True(Isolate) : V8.False(Isolate));

    public void Return(int value) => _frame[6] = (nint)((long)value << 32);

    public void Return(double value)
    {
        if (value is >= int.MinValue and <= int.MaxValue && (int)value == value && !double.IsNegative(value))
            Return((int)value);
        else
            Return(V8Api.NumberNew(Isolate, value));
    }

    public void Return(string value) => Return(V8.Str(Isolate, value));

    public void ReturnUndefined() => Return(V8.Undefined(Isolate));

    public void ReturnNull() => Return(V8.Null(Isolate));

    public bool IsString(int i) => V8Api.IsString(this[i]) != 0;

    public bool IsObject(int i) => V8Api.IsObject(this[i]) != 0;

    public bool IsFunction(int i) => V8Api.IsFunction(this[i]) != 0;

    public bool IsUndefined(int i) => V8.IsUndefined(Isolate, this[i]);

    public bool IsNullish(int i) => V8.IsUndefined(Isolate, this[i]) || V8Api.IsNull(this[i]) != 0;

    public bool IsTrue(int i) => V8Api.IsTrue(this[i]) != 0;

    public bool IsNumber(int i) => V8.IsSmi(this[i]) || V8Api.IsNumber(this[i]) != 0;

    public bool IsBigInt(int i) => V8Api.IsBigInt(this[i]) != 0;

    /// <summary>Argument as int32, ECMAScript ToInt32; 0 when the conversion throws (then an exception is pending).</summary>
    public int Int32(int i)
    {
        var v = this[i];
        return V8.IsSmi(v) ? V8.SmiValue(v) : (int)(V8Api.Int32Value(v, Context) >> 32);
    }

    /// <summary>Argument as a double, ECMAScript ToNumber; NaN when the conversion throws (then an exception is pending).</summary>
    public double Double(int i)
    {
        var v = this[i];
        if (V8.IsSmi(v))
            return V8.SmiValue(v);
        var n = V8Api.NumberValue(v, Context);
        return n.HasValue != 0 ? n.Value : double.NaN;
    }

    /// <summary>Argument as a 64-bit integer from a number or a bigint (truncated).</summary>
    public long Int64(int i)
    {
        var v = this[i];
        if (V8.IsSmi(v))
            return V8.SmiValue(v);
        if (V8Api.IsBigInt(v) != 0)
        {
            byte lossless;
            return V8Api.BigIntInt64Value(v, &lossless);
        }
        var n = V8Api.IntegerValue(v, Context);
        return n.HasValue != 0 ? n.Value : 0;
    }

    /// <summary>Argument's text, ECMAScript ToString; null when the conversion throws (then an exception is pending).</summary>
    public string? Text(int i)
    {
        var v = this[i];
        return V8Api.IsString(v) != 0 ? V8.Text(Isolate, v) : V8.ToText(Isolate, Context, v);
    }

    /// <summary>Argument's text when it is a string; otherwise throws a TypeError into the guest and gives null.</summary>
    public string? RequireString(int i, string name)
    {
        var v = this[i];
        if (V8Api.IsString(v) != 0)
            return V8.Text(Isolate, v);
        V8.ThrowTypeError(Isolate, $"The \"{name}\" argument must be of type string", "ERR_INVALID_ARG_TYPE");
        return null;
    }

    /// <summary>
    /// The bytes of an ArrayBufferView, ArrayBuffer or SharedArrayBuffer argument, in place.
    /// Valid until JavaScript runs or the buffer is detached. False: not a buffer.
    /// </summary>
    public bool Bytes(int i, out Span<byte> bytes) => V8.Bytes(this[i], out bytes);

    public void Throw(string message, string? code = null) => V8.ThrowError(Isolate, message, code);

    public void ThrowTypeError(string message, string? code = "ERR_INVALID_ARG_TYPE") => V8.ThrowTypeError(Isolate, message, code);
}
