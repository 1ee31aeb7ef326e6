using SecureExec.Abi;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Text;

namespace SecureExec.Sidecar.Bindings;

/// <summary>One <c>FSEvent</c> handle: passes the events of its watch on to <c>onchange</c> in libuv's two words.</summary>
internal sealed class FsWatcher(Realm realm)
{
    private nint _wrapper;
    private NodeEncoding _encoding;
    private bool _referenced = true;

    /// <summary>The number of the watch in the process's queue; events without a name bear the last component of <see cref="Path"/>.</summary>
    public int Descriptor { get; private set; }

    /// <summary>The path as it was given.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Whether it watches.</summary>
    public bool IsStarted => _wrapper != 0;

    /// <summary>Whether it watches and keeps the event loop alive.</summary>
    public bool HasRef => IsStarted && _referenced;

    /// <summary>Begins. ENOSPC when the runtime has too many watches, and what resolving the path answers.</summary>
    public Errno Start(nint wrapper, string path, NodeEncoding encoding, bool persistent)
    {
        Path = path;
        if (realm.State<FsWatchQueue>().Add(realm, this, path).IsError(out var descriptor, out var errno))
            return errno;
        Descriptor = descriptor;
        _encoding = encoding;
        _wrapper = V8.Global(realm.Isolate, wrapper);
        _referenced &= persistent;
        if (_referenced)
            realm.Guest.Loop.Ref();
        return Errno.Success;
    }

    /// <summary>Ends it. May be called more than once.</summary>
    public void Close()
    {
        if (!IsStarted)
            return;
        realm.State<FsWatchQueue>().Remove(realm, this);
        if (_referenced)
            realm.Guest.Loop.Unref();
        FsAsyncObject.End(realm, _wrapper);
        V8Api.DisposeGlobal(_wrapper);
        _wrapper = 0;
    }

    /// <summary>Whether it keeps the event loop alive while it watches.</summary>
    public void SetReferenced(bool referenced)
    {
        if (IsStarted && referenced != _referenced)
        {
            if (referenced)
                realm.Guest.Loop.Ref();
            else
                realm.Guest.Loop.Unref();
        }
        _referenced = referenced;
    }

    /// <summary>Tells the guest.</summary>
    public void Tell(WatchEvents mask, string name)
    {
        if (!IsStarted)
            return;
        var (iso, wrapper) = (realm.Isolate, _wrapper);
        var callback = V8.Get(iso, realm.Context, wrapper, "onchange");
        if (callback == 0 || V8Api.IsFunction(callback) == 0)
            return;
        // As libuv: whatever is more than a change of content or attributes is a rename; a changed directory is more by its kind.
        var kind = (mask & ~(WatchEvents.IN_ATTRIB | WatchEvents.IN_MODIFY)) != 0 ? "rename" : "change";
        Callbacks.Make(realm, wrapper, callback, [V8.Int(iso, 0), V8.Name(iso, kind), FsText.Encode(realm, name, _encoding)], FsAsyncObject.ContextOf(realm, wrapper));
    }
}
