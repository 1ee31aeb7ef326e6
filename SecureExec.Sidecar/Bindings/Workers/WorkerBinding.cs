using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('worker')</c>: threads of this process, each an isolate of its own; and what a thread knows of itself.</summary>
internal static unsafe class WorkerBinding
{
    private const string EnvironmentPort = "environmentMessagePort";

    // What differs between the main thread and the others; Node made the first to be laid over by the second.
    private static readonly string[] Switches = ["internal/bootstrap/switches/is_not_main_thread", "internal/bootstrap/switches/does_not_own_process_state"];

    public static void Define(BindingBuilder b)
    {
        b.SharedFloat64("resourceLimits", WorkerLimits.Count, out var limits);
        b.Realm.State<State>().Limits = limits;
        b.Value("isMainThread", true)
            .Value("isInternalThread", false)
            .Value("ownsProcessState", true)
            .Value("threadId", 0)
            .Value("threadName", "main")
            .Function("getEnvMessagePort", &GetEnvMessagePort);
        b.Class("Worker", FsAsyncObject.Methods(b.NewClass("Worker", FsAsyncObject.FirstOwnField, &Construct))
            .Method("startThread", &StartThread)
            .Method("stopThread", &StopThread)
            .Method("hasRef", &HasRef)
            .Method("ref", &Reference)
            .Method("unref", &Unreference)
            .Method("getResourceLimits", &GetResourceLimits)
            .Method("loopIdleTime", &LoopIdleTime)
            .Method("loopStartTime", &LoopStartTime)
            .Method("getHeapStatistics", &GetHeapStatistics)
            .Method("cpuUsage", &CpuUsage)
            .Method("takeHeapSnapshot", &Refuse)
            .Method("startCpuProfile", &Refuse)
            .Method("stopCpuProfile", &Refuse)
            .Method("startHeapProfile", &Refuse)
            .Method("stopHeapProfile", &Refuse));
    }

    /// <summary>Makes a booted realm one of a worker thread, before its main script. False: it is to end, and knows why.</summary>
    public static bool Enter(Realm realm, WorkerStart start)
    {
        // A limit below what the library takes: V8's own is set high enough to boot it.
        if ((long)realm.Guest.HeapStatistics.UsedHeapSize > start.Limits.HeapBytes)
        {
            realm.Guest.Stop(GuestOutcome.HeapLimit, 1, null);
            return false;
        }
        var (iso, context) = (realm.Isolate, realm.Context);
        var binding = BindingTable.Require(realm, "worker");
        if (binding == 0)
            return false;
        V8.Set(iso, context, binding, "isMainThread", V8.False(iso));
        V8.Set(iso, context, binding, "ownsProcessState", V8.False(iso));
        V8.Set(iso, context, binding, "isInternalThread", V8.Bool(iso, start.IsInternal));
        V8.Set(iso, context, binding, "threadId", V8.Int(iso, start.ThreadId));
        V8.Set(iso, context, binding, "threadName", V8.Str(iso, start.Name));
        start.Limits.CopyTo(new Span<double>(realm.State<State>().Limits, WorkerLimits.Count));
        realm.State<UnmanagedDescriptors>().Tracks = start.TracksDescriptors;
        var port = MessagePort.Create(realm, start.Port);
        if (port == 0)
            return false;
        realm[EnvironmentPort] = realm.Keep(port);
        foreach (var id in Switches)
        {
            if (GuestBoot.RunMain(realm, id) == 0)
                return false;
        }
        return true;
    }

    // Only a worker thread has one.
    private static void GetEnvMessagePort(CallInfo info)
    {
        if (info.Realm[EnvironmentPort] is var port and not 0)
            info.Return(port);
    }

    // (url, environment: null for a copy, undefined to share it; execArgv, resourceLimits, trackUnmanagedFds, isInternal, name)
    private static void Construct(CallInfo info)
    {
        FsAsyncObject.Begin(info.Realm, info.This, "WORKER");
        if (WorkerOptions.Read(info) is not { } options)
            return;
        var realm = info.Realm;
        var port = MessagePort.Create(realm);
        if (port == 0 || MessagePort.Of(realm, port)?.Queue is not { } end)
            return;
        var handle = new WorkerHandle(realm, options, end);
        realm.Wrap(info.This, handle);
        V8.Set(info.Isolate, info.Context, info.This, "messagePort", port);
        V8.Set(info.Isolate, info.Context, info.This, "threadId", V8.Int(info.Isolate, handle.ThreadId));
        V8.Set(info.Isolate, info.Context, info.This, "threadName", V8.Str(info.Isolate, options.Name));
    }

    private static WorkerHandle? Of(CallInfo info) => info.Realm.Unwrap<WorkerHandle>(info.This);

    private static void StartThread(CallInfo info)
    {
        if (Of(info)?.Start(info.This) is { } errno and not Abi.Errno.Success)
            info.Throw($"Worker initialization failure: {errno}", "ERR_WORKER_INIT_FAILED");
    }

    private static void StopThread(CallInfo info) => Of(info)?.Stop();

    private static void HasRef(CallInfo info)
    {
        if (Of(info) is { HasEnded: false } handle)
            info.Return(handle.IsReferenced);
    }

    private static void Reference(CallInfo info) => Of(info)?.SetReferenced(true);

    private static void Unreference(CallInfo info) => Of(info)?.SetReferenced(false);

    private static void GetResourceLimits(CallInfo info)
    {
        if (Of(info) is not { } handle)
            return;
        var buffer = V8Api.ArrayBufferNew(info.Isolate, WorkerLimits.Count * sizeof(double), 0);
        handle.Limits.CopyTo(new Span<double>((void*)V8Api.BufferData(buffer), WorkerLimits.Count));
        info.Return(V8Api.Float64ArrayNew(buffer, 0, WorkerLimits.Count));
    }

    private static void LoopIdleTime(CallInfo info) =>
        info.Return(Of(info)?.Thread is { } thread ? GuestClock.Nanoseconds(info.Realm, thread.Loop.Idle.TotalNanoseconds) / 1e6 : -1);

    private static void LoopStartTime(CallInfo info) => info.Return(Of(info)?.Thread is { LoopStart: > 0 and var start } ? start / 1e6 : -1);

    private static void GetHeapStatistics(CallInfo info) => Of(info)?.Ask(info, WorkerReport.Heap);

    private static void CpuUsage(CallInfo info) => Of(info)?.Ask(info, WorkerReport.Cpu);

    // Snapshots and profiles of a thread: V8's exist for no isolate here.
    private static void Refuse(CallInfo info) => Errors.Throw(info.Realm, Abi.Errno.ENOSYS, "worker");

    private sealed class State : ICarried
    {
        public double* Limits { get; set; }

        public void Carry(StateCarrier carrier) => Limits = carrier.Page(Limits);
    }
}
