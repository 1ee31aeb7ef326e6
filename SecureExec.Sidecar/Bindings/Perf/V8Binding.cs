using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('v8')</c>: heap statistics and the profile of collections. Other profilers, heap snapshots and V8 flags stay refused: they would reach beyond the guest.</summary>
internal static unsafe class V8Binding
{
    private const int HeapLength = 15, CodeLength = 4, SpaceLength = 4;

    public static void Define(BindingBuilder b)
    {
        var state = b.Realm.State<V8Statistics>();
        b.SharedFloat64("heapStatisticsBuffer", HeapLength, out var heap);
        b.SharedFloat64("heapCodeStatisticsBuffer", CodeLength, out var code);
        b.SharedFloat64("heapSpaceStatisticsBuffer", SpaceLength, out var space);
        state.Heap = heap;
        state.Code = code;
        state.Space = space;
        b.Function("updateHeapStatisticsBuffer", &UpdateHeap)
            .Function("updateHeapCodeStatisticsBuffer", &UpdateCode)
            .Function("updateHeapSpaceStatisticsBuffer", &UpdateSpace)
            .Function("cachedDataVersionTag", &CachedDataVersionTag)
            .Function("setFlagsFromString", &SetFlagsFromString)
            .Function("isStringOneByteRepresentation", &IsStringOneByte);
        GcProfiler.Define(b);
    }

    private static void UpdateHeap(CallInfo info)
    {
        var statistics = info.Realm.Guest.HeapStatistics;
        ReadOnlySpan<double> values =
        [
            statistics.TotalHeapSize, statistics.TotalHeapSizeExecutable, statistics.TotalPhysicalSize, statistics.TotalAvailableSize, statistics.UsedHeapSize,
            statistics.HeapSizeLimit, statistics.MallocedMemory, statistics.PeakMallocedMemory, statistics.DoesZapGarbage, statistics.NumberOfNativeContexts,
            statistics.NumberOfDetachedContexts, statistics.TotalGlobalHandlesSize, statistics.UsedGlobalHandlesSize, statistics.ExternalMemory, statistics.TotalHeapSize,
        ];
        values.CopyTo(new Span<double>(info.Realm.State<V8Statistics>().Heap, HeapLength));
    }

    private static void UpdateCode(CallInfo info)
    {
        var raw = stackalloc nuint[8]; // v8::HeapCodeStatistics: code, bytecode, external scripts, CPU profiler
        V8Api.HeapCodeStatisticsCtor(raw);
        if (V8Api.GetHeapCodeStatistics(info.Isolate, raw) == 0)
            return;
        var page = info.Realm.State<V8Statistics>().Code;
        for (var i = 0; i < CodeLength; i++)
            page[i] = raw[i];
    }

    // (index of the space)
    private static void UpdateSpace(CallInfo info)
    {
        var raw = stackalloc nuint[8]; // v8::HeapSpaceStatistics: name, size, used, available, physical
        V8Api.HeapSpaceStatisticsCtor(raw);
        var index = info.Int32(0);
        if (index < 0 || (nuint)index >= V8Api.NumberOfHeapSpaces(info.Isolate) || V8Api.GetHeapSpaceStatistics(info.Isolate, raw, (nuint)index) == 0)
            return;
        var page = info.Realm.State<V8Statistics>().Space;
        for (var i = 0; i < SpaceLength; i++)
            page[i] = raw[i + 1];
    }

    private static void CachedDataVersionTag(CallInfo info) => info.Return((double)V8Api.CachedDataVersionTag());

    // V8's flags are those of the whole host process, and some of them switch safety off.
    private static void SetFlagsFromString(CallInfo info)
    {
        if (info.RequireString(0, "flags") is { } flags && !GarbageCollection.TryFlag(info.Realm, flags))
            info.Throw("V8 flags cannot be changed in the sandbox", "ERR_ACCESS_DENIED");
    }

    private static void IsStringOneByte(CallInfo info)
    {
        if (info.IsString(0))
            info.Return(V8Api.StringIsOneByte(info[0]) != 0);
    }
}
