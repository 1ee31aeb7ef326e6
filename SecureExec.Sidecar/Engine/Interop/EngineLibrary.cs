using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ClearScript.V8;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>
/// Loads ClearScript's native library once per process, in ClearScript's place, so that ICU's 10.5 MB of data is a
/// read-only mapping shared by all workers and not two private copies. Offsets belong to the pinned build and are used
/// only when the file is that build; otherwise V8 reads the data file itself.
/// </summary>
internal static unsafe class EngineLibrary
{
    public const string LibraryFile = V8Api.Library + ".so";
    private const string IcuFile = "icudtl.dat";
    private const string InitializeIcuInternal = "_ZN2v88internal13InitializeICUEPKcm";

    // Of 7.5.1.1 linux-x64: distances from the exported InitializeICU to ICU functions and data that are not exported.
    private const ulong PinnedHeaderHash = 0x3e4e911641234fce;
    private const long PinnedLength = 58_851_096;
    private const nint InitializeIcuAt = 0x1c37cc0, SetCommonData = 0x2778e10, SetFileAccess = 0x2779be0, IcuDataPointer = 0x382ce50;
    private static readonly Lock Gate = new();
    private static nint s_library;

    /// <summary>Whether ICU's data is mapped (true) or was read by V8 into private memory (false).</summary>
    public static bool IcuMapped { get; private set; }

    /// <summary>Loads V8 and ICU and sets the process-wide V8 flags. Idempotent.</summary>
    /// <exception cref="FileNotFoundException">The native library is not beside the executable.</exception>
    public static void Load()
    {
        lock (Gate)
        {
            if (s_library != 0)
                return;
            var path = FindLibrary();
            TimeZones.Initialize();
            s_library = NativeLibrary.Load(path);
            NativeLibrary.SetDllImportResolver(typeof(V8Runtime).Assembly, Resolve);
            NativeLibrary.SetDllImportResolver(typeof(EngineLibrary).Assembly, Resolve);
            ClearScriptTriedToLoad(null) = true;
            SetFlag("--stack-size=984");
            SetFlag("--js-defer-import-eval");
            SetFlag("--js-source-phase-imports");
            // Off by default in this build of V8, which gives every process of the world the same hash seed: names could be chosen to collide.
            SetFlag("--rehash-snapshot");
            // Compiled where it is asked for: a compile job on another thread would not keep the event loop alive.
            SetFlag("--no-wasm-async-compilation");
            // Unrolling loses the interrupt check of a loop around a short constant one: `for (;;) new Array(1000)` could not be stopped.
            SetFlag("--no-turboshaft-loop-unrolling");
            V8Api.SetEntropySource((nint)(delegate* unmanaged[Cdecl]<byte*, nuint, byte>)&Entropy);
            var pinned = IsPinnedBuild(path);
            LoadIcu(pinned);
            if (pinned)
            {
                IsolateHook.Install();
                DateFormatHook.Install();
                ForegroundTasks.Install();
            }
        }
    }

    /// <summary>The address of an exported function or object of V8.</summary>
    public static nint Export(string symbol) => NativeLibrary.GetExport(s_library, symbol);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search) =>
        name.StartsWith("ClearScriptV8", StringComparison.Ordinal) ? s_library : 0;

    private static string FindLibrary()
    {
        var folder = AppContext.BaseDirectory;
        string[] candidates = [Path.Combine(folder, LibraryFile), Path.Combine(folder, "runtimes", "linux-x64", "native", LibraryFile)];
        return Array.Find(candidates, File.Exists)
            ?? throw new FileNotFoundException($"The V8 library was not found; looked at {string.Join(" and ", candidates)}.");
    }

    private static void SetFlag(string flag)
    {
        var bytes = Encoding.ASCII.GetBytes(flag);
        fixed (byte* p = bytes)
            V8Api.SetFlags(p, (nuint)bytes.Length);
    }

    private static void LoadIcu(bool pinned)
    {
        var data = Path.Combine(AppContext.BaseDirectory, IcuFile);
        if (!File.Exists(data))
            throw new FileNotFoundException($"ICU's data file was not found at {data}.");
        var init = NativeLibrary.GetExport(s_library, InitializeIcuInternal);
        if (pinned)
        {
            var map = Map(data);
            if (map != 0)
            {
                var error = 0;
                ((delegate* unmanaged<nint, int*, void>)(init + (SetCommonData - InitializeIcuAt)))(map, &error);
                ((delegate* unmanaged<int, int*, void>)(init + (SetFileAccess - InitializeIcuAt)))(1, &error);
                if (error > 0)
                    throw new InvalidOperationException($"ICU refused its data (UErrorCode {error}).");
                *(nint*)(init + (IcuDataPointer - InitializeIcuAt)) = map;
                IcuMapped = true;
                return;
            }
        }
        var name = Encoding.UTF8.GetBytes(data + "\0");
        fixed (byte* p = name)
        {
            if (V8Api.InitializeIcu(p) == 0)
                throw new InvalidOperationException($"V8 could not read ICU's data at {data}.");
        }
    }

    /// <summary>The ELF header page (program headers and build id) and the length stand for the whole file: hashing 59 MB would cost more than the mapping saves.</summary>
    private static bool IsPinnedBuild(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[4096];
        file.ReadExactly(head);
        return Fnv1a(head) == PinnedHeaderHash && file.Length == PinnedLength;
    }

    // A release is recognized, nothing is authenticated: a cryptographic hash would load OpenSSL into each worker.
    private static ulong Fnv1a(ReadOnlySpan<byte> bytes)
    {
        var hash = 0xcbf29ce484222325;
        foreach (var b in bytes)
            hash = (hash ^ b) * 0x100000001b3;
        return hash;
    }

    private static nint Map(string path)
    {
        using var file = File.OpenHandle(path);
        var length = (nint)RandomAccess.GetLength(file);
        var map = mmap(0, length, 1, 2, (int)file.DangerousGetHandle(), 0);
        return map == -1 ? 0 : map;
    }

    /// <summary>V8's hash seeds and Math.random seeds: getrandom(2), which needs no file and passes the system-call filter.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Entropy(byte* buffer, nuint length)
    {
        while (length > 0)
        {
            var got = getrandom(buffer, length, 0);
            if (got <= 0)
                return 0;
            buffer += got;
            length -= (nuint)got;
        }
        return 1;
    }

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "triedToLoadNativeAssembly")]
    private static extern ref bool ClearScriptTriedToLoad([UnsafeAccessorType("Microsoft.ClearScript.V8.V8Proxy, ClearScript.V8")] object? proxy);

    [DllImport("libc")]
    private static extern nint mmap(nint address, nint length, int protection, int flags, int fd, nint offset);

    [DllImport("libc")]
    private static extern nint getrandom(byte* buffer, nuint length, uint flags);
}
