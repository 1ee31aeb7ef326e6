using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('timers')</c>: the one timer behind Node's timer lists, and immediates.</summary>
internal static unsafe class TimersBinding
{
    public static void Define(BindingBuilder b)
    {
        b.SharedUint32("immediateInfo", ImmediateInfo.Fields, out var immediates);
        b.Realm.State<ImmediateInfo>().Page = immediates;
        b.SharedInt32("timerInfo", 1, out _);
        b.SharedInt32("timeoutInfo", 1, out var timeouts);
        b.Realm.State<ImmediateInfo>().Timeouts = timeouts;
        b.Function("setupTimers", &SetupTimers)
            .Function("getLibuvNow", &GetLibuvNow)
            .Function("scheduleTimer", &ScheduleTimer)
            .Function("toggleTimerRef", &ToggleTimerRef)
            .Function("toggleImmediateRef", &ToggleImmediateRef);
    }

    private static void SetupTimers(CallInfo info)
    {
        if (!info.IsFunction(0) || !info.IsFunction(1))
            return;
        info.Realm["processImmediate"] = info.Realm.Keep(info[0]);
        info.Realm["processTimers"] = info.Realm.Keep(info[1]);
    }

    private static void GetLibuvNow(CallInfo info) => info.Return((double)info.Realm.Guest.Loop.Now);

    private static void ScheduleTimer(CallInfo info)
    {
        var loop = info.Realm.Guest.Loop;
        loop.TimerDue = loop.Now + Math.Max(1, info.Double(0));
    }

    private static void ToggleTimerRef(CallInfo info) => info.Realm.Guest.Loop.TimerReferenced = info.IsTrue(0);

    // libuv needs an idle handle to keep turning; our loop reads the reference count itself.
    private static void ToggleImmediateRef(CallInfo info)
    {
    }
}
