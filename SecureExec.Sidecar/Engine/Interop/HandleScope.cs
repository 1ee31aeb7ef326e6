namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>
/// <c>v8::HandleScope</c>, whose constructor and destructor are inline in C++: saves next and limit, counts the level,
/// and gives the blocks back. Every stretch of C# that makes locals outside a V8 callback needs one.
/// </summary>
internal unsafe ref struct HandleScope : IDisposable
{
    private readonly nint _isolate;
    private readonly nuint _next, _limit;
    private bool _open;

    public HandleScope(nint isolate)
    {
        _isolate = isolate;
        _next = *V8Api.HandleScopeNext(isolate);
        _limit = *V8Api.HandleScopeLimit(isolate);
        (*V8Api.HandleScopeLevel(isolate))++;
        _open = true;
    }

    /// <summary>A local in the innermost open scope for the object that <paramref name="slot"/> refers to now: keeps it alive where a weak slot would not.</summary>
    public static nint NewLocal(nint isolate, nint slot)
    {
        var next = V8Api.HandleScopeNext(isolate);
        var local = *next == *V8Api.HandleScopeLimit(isolate) ? (nuint)V8Api.HandleScopeExtend(isolate) : *next;
        *next = local + (nuint)sizeof(nint);
        *(nint*)local = *(nint*)slot;
        return (nint)local;
    }

    public void Dispose()
    {
        if (!_open)
            return;
        _open = false;
        *V8Api.HandleScopeNext(_isolate) = _next;
        (*V8Api.HandleScopeLevel(_isolate))--;
        if (*V8Api.HandleScopeLimit(_isolate) != _limit)
        {
            *V8Api.HandleScopeLimit(_isolate) = _limit;
            V8Api.HandleScopeDeleteExtensions(_isolate);
        }
    }
}
