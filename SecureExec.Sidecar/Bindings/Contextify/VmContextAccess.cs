using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>One access to a contextified global: the key, what comes with it, and the objects it may concern.</summary>
internal readonly unsafe ref struct VmContextAccess
{
    private const int ShouldThrowIndex = 9, ThrowOnError = 1;
    private readonly nint* _info;

    /// <param name="info">V8's <c>PropertyCallbackInfo</c>.</param>
    /// <param name="key">The property's name (a local); 0 for enumeration.</param>
    /// <param name="argument">The value to store or V8's property descriptor; 0: none.</param>
    public VmContextAccess(nint* info, nint key, nint argument)
    {
        _info = info;
        (Key, Argument) = (key, argument);
        var call = new PropertyInfo(info);
        Isolate = call.Isolate;
        Context = V8Api.ObjectCreationContext(call.Holder, Isolate);
        if (Context == 0)
            return;
        Sandbox = V8Api.ContextGetEmbedderData(Context, VmContext.SandboxIndex);
        Ready = Sandbox != 0 && V8Api.IsObject(Sandbox) != 0;
        Global = V8Api.ContextGlobal(Context);
    }

    public nint Isolate { get; }

    public nint Key { get; }

    public nint Argument { get; }

    public nint Context { get; }

    public nint Sandbox { get; }

    public nint Global { get; }

    /// <summary>False while the context is being made: accesses go to the real global.</summary>
    public bool Ready { get; }

    /// <summary>Whether V8 itself has decided that a failing store throws: so it does for function declarations, while an assignment is left to the mode of its function.</summary>
    public bool MustThrow => (int)(_info[ShouldThrowIndex] >> 32) == ThrowOnError;

    public void Return(nint local) => new PropertyInfo(_info).Return(local);

    public void Return(int value) => new PropertyInfo(_info).Return(value);
}
