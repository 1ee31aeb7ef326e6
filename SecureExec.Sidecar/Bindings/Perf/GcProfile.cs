using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What a <c>v8.GCProfiler</c> has seen: the heap before and after each of V8's collections, and what they took.</summary>
internal sealed unsafe class GcProfile
{
    private readonly List<Collection> _collections = [];
    private readonly double _startTime = Now;
    private HeapPicture? _before;
    private double _began;

    private static double Now => Math.Floor((DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds);

    /// <summary>A collection begins. Inside the collector: V8 may be asked for statistics and for nothing else.</summary>
    public void Begin(nint isolate, HeapStatistics heap)
    {
        _before = HeapPicture.Take(isolate, heap);
        _began = PerformanceState.Nanoseconds;
    }

    /// <summary>It has ended. Inside the collector, too.</summary>
    public void End(nint isolate, HeapStatistics heap, int type)
    {
        if (_before is not { } before)
            return;
        _collections.Add(new Collection(type, before, PerformanceState.Nanoseconds - _began, HeapPicture.Take(isolate, heap)));
        _before = null;
    }

    /// <summary>The profile as JSON, as Node has it; times in microseconds are as coarse as the guest's clocks.</summary>
    public string ToJson(Realm realm)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            writer.WriteNumber("startTime", _startTime);
            writer.WriteStartArray("statistics");
            foreach (var collection in _collections)
            {
                writer.WriteStartObject();
                writer.WriteString("gcType", NameOf(collection.Type));
                collection.Before.Write(writer, "beforeGC");
                writer.WriteNumber("cost", GuestClock.Nanoseconds(realm, collection.Nanoseconds) / 1e3);
                collection.After.Write(writer, "afterGC");
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteNumber("endTime", Now);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    // v8::GCType
    private static string NameOf(int type) => type switch
    {
        1 => "Scavenge",
        2 => "MinorMarkSweep",
        4 => "MarkSweepCompact",
        8 => "IncrementalMarking",
        16 => "ProcessWeakCallbacks",
        _ => "unknown",
    };

    private sealed record Collection(int Type, HeapPicture Before, double Nanoseconds, HeapPicture After);

    private sealed record HeapPicture(HeapStatistics Heap, (nint Name, nuint Size, nuint Used, nuint Available, nuint Physical)[] Spaces)
    {
        internal static HeapPicture Take(nint isolate, HeapStatistics heap)
        {
            var spaces = new (nint, nuint, nuint, nuint, nuint)[(int)V8Api.NumberOfHeapSpaces(isolate)];
            var raw = stackalloc nuint[8]; // v8::HeapSpaceStatistics: name, size, used, available, physical
            for (var i = 0; i < spaces.Length; i++)
            {
                V8Api.HeapSpaceStatisticsCtor(raw);
                _ = V8Api.GetHeapSpaceStatistics(isolate, raw, (nuint)i);
                spaces[i] = ((nint)raw[0], raw[1], raw[2], raw[3], raw[4]);
            }
            return new HeapPicture(heap, spaces);
        }

        internal void Write(Utf8JsonWriter writer, string name)
        {
            writer.WriteStartObject(name);
            writer.WriteStartObject("heapStatistics");
            writer.WriteNumber("totalHeapSize", Heap.TotalHeapSize);
            writer.WriteNumber("totalHeapSizeExecutable", Heap.TotalHeapSizeExecutable);
            writer.WriteNumber("totalPhysicalSize", Heap.TotalPhysicalSize);
            writer.WriteNumber("totalAvailableSize", Heap.TotalAvailableSize);
            writer.WriteNumber("totalGlobalHandlesSize", Heap.TotalGlobalHandlesSize);
            writer.WriteNumber("usedGlobalHandlesSize", Heap.UsedGlobalHandlesSize);
            writer.WriteNumber("usedHeapSize", Heap.UsedHeapSize);
            writer.WriteNumber("heapSizeLimit", Heap.HeapSizeLimit);
            writer.WriteNumber("mallocedMemory", Heap.MallocedMemory);
            writer.WriteNumber("externalMemory", Heap.ExternalMemory);
            writer.WriteNumber("peakMallocedMemory", Heap.PeakMallocedMemory);
            writer.WriteEndObject();
            writer.WriteStartArray("heapSpaceStatistics");
            foreach (var space in Spaces)
            {
                writer.WriteStartObject();
                writer.WriteString("spaceName", Marshal.PtrToStringUTF8(space.Name));
                writer.WriteNumber("spaceSize", space.Size);
                writer.WriteNumber("spaceUsedSize", space.Used);
                writer.WriteNumber("spaceAvailableSize", space.Available);
                writer.WriteNumber("physicalSpaceSize", space.Physical);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }
}
