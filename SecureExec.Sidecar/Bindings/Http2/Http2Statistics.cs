using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Tells performance observers of type <c>http2</c> of sessions and streams that have ended, while there are some. Loop's thread.</summary>
internal static unsafe class Http2Statistics
{
    private const int Http2Entry = 2;

    /// <summary>Queues an entry.</summary>
    /// <param name="realm">The realm.</param>
    /// <param name="name"><c>Http2Session</c> or <c>Http2Stream</c>.</param>
    /// <param name="start">When it began, as <see cref="PerformanceState.Nanoseconds"/>.</param>
    /// <param name="numbers">What is told of it.</param>
    /// <param name="type">The session's type; null for none.</param>
    public static void Report(Realm realm, string name, double start, (string Name, double Value)[] numbers, string? type = null)
    {
        if (!IsObserved(realm))
            return;
        var duration = PerformanceState.Nanoseconds - start;
        realm.Guest.Loop.PostImmediate(() => Tell(realm, name, start, duration, numbers, type));
    }

    private static bool IsObserved(Realm realm) => realm.State<PerformanceState>() is { Observers: not null } state && state.Observers[Http2Entry] != 0;

    private static void Tell(Realm realm, string name, double start, double duration, (string Name, double Value)[] numbers, string? type)
    {
        var callback = realm["performanceObserver"];
        if (callback == 0 || !IsObserved(realm))
            return;
        using var handles = new HandleScope(realm.Isolate);
        var (iso, context) = (realm.Isolate, realm.Context);
        var details = V8Api.ObjectNew(iso);
        foreach (var (key, value) in numbers)
            V8.Set(iso, context, details, key, V8.Number(iso, value));
        if (type != null)
            V8.Set(iso, context, details, "type", V8.Str(iso, type));
        var origin = realm.State<PerformanceState>().Milestones[PerformanceState.TimeOrigin];
        Callbacks.Make(realm, V8.Undefined(iso), callback,
            [V8.Str(iso, name), V8.Str(iso, "http2"), V8.Number(iso, GuestClock.Nanoseconds(realm, start - origin) / 1e6), V8.Number(iso, GuestClock.Nanoseconds(realm, duration) / 1e6), details], AsyncContext.None);
    }
}
