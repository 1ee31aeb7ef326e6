using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('performance')</c>: the clock behind <c>performance.now()</c> and the milestones of <c>nodeTiming</c>.</summary>
internal static unsafe class PerformanceBinding
{
    private const int MetricCount = 3;
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(10);
    private static readonly string[] EntryTypes = ["GC", "HTTP", "HTTP2", "NET", "DNS", "QUIC"];
    private static readonly string[] Milestones =
        ["TIME_ORIGIN_TIMESTAMP", "TIME_ORIGIN", "ENVIRONMENT", "NODE_START", "V8_START", "LOOP_START", "LOOP_EXIT", "BOOTSTRAP_COMPLETE"];

    public static void Define(BindingBuilder b)
    {
        var state = b.Realm.State<PerformanceState>();
        b.SharedFloat64("milestones", PerformanceState.MilestoneCount, out var milestones);
        b.SharedUint32("observerCounts", PerformanceState.ObserverCount, out var observers);
        b.SharedInt32("uvMetricsBuffer", MetricCount, out var metrics);
        state.Milestones = milestones;
        state.Observers = observers;
        state.Metrics = metrics;
        state.SetOrigin(TimeSpan.Zero);
        DefineHidden(b, "NODE_PERFORMANCE_ENTRY_TYPE_", EntryTypes);
        DefineHidden(b, "NODE_PERFORMANCE_MILESTONE_", Milestones);
        HistogramClass.Define(b);
        b.Function("now", &Now)
            .Function("setupObservers", &SetupObservers)
            .Function("notify", &Notify)
            .Function("loopIdleTime", &LoopIdleTime)
            .Function("markBootstrapComplete", &MarkBootstrapComplete)
            .Function("uvMetricsInfo", &UvMetricsInfo)
            .Function("installGarbageCollectionTracking", &InstallCollectionTracking)
            .Function("removeGarbageCollectionTracking", &RemoveCollectionTracking);
    }

    private static void Now(CallInfo info) =>
        info.Return(GuestClock.Nanoseconds(info.Realm, info.Realm.State<PerformanceState>().Age) / 1e6);

    private static void SetupObservers(CallInfo info)
    {
        if (info.IsFunction(0))
            info.Realm["performanceObserver"] = info.Realm.Keep(info[0]);
    }

    // (type, name, start, duration, details): native parts report their own entries through the library's callback.
    private static void Notify(CallInfo info)
    {
        var callback = info.Realm["performanceObserver"];
        if (callback == 0)
            return;
        var args = stackalloc nint[5];
        for (var i = 0; i < 5; i++)
            args[i] = info[i];
        V8Api.FunctionCall(callback, info.Isolate, info.Context, V8.Undefined(info.Isolate), 5, args);
    }

    private static void LoopIdleTime(CallInfo info) => info.Return(GuestClock.Nanoseconds(info.Realm, info.Realm.Guest.Loop.Idle.TotalNanoseconds) / 1e6);

    private static void UvMetricsInfo(CallInfo info)
    {
        var page = info.Realm.State<PerformanceState>().Metrics;
        var (turns, events, waiting) = info.Realm.Guest.Loop.Metrics;
        (page[0], page[1], page[2]) = ((int)turns, (int)events, (int)waiting);
    }

    private static void MarkBootstrapComplete(CallInfo info)
    {
        var state = info.Realm.State<PerformanceState>();
        if (info.Realm.Guest is { Worker: not null, Group.Origin: { } origin })
        {
            state.SetOrigin(TimeSpan.Zero);
            (state.Milestones[PerformanceState.TimeOrigin], state.Milestones[PerformanceState.TimeOriginTimestamp]) = origin;
            state.Milestones[PerformanceState.BootstrapComplete] = PerformanceState.Nanoseconds;
            return;
        }
        var elapsed = info.Realm.Guest.Process is { } process ? DateTimeOffset.UtcNow - process.StartTime : TimeSpan.Zero;
        state.SetOrigin(elapsed < TimeSpan.Zero || elapsed > LongestStart ? TimeSpan.Zero : elapsed);
        state.Milestones[PerformanceState.BootstrapComplete] = PerformanceState.Nanoseconds;
        info.Realm.Guest.Group.Origin = (state.Milestones[PerformanceState.TimeOrigin], state.Milestones[PerformanceState.TimeOriginTimestamp]);
    }

    // Numbers that perf_hooks.constants does not list: the archive has only what can be enumerated.
    private static void DefineHidden(BindingBuilder b, string prefix, string[] names)
    {
        var (iso, context) = (b.Isolate, b.Realm.Context);
        var constants = V8.Get(iso, context, b.Target, "constants");
        if (constants == 0 || V8Api.IsObject(constants) == 0)
            return;
        for (var i = 0; i < names.Length; i++)
            V8Api.ObjectDefineOwn(constants, context, V8.Name(iso, prefix + names[i]), V8.Int(iso, i), V8.DontEnum | V8.ReadOnly);
    }

    private static void InstallCollectionTracking(CallInfo info) => info.Realm.State<CollectionEntries>().Watch(info.Isolate, true);

    private static void RemoveCollectionTracking(CallInfo info) => info.Realm.State<CollectionEntries>().Watch(info.Isolate, false);
}
