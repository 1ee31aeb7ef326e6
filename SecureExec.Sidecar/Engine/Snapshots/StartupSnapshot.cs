using System.Runtime.InteropServices;
using System.Text;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine.Snapshots;

/// <summary>
/// V8's start-up snapshot with Node's library booted in it: one file beside the executable, mapped read-only and shared by all workers.
/// It belongs to one build of this assembly and of V8; any other file is as good as none, and isolates boot from the code cache.
/// File, little endian: "SXSS", the assembly's module id (16 bytes), u32 lengths of V8's version, facts and blob; the version, the facts
/// (<see cref="SnapshotFacts"/>), the blob on a page boundary.
/// </summary>
internal static unsafe class StartupSnapshot
{
    public const string FileName = "node.snapshot";

    /// <summary>Environment variable of the worker: <c>off</c> boots from the code cache, <c>required</c> fails without a snapshot.</summary>
    public const string Switch = "SECUREEXEC_SNAPSHOT";

    private const string Off = "off", Required = "required";
    private const uint Magic = 0x53535853;
    private const int HeaderLength = 4 + 16 + 3 * sizeof(int), PageSize = 4096;

    /// <summary>What the snapshot in use holds beside the blob; null: isolates boot without one.</summary>
    public static SnapshotFacts? Facts { get; private set; }

    /// <summary>Opens the snapshot for this process, before its first isolate.</summary>
    /// <exception cref="InvalidOperationException">There is none, and it is required.</exception>
    public static void Load()
    {
        var wanted = Environment.GetEnvironmentVariable(Switch);
        if (wanted == Off || !IsolateHook.Installed || !Map(out var facts, out var blob, out var length))
        {
            if (wanted == Required)
                throw new InvalidOperationException($"There is no usable start-up snapshot ({FileName}).");
            return;
        }
        FunctionTable.Reserve(facts.Functions);
        IsolateHook.UseSnapshot(blob, length, ExternalReferences.Table);
        Facts = facts;
    }

    /// <summary>Writes the file.</summary>
    public static void Write(string path, SnapshotFacts facts, ReadOnlySpan<byte> blob)
    {
        var (version, data) = (Encoding.ASCII.GetBytes(V8.Version), facts.Write());
        using var file = new BinaryWriter(File.Create(path));
        file.Write(Magic);
        file.Write(ModuleId.ToByteArray());
        file.Write(version.Length);
        file.Write(data.Length);
        file.Write(blob.Length);
        file.Write(version);
        file.Write(data);
        file.Write(new byte[Aligned(HeaderLength + version.Length + data.Length) - (int)file.BaseStream.Position]);
        file.Write(blob);
    }

    private static Guid ModuleId => typeof(StartupSnapshot).Module.ModuleVersionId;

    private static int Aligned(int offset) => (offset + PageSize - 1) / PageSize * PageSize;

    private static bool Map(out SnapshotFacts facts, out byte* blob, out int length)
    {
        facts = null!;
        blob = null;
        length = 0;
        var path = Path.Combine(AppContext.BaseDirectory, FileName);
        if (!File.Exists(path))
            return false;
        using var file = File.OpenHandle(path);
        var size = (nint)RandomAccess.GetLength(file);
        if (size < HeaderLength)
            return false;
        var map = (byte*)mmap(0, size, 1, 2, (int)file.DangerousGetHandle(), 0);
        if ((nint)map == -1 || *(uint*)map != Magic || new Guid(new ReadOnlySpan<byte>(map + 4, 16)) != ModuleId)
            return false;
        var lengths = (int*)(map + 4 + 16);
        var (versionLength, factsLength) = (lengths[0], lengths[1]);
        length = lengths[2];
        var version = V8.Version;
        if (versionLength != version.Length || factsLength < 0 || length < 0 || Encoding.ASCII.GetString(map + HeaderLength, versionLength) != version)
            return false;
        var start = Aligned(HeaderLength + versionLength + factsLength);
        if ((long)start + length != size)
            return false;
        using var stream = new UnmanagedMemoryStream(map + HeaderLength + versionLength, factsLength);
        facts = SnapshotFacts.Read(stream);
        blob = map + start;
        return true;
    }

    [DllImport("libc")]
    private static extern nint mmap(nint address, nint length, int protection, int flags, int fd, nint offset);
}
