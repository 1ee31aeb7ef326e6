using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// The archive that guest/extract.cjs wrote: Node's built-in sources and the facts about its bindings, read in place
/// from this assembly's read-only image, so all workers share the pages. Sources reach V8 as external strings: no copy.
/// </summary>
internal static unsafe class NodeLibrary
{
    private const uint Magic = 0x4c4e5853; // "SXNL"
    private const uint Version = 2;
    private static readonly Dictionary<string, Entry> Entries = Open();
    private static readonly nint* Vtable = MakeVtable();
    private static readonly Dictionary<string, nint> ResourceOf = MakeResources();

    private enum Kind : byte { Latin1 = 0, Utf16 = 1, Json = 2, Table = 3 }

    /// <summary>Ids of all built-in modules, for example "fs" and "internal/util".</summary>
    public static IEnumerable<string> SourceIds => Entries.Where(e => e.Value.IsSource).Select(e => e.Key);

    public static bool HasSource(string id) => Entries.TryGetValue(id, out var entry) && entry.IsSource;

    /// <summary>The UTF-8 JSON text stored under <paramref name="id"/>; empty when there is none.</summary>
    public static ReadOnlySpan<byte> Json(string id) =>
        Entries.TryGetValue(id, out var entry) && entry.Kind == Kind.Json ? new ReadOnlySpan<byte>(entry.Data, entry.Length) : default;

    /// <summary>The table stored under <paramref name="id"/>.</summary>
    public static ReadOnlySpan<ushort> Table(string id) =>
        Entries.TryGetValue(id, out var entry) && entry.Kind == Kind.Table ? new ReadOnlySpan<ushort>(entry.Data, entry.Length / sizeof(ushort)) : throw new InvalidOperationException($"{id} is not in the archive.");

    /// <summary>A built-in's source as an external string (a local).</summary>
    public static nint Source(nint isolate, string id)
    {
        var resource = ResourceOf[id];
        return Entries[id].Kind == Kind.Utf16 ? V8Api.NewExternalTwoByte(isolate, resource) : V8Api.NewExternalOneByte(isolate, resource);
    }

    /// <summary>The resources behind all sources, in the archive's order: strings in a start-up snapshot refer to them.</summary>
    public static IEnumerable<nint> Resources => ResourceOf.Values;

    /// <summary>One of our own bootstrap scripts (guest/bootstrap).</summary>
    public static string Bootstrap(string name)
    {
        using var stream = typeof(NodeLibrary).Assembly.GetManifestResourceStream($"bootstrap/{name}")
            ?? throw new InvalidOperationException($"bootstrap/{name} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static Dictionary<string, Entry> Open()
    {
        var stream = (UnmanagedMemoryStream?)typeof(NodeLibrary).Assembly.GetManifestResourceStream("node.lib")
            ?? throw new InvalidOperationException("node.lib is not in the assembly.");
        var start = stream.PositionPointer;
        var end = start + stream.Length;
        if (*(uint*)start != Magic || *(uint*)(start + 4) != Version)
            throw new InvalidOperationException("node.lib is not an archive of this version.");
        var count = *(int*)(start + 8);
        var entries = new Dictionary<string, Entry>(count, StringComparer.Ordinal);
        var at = start + 12;
        for (var i = 0; i < count; i++)
        {
            var length = *(ushort*)at;
            var id = Encoding.UTF8.GetString(at + 2, length);
            at += 2 + length;
            var data = start + *(uint*)(at + 1);
            var size = *(int*)(at + 5);
            if (data + size > end)
                throw new InvalidOperationException("node.lib is truncated.");
            entries[id] = new Entry((Kind)(*at), data, size);
            at += 9;
        }
        return entries;
    }

    // One for each source, for all strings over it in all isolates. They live as long as the process.
    private static Dictionary<string, nint> MakeResources()
    {
        var sources = Entries.Where(e => e.Value.IsSource).ToArray();
        var resources = new Dictionary<string, nint>(sources.Length, StringComparer.Ordinal);
        var resource = (nint*)NativeMemory.Alloc((nuint)sources.Length * 4, (nuint)sizeof(nint));
        foreach (var (id, entry) in sources)
        {
            resource[0] = (nint)Vtable;
            resource[1] = resource[2] = (nint)entry.Data;
            resource[3] = entry.Kind == Kind.Utf16 ? entry.Length / 2 : entry.Length;
            resources[id] = (nint)resource;
            resource += 4;
        }
        return resources;
    }

    // v8::String::ExternalStringResource as the C++ ABI lays its vtable out.
    private static nint* MakeVtable()
    {
        var table = (nint*)NativeMemory.Alloc(11 * (nuint)sizeof(nint));
        nint nothing = (nint)(delegate* unmanaged<nint*, void>)&Nothing;
        nint unknown = (nint)(delegate* unmanaged<nint*, nint>)&Unknown;
        nint[] slots =
        [
            nothing, nothing, // destructors
            (nint)(delegate* unmanaged<nint*, byte>)&IsCacheable,
            nothing, // Unaccount
            unknown, unknown, // EstimateMemoryUsage, EstimateSharedMemoryUsage
            nothing, nothing, nothing, // Dispose, Lock, Unlock
            (nint)(delegate* unmanaged<nint*, nint>)&Data,
            (nint)(delegate* unmanaged<nint*, nint>)&Length,
        ];
        slots.CopyTo(new Span<nint>(table, slots.Length));
        return table;
    }

    [UnmanagedCallersOnly]
    private static void Nothing(nint* self)
    {
    }

    [UnmanagedCallersOnly]
    private static nint Unknown(nint* self) => -1;

    [UnmanagedCallersOnly]
    private static byte IsCacheable(nint* self) => 1;

    [UnmanagedCallersOnly]
    private static nint Data(nint* self) => self[2];

    [UnmanagedCallersOnly]
    private static nint Length(nint* self) => self[3];

    private readonly struct Entry
    {
        public Entry(Kind kind, byte* data, int length)
        {
            Kind = kind;
            Data = data;
            Length = length;
        }

        public Kind Kind { get; }

        public bool IsSource => Kind is Kind.Latin1 or Kind.Utf16;

        public byte* Data { get; }

        public int Length { get; }
    }
}
