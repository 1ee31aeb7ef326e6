namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>View of <c>v8::PropertyCallbackInfo</c>: [5] isolate, [6] return value, [8] holder.</summary>
internal readonly unsafe ref struct PropertyInfo(nint* frame)
{
    private readonly nint* _frame = frame;

    public nint Isolate => _frame[5];

    /// <summary>The object with the interceptor, as a local.</summary>
    public nint Holder => (nint)(_frame + 8);

    public void Return(nint local)
    {
        if (local != 0)
            _frame[6] = *(nint*)local;
    }

    public void Return(int value) => _frame[6] = (nint)((long)value << 32);
}
