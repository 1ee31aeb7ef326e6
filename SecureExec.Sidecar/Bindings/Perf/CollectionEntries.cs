using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Tells performance observers of type <c>gc</c> of V8's collections while there are some.</summary>
internal sealed unsafe class CollectionEntries
{
    private const int MaxWaiting = 1024, CollectionEntry = 0, ForcedFlag = 4;
    private readonly Queue<(double Start, double Duration, int Kind, int Flags)> _waiting = [];
    private double _start;
    private bool _installed, _forced;

    /// <summary>A full collection that is told as forced: the guest's own <c>gc()</c>.</summary>
    public static void Force(Realm realm)
    {
        var entries = realm.State<CollectionEntries>();
        entries._forced = true;
        V8Api.LowMemoryNotification(realm.Isolate);
        entries._forced = false;
    }

    /// <summary>Begins or ends watching.</summary>
    public void Watch(nint isolate, bool on)
    {
        if (on == _installed)
            return;
        _installed = on;
        CollectorCallbacks.Set(isolate, &OnBegin, &OnEnd, on);
    }

    // Both run inside the collector: nothing of V8 may be called.
    [UnmanagedCallersOnly]
    private static void OnBegin(nint isolate, int type, int flags)
    {
        if (Realm.Find(isolate) is { } realm)
            realm.State<CollectionEntries>()._start = PerformanceState.Nanoseconds;
    }

    [UnmanagedCallersOnly]
    private static void OnEnd(nint isolate, int type, int flags)
    {
        if (Realm.Find(isolate) is not { } realm || realm.State<CollectionEntries>() is not { _waiting.Count: < MaxWaiting } entries)
            return;
        entries._waiting.Enqueue((entries._start, PerformanceState.Nanoseconds - entries._start, type, entries._forced ? ForcedFlag : flags));
        if (entries._waiting.Count == 1)
            realm.Guest.Loop.PostUnreferenced(() => entries.Report(realm));
    }

    private void Report(Realm realm)
    {
        var state = realm.State<PerformanceState>();
        while (_waiting.TryDequeue(out var entry))
        {
            var callback = realm["performanceObserver"];
            if (callback == 0 || state.Observers[CollectionEntry] == 0 || realm.Guest.Loop.Stopped)
                continue;
            using var handles = new HandleScope(realm.Isolate);
            var (iso, context) = (realm.Isolate, realm.Context);
            var details = V8Api.ObjectNew(iso);
            V8.Set(iso, context, details, "kind", V8.Int(iso, entry.Kind));
            V8.Set(iso, context, details, "flags", V8.Int(iso, entry.Flags));
            var origin = state.Milestones[PerformanceState.TimeOrigin];
            Callbacks.Make(realm, V8.Undefined(iso), callback,
                [V8.Str(iso, "gc"), V8.Str(iso, "gc"), V8.Number(iso, GuestClock.Nanoseconds(realm, entry.Start - origin) / 1e6), V8.Number(iso, GuestClock.Nanoseconds(realm, entry.Duration) / 1e6), details], AsyncContext.None);
        }
    }
}
