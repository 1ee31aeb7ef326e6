using SecureExec.Abi;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>One request under way on an object that JavaScript made for it: keeps the event loop alive, unless said otherwise, until it calls <c>oncomplete</c>. Loop's thread.</summary>
internal sealed class LoopRequest
{
    private readonly Realm _realm;
    private readonly bool _isReferenced;
    private nint _slot;

    /// <summary>Begins.</summary>
    /// <param name="realm">The realm.</param>
    /// <param name="wrapper">The request object, an instance of a class of <see cref="FsAsyncObject.FirstOwnField"/> fields.</param>
    /// <param name="provider">Node's word for it, as async hooks see it.</param>
    /// <param name="resource">Its name among the active resources; null: it is none, and the loop does not stay alive for it.</param>
    public LoopRequest(Realm realm, nint wrapper, string provider, string? resource)
    {
        _realm = realm;
        _slot = V8.Global(realm.Isolate, wrapper);
        _isReferenced = resource != null;
        FsAsyncObject.Begin(realm, wrapper, provider);
        if (resource == null)
            return;
        realm.State<ActiveResources>().BeginRequest(this, resource, _slot);
        realm.Guest.Loop.Ref();
    }

    /// <summary>The request object, as a persistent handle; 0 once it is over.</summary>
    public nint Object => _slot;

    /// <summary>Ends it and calls <c>oncomplete</c> with libuv's status, and what follows it.</summary>
    public void Complete(Errno errno, params ReadOnlySpan<nint> rest) => Complete(Errors.ToUv(errno), rest);

    /// <inheritdoc cref="Complete(Errno, ReadOnlySpan{nint})"/>
    public void Complete(int status, params ReadOnlySpan<nint> rest)
    {
        if (_slot != 0)
            CompleteWith([V8.Int(_realm.Isolate, status), .. rest]);
    }

    /// <summary>Ends it and calls <c>oncomplete</c> with these; 0, an object that is gone, is undefined.</summary>
    public void CompleteWith(params ReadOnlySpan<nint> args)
    {
        if (_slot == 0)
            return;
        nint[] given = [.. args];
        given.AsSpan().Replace((nint)0, V8.Undefined(_realm.Isolate));
        var slot = _slot;
        End();
        var callback = V8.Get(_realm.Isolate, _realm.Context, slot, "oncomplete");
        if (callback != 0 && V8Api.IsFunction(callback) != 0)
            Callbacks.Make(_realm, slot, callback, given, FsAsyncObject.ContextOf(_realm, slot));
        FsAsyncObject.End(_realm, slot);
        V8Api.DisposeGlobal(slot);
    }

    /// <summary>It never began: nothing is called.</summary>
    public void Abandon()
    {
        var slot = _slot;
        End();
        FsAsyncObject.End(_realm, slot);
        V8Api.DisposeGlobal(slot);
    }

    private void End()
    {
        _slot = 0;
        if (!_isReferenced)
            return;
        _realm.Guest.Loop.Unref();
        _realm.State<ActiveResources>().EndRequest(this);
    }
}
