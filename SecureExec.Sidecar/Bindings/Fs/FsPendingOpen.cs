using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The rest of an asynchronous <c>open</c>: a FIFO waits for its other side, which must not hold up the loop.</summary>
internal static class FsPendingOpen
{
    /// <summary>Goes on when the other side is open, on the loop; at once when there is nothing to wait for.</summary>
    public static void Then(Realm realm, int fd, Action opened)
    {
        var loop = realm.Guest.Loop;
        if (realm.Guest.Sys.NotifyOpened(fd, () => loop.Post(opened)) is not { Ok: true, Value: true })
            opened();
    }

    /// <summary>The same for a job, an object that lives until it is done.</summary>
    public static void Then(Realm realm, int fd, nint job, Action<nint> opened)
    {
        var slot = V8.Global(realm.Isolate, job);
        realm.Guest.Loop.Ref();
        Then(realm, fd, () =>
        {
            realm.Guest.Loop.Unref();
            opened(slot);
            V8Api.DisposeGlobal(slot);
        });
    }
}
