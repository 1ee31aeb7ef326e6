namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>
/// <c>v8::TryCatch</c> around a stretch of calls. Use with <c>using</c>; never across an await.
/// With a termination pending (<see cref="HasTerminated"/>) just leave: rethrowing would lose it.
/// </summary>
internal unsafe ref struct TryCatchScope
{
    // The V8 object links itself into the isolate by address: it must not move, so a caller's stack slot holds it.
    private readonly TryCatch* _catch;

    public TryCatchScope(nint isolate, TryCatch* storage)
    {
        _catch = storage;
        V8Api.TryCatchCtor(_catch, isolate);
    }

    public readonly bool HasCaught => V8Api.TryCatchHasCaught(_catch) != 0;

    public readonly bool HasTerminated => V8Api.TryCatchHasTerminated(_catch) != 0;

    public readonly nint Exception => V8Api.TryCatchException(_catch);

    public readonly nint Message => V8Api.TryCatchMessage(_catch);

    public readonly void ReThrow() => V8Api.TryCatchReThrow(_catch);

    public readonly void Reset() => V8Api.TryCatchReset(_catch);

    public readonly void Dispose() => V8Api.TryCatchDtor(_catch);
}
