using System.Runtime.InteropServices;
using System.Text;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// V8's code cache of the built-ins, made after execution so that lazily compiled functions are in it: one file beside the
/// executable, mapped read-only and shared by all workers. A missing or rejected cache costs time, never correctness.
/// File, little endian: "SXCC", u32 length of V8's version, the version; then per built-in u16 + id, u32 length, bytes (8-byte aligned).
/// </summary>
internal static unsafe class CodeCache
{
    /// <summary>V8 takes a cache only in isolates that start as the one did in which it was made: each way to boot has its own.</summary>
    private const string FileName = "node.cache", SnapshotFileName = "node.snapshot.cache";
    private const uint Magic = 0x43435853;

    /// <summary>A larger entry is mostly string constants (amaro carries its WebAssembly as text): copying them costs more than parsing.</summary>
    private const int MaxEntryBytes = 1 << 20;
    private static readonly Dictionary<string, (nint Data, int Length)> Entries = Open(Path.Combine(AppContext.BaseDirectory, StartupSnapshot.Facts != null ? SnapshotFileName : FileName));
    private static readonly Dictionary<string, (nint Data, int Length)> Recorded = new(StringComparer.Ordinal);
    private static int s_accepted, s_rejected;

    /// <summary>Set while the build step that makes the cache runs: only what it has recorded itself is used.</summary>
    public static bool Recording { get; set; }

    public static bool Present => Entries.Count > 0;

    /// <summary>How many lookups V8 accepted and rejected in this process.</summary>
    public static (int Accepted, int Rejected) Statistics => (Volatile.Read(ref s_accepted), Volatile.Read(ref s_rejected));

    public static bool Find(string id, out CachedData data)
    {
        data = default;
        if (!(Recording ? Recorded : Entries).TryGetValue(id, out var entry))
            return false;
        data = new CachedData { Data = (byte*)entry.Data, Length = entry.Length };
        return true;
    }

    public static void Count(bool rejected) => Interlocked.Increment(ref rejected ? ref s_rejected : ref s_accepted);

    /// <summary>
    /// Remembers the cache of everything that the realm has compiled, with the functions that ran; those of earlier realms are in it, for each
    /// starts from what is recorded. The isolate is entered.
    /// </summary>
    public static void Record(Realm realm)
    {
        foreach (var (id, function) in realm.State<CompiledBuiltins>().Functions.DistinctBy(f => f.Id))
        {
            var cached = V8Api.CreateCodeCacheForFunction(function);
            if (cached == null)
                continue;
            if (cached->Length <= MaxEntryBytes)
            {
                var copy = (nint)NativeMemory.Alloc((nuint)cached->Length);
                new ReadOnlySpan<byte>(cached->Data, cached->Length).CopyTo(new Span<byte>((void*)copy, cached->Length));
                Recorded[id] = (copy, cached->Length);
            }
            V8Api.CachedDataDtor(cached);
        }
    }

    /// <summary>Writes what was recorded.</summary>
    public static void Write(string path)
    {
        using var file = new BinaryWriter(File.Create(path));
        file.Write(Magic);
        var version = Encoding.ASCII.GetBytes(V8.Version);
        file.Write(version.Length);
        file.Write(version);
        foreach (var (id, (data, length)) in Recorded)
        {
            var name = Encoding.UTF8.GetBytes(id);
            file.Write((ushort)name.Length);
            file.Write(name);
            file.Write(length);
            while (file.BaseStream.Position % 8 != 0)
                file.Write((byte)0);
            file.Write(new ReadOnlySpan<byte>((void*)data, length));
        }
    }

    private static Dictionary<string, (nint, int)> Open(string path)
    {
        var entries = new Dictionary<string, (nint, int)>(StringComparer.Ordinal);
        if (!File.Exists(path))
            return entries;
        using var file = File.OpenHandle(path);
        var length = (nint)RandomAccess.GetLength(file);
        var map = (byte*)mmap(0, length, 1, 2, (int)file.DangerousGetHandle(), 0);
        if ((nint)map == -1 || length < 8 || *(uint*)map != Magic)
            return entries;
        var end = map + length;
        var at = map + 8;
        var versionLength = *(int*)(map + 4);
        if (versionLength < 0 || at + versionLength > end || Encoding.ASCII.GetString(at, versionLength) != V8.Version)
            return entries;
        at += versionLength;
        while (at + 6 < end)
        {
            var nameLength = *(ushort*)at;
            if (at + 2 + nameLength + 4 > end)
                break;
            var id = Encoding.UTF8.GetString(at + 2, nameLength);
            at += 2 + nameLength;
            var size = *(int*)at;
            at += 4;
            at += (8 - (at - map) % 8) % 8;
            if (size < 0 || at + size > end)
                break;
            entries[id] = ((nint)at, size);
            at += size;
        }
        return entries;
    }

    [DllImport("libc")]
    private static extern nint mmap(nint address, nint length, int protection, int flags, int fd, nint offset);
}
