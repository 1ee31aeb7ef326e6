using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('task_queue')</c>: microtasks, the next-tick queue, promise rejections.</summary>
internal static unsafe class TaskQueueBinding
{
    public static void Define(BindingBuilder b)
    {
        b.SharedUint8("tickInfo", 2, out var page);
        b.Realm.State<TickInfo>().Page = page;
        b.Function("enqueueMicrotask", &EnqueueMicrotask)
            .Function("setTickCallback", &SetTickCallback)
            .Function("runMicrotasks", &RunMicrotasks)
            .Function("setPromiseRejectCallback", &SetPromiseRejectCallback);
    }

    private static void EnqueueMicrotask(CallInfo info)
    {
        if (info.IsFunction(0))
            V8Api.EnqueueMicrotask(info.Isolate, info[0]);
        else
            info.ThrowTypeError("The \"callback\" argument must be of type function");
    }

    private static void SetTickCallback(CallInfo info)
    {
        if (info.IsFunction(0))
            info.Realm[Callbacks.Tick] = info.Realm.Keep(info[0]);
    }

    private static void RunMicrotasks(CallInfo info) => V8Api.PerformMicrotaskCheckpoint(info.Isolate);

    private static void SetPromiseRejectCallback(CallInfo info)
    {
        if (info.IsFunction(0))
            info.Realm[PromiseRejections.Callback] = info.Realm.Keep(info[0]);
    }
}
