using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>v8.GCProfiler</c>: the class, and the profiles of a realm that are being taken.</summary>
internal sealed unsafe class GcProfiler
{
    private const int MaxCollections = 4096; // that all profiles of a realm hold together; those after it are left out

    private readonly List<WeakReference<GcProfile>> _running = [];
    private int _collections;

    /// <summary>Defines the class.</summary>
    public static void Define(BindingBuilder b) => b.Class("GCProfiler", b.NewClass("GCProfiler", 1, &New).Method("start", &Start).Method("stop", &Stop));

    private static void New(CallInfo info) => V8Api.ObjectSetInternal(info.This, 0, V8.Int(info.Isolate, 0));

    private static void Start(CallInfo info)
    {
        if (info.Realm.Unwrap<GcProfile>(info.This) is not null)
            return;
        var profile = new GcProfile();
        info.Realm.Wrap(info.This, profile);
        var state = info.Realm.State<GcProfiler>();
        if (state._running.Count == 0)
            CollectorCallbacks.Set(info.Isolate, &OnBegin, &OnEnd, on: true);
        state._running.Add(new WeakReference<GcProfile>(profile));
    }

    private static void Stop(CallInfo info)
    {
        var state = info.Realm.State<GcProfiler>();
        if (info.Realm.Unwrap<GcProfile>(info.This) is not { } profile)
            return;
        if (state._running.RemoveAll(running => !running.TryGetTarget(out var other) || other == profile) > 0 && state._running.Count == 0)
        {
            CollectorCallbacks.Set(info.Isolate, &OnBegin, &OnEnd, on: false);
            state._collections = 0;
        }
        info.Return(profile.ToJson(info.Realm));
    }

    [UnmanagedCallersOnly]
    private static void OnBegin(nint isolate, int type, int flags)
    {
        if (Realm.Find(isolate) is not { } realm)
            return;
        foreach (var profile in realm.State<GcProfiler>().Take())
            profile.Begin(isolate, realm.Guest.HeapStatistics);
    }

    [UnmanagedCallersOnly]
    private static void OnEnd(nint isolate, int type, int flags)
    {
        if (Realm.Find(isolate) is not { } realm)
            return;
        foreach (var profile in realm.State<GcProfiler>().Take())
        {
            profile.End(isolate, realm.Guest.HeapStatistics, type);
            realm.State<GcProfiler>()._collections++;
        }
    }

    // Those that nobody can stop any more are forgotten.
    private List<GcProfile> Take()
    {
        var profiles = new List<GcProfile>(_running.Count);
        _running.RemoveAll(running =>
        {
            if (!running.TryGetTarget(out var profile))
                return true;
            profiles.Add(profile);
            return false;
        });
        return _collections < MaxCollections ? profiles : [];
    }
}
