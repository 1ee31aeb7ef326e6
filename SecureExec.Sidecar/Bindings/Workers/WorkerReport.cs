using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Figures that a thread gives of itself when another one asks for them.</summary>
internal sealed class WorkerReport
{
    private readonly string[] _names;
    private readonly Func<Realm, double[]> _take;
    private readonly bool _hasError;

    private WorkerReport(string[] names, bool hasError, Func<Realm, double[]> take) => (_names, _hasError, _take) = (names, hasError, take);

    /// <summary><c>worker.getHeapStatistics()</c>, with V8's names.</summary>
    public static WorkerReport Heap { get; } = new(
        [
            "total_heap_size", "total_heap_size_executable", "total_physical_size", "total_available_size", "used_heap_size", "heap_size_limit", "malloced_memory",
            "peak_malloced_memory", "does_zap_garbage", "number_of_native_contexts", "number_of_detached_contexts", "total_global_handles_size",
            "used_global_handles_size", "external_memory", "total_allocated_bytes",
        ],
        hasError: false,
        static realm =>
        {
            var heap = realm.Guest.HeapStatistics;
            return
            [
                heap.TotalHeapSize, heap.TotalHeapSizeExecutable, heap.TotalPhysicalSize, heap.TotalAvailableSize, heap.UsedHeapSize, heap.HeapSizeLimit, heap.MallocedMemory,
                heap.PeakMallocedMemory, heap.DoesZapGarbage, heap.NumberOfNativeContexts, heap.NumberOfDetachedContexts, heap.TotalGlobalHandlesSize,
                heap.UsedGlobalHandlesSize, heap.ExternalMemory, heap.TotalHeapSize,
            ];
        });

    /// <summary><c>worker.cpuUsage()</c>, in microseconds. The virtual kernel runs on the same clock: there is no system time of its own.</summary>
    public static WorkerReport Cpu { get; } = new(["user", "system"], hasError: true, static realm => [Math.Floor(GuestClock.Nanoseconds(realm, realm.Guest.Cpu.TotalNanoseconds) / 1e3), 0]);

    /// <summary>Takes the figures. On the thread they are of, which may be within any script.</summary>
    public double[] Take(Realm realm) => _take(realm);

    /// <summary>Calls <c>ondone</c> of the object behind a handle. On the thread that asked.</summary>
    public unsafe void Tell(Realm realm, nint taker, double[] figures)
    {
        var iso = realm.Isolate;
        using var handles = new HandleScope(iso);
        var onDone = V8.Get(iso, realm.Context, taker, "ondone");
        if (onDone == 0 || V8Api.IsFunction(onDone) == 0)
            return;
        var result = V8Api.ObjectNewWith(iso, V8.Null(iso), null, null, 0);
        for (var i = 0; i < _names.Length; i++)
            V8.Set(iso, realm.Context, result, _names[i], V8.Number(iso, figures[i]));
        Callbacks.Make(realm, taker, onDone, _hasError ? [V8.Null(iso), result] : [result], AsyncContext.None);
    }
}
