using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>
/// Stands between ClearScript and <c>v8::Isolate::Initialize</c>, which it calls for each isolate through a slot of its library's own
/// procedure table: the only place where a start-up snapshot can be given to V8. It also tells which isolate was made, so that
/// ClearScript's script engine is not needed to find out. Installed once, before the first isolate and before the lock-down.
/// </summary>
internal static unsafe class IsolateHook
{
    // v8::Isolate::CreateParams of 14.7.
    private const int CodeRangeSize = 8, SnapshotBlob = 64, ExternalReferences = 120;

    /// <summary>The room for compiled JavaScript, reserved at once: an eighth of V8's own choice, and more than the largest programs fill.</summary>
    public const nuint CodeRangeBytes = 64 << 20;

    // Of 7.5.1.1 linux-x64: distance from the exported function to the slot through which the library calls it.
    private const nint InitializeSlot = 0x37c49a8 - 0x193ac70;
    private const string InitializeSymbol = "_ZN2v87Isolate10InitializeEPS0_RKNS0_12CreateParamsE";

    [ThreadStatic] private static nint t_isolate, t_methodTable;
    private static delegate* unmanaged<nint, nint, void> s_initialize;
    private static StartupData* s_blob;
    private static nint* s_references;

    /// <summary>Replaces the making of isolates in this process: the build step that makes a snapshot. Gets the isolate and its parameters.</summary>
    public static Action<nint, nint>? Replacement { get; set; }

    public static bool Installed => s_initialize != null;

    /// <summary>Takes the call over. Only for the pinned build of the library.</summary>
    public static void Install()
    {
        var initialize = EngineLibrary.Export(InitializeSymbol);
        s_initialize = (delegate* unmanaged<nint, nint, void>)initialize;
        LibrarySlot.Replace(initialize + InitializeSlot, (nint)(delegate* unmanaged<nint, nint, void>)&Initialize);
    }

    /// <summary>From now on all isolates start from this blob, which must stay in memory for good.</summary>
    public static void UseSnapshot(byte* blob, int length, nint* references)
    {
        var data = (StartupData*)NativeMemory.Alloc((nuint)sizeof(StartupData));
        *data = new StartupData { Data = blob, Length = length };
        s_references = references;
        s_blob = data;
    }

    /// <summary>The isolate that was initialized last on this thread, and ClearScript's method table at that time.</summary>
    public static (nint Isolate, nint MethodTable) Taken => (t_isolate, t_methodTable);

    /// <summary>Writes the references into <c>CreateParams</c>.</summary>
    public static void SetReferences(nint parameters, nint* references) => *(nint**)(parameters + ExternalReferences) = references;

    [UnmanagedCallersOnly]
    private static void Initialize(nint isolate, nint parameters)
    {
        t_isolate = isolate;
        t_methodTable = V8Api.SetManagedMethodTable(0);
        V8Api.SetManagedMethodTable(t_methodTable);
        if (Replacement is { } replacement)
        {
            replacement(isolate, parameters);
            return;
        }
        PagePool.Install();
        *(nuint*)(parameters + CodeRangeSize) = CodeRangeBytes;
        if (s_blob != null)
        {
            *(StartupData**)(parameters + SnapshotBlob) = s_blob;
            SetReferences(parameters, s_references);
        }
        s_initialize(isolate, parameters);
    }
}
