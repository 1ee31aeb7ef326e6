using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// The native side of a handle as libuv has it: something open that, while it is active and referenced, keeps the event loop alive, and that is closed once.
/// Its JavaScript object lives as long as it is open. Loop's thread.
/// </summary>
internal abstract class LoopHandle(Realm realm) : IDisposable
{
    private bool _active, _referenced = true, _counted;

    /// <summary>The handle was closed, or is about to be.</summary>
    public bool IsClosing { get; private set; }

    /// <summary>Whether it keeps the event loop alive while it is active.</summary>
    public bool HasRef => _referenced && !IsClosing;

    /// <summary>The JavaScript object, as a persistent handle; 0 while nothing is open.</summary>
    public nint Object { get; private set; }

    protected Realm Realm { get; } = realm;

    /// <summary>What <c>process.getActiveResourcesInfo()</c> calls it.</summary>
    protected abstract string ResourceName { get; }

    /// <summary>Something is open from now on.</summary>
    public void Hold(nint wrapper)
    {
        if (Object == 0)
            Object = V8.Global(Realm.Isolate, wrapper);
    }

    public void SetReferenced(bool referenced)
    {
        _referenced = referenced;
        Count();
    }

    /// <summary>Ends everything at once; cancelled requests and then the callback follow from the loop.</summary>
    public void Close(nint wrapper)
    {
        if (IsClosing)
            return;
        Hold(wrapper);
        IsClosing = true;
        SetActive(false);
        EndNow();
        Realm.Guest.Loop.Ref();
        Realm.Guest.Loop.PostCalls(() =>
        {
            Realm.Guest.Loop.Unref();
            Finish();
        });
    }

    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>It waits for something, or no more.</summary>
    protected void SetActive(bool active)
    {
        if (active == _active)
            return;
        _active = active;
        if (active)
            Realm.State<ActiveResources>().Open(this, ResourceName, Object, () => HasRef);
        else
            Realm.State<ActiveResources>().Close(this);
        Count();
    }

    /// <summary>Closes descriptors.</summary>
    protected abstract void EndNow();

    /// <summary>Completes requests that were under way.</summary>
    protected abstract void Cancel();

    /// <summary>Calls the function behind a key of the object, if there is one; the result, or 0.</summary>
    protected nint Call(nint key, params ReadOnlySpan<nint> args)
    {
        var callback = V8Api.ObjectGet(Object, Realm.Context, key);
        return callback != 0 && V8Api.IsFunction(callback) != 0 ? Invoke(callback, args) : 0;
    }

    /// <summary>Calls a function on the object in its async context; the result, or 0.</summary>
    protected nint Invoke(nint function, params ReadOnlySpan<nint> args) =>
        Callbacks.Make(Realm, Object, function, args, FsAsyncObject.ContextOf(Realm, Object));

    private void Count()
    {
        var counts = _active && _referenced && !IsClosing;
        if (counts == _counted)
            return;
        _counted = counts;
        if (counts)
            Realm.Guest.Loop.Ref();
        else
            Realm.Guest.Loop.Unref();
    }

    private void Finish()
    {
        if (Object == 0)
            return;
        Cancel();
        Call(Realm.Symbol("handle_onclose"));
        FsAsyncObject.End(Realm, Object);
        V8Api.DisposeGlobal(Object);
        Object = 0;
    }
}
