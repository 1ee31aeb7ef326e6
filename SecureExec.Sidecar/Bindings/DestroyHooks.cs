using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Tells <c>destroy</c> hooks of an <c>AsyncResource</c> that was collected.</summary>
internal static unsafe class DestroyHooks
{
    /// <summary>Watches <paramref name="resource"/>; <paramref name="destroyed"/> (0: none) is the object whose <c>destroyed</c> flag the library sets when it destroys by hand.</summary>
    public static void Register(Realm realm, nint resource, double asyncId, nint destroyed)
    {
        var slot = V8.Global(realm.Isolate, resource);
        var flag = destroyed == 0 ? 0 : V8.Global(realm.Isolate, destroyed);
        var handle = GCHandle.Alloc(new Watch(realm, asyncId, slot, flag));
        V8Api.MakeWeak(slot, GCHandle.ToIntPtr(handle), (nint)(delegate* unmanaged<nint*, void>)&Collected, 0);
    }

    // Inside V8's collector: only DisposeGlobal is allowed; the rest happens on the loop.
    [UnmanagedCallersOnly]
    private static void Collected(nint* info)
    {
        var handle = GCHandle.FromIntPtr(info[1]);
        if (handle.Target is Watch watch)
        {
            V8Api.DisposeGlobal(watch.Slot);
            watch.Realm.Guest.Loop.Post(() => Deliver(watch));
        }
        handle.Free();
    }

    private static void Deliver(Watch watch)
    {
        var realm = watch.Realm;
        var byHand = false;
        if (watch.Flag != 0)
        {
            var value = V8.Get(realm.Isolate, realm.Context, watch.Flag, "destroyed");
            byHand = value != 0 && V8Api.IsTrue(value) != 0;
            V8Api.DisposeGlobal(watch.Flag);
        }
        if (!byHand)
            realm.State<AsyncHooks>().QueueDestroy(realm, watch.AsyncId);
    }

    private sealed record Watch(Realm Realm, double AsyncId, nint Slot, nint Flag);
}
