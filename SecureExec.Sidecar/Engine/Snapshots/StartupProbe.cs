using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine.Snapshots;

/// <summary>
/// Boots one isolate as a worker does and prints what of it must never be shared: the hash seed, and the hash V8 gives to a fixed name. For tests
/// and the build; the process holds no guest.
/// </summary>
internal static class StartupProbe
{
    private const long HeapLimitBytes = 256 << 20;
    private const string Name = "a name of the snapshot";

    /// <summary>Prints one line; gives the process's exit code.</summary>
    public static int Run()
    {
        GuestEngine.LoadNative();
        using var engine = new GuestEngine(HeapLimitBytes);
        var line = "";
        using var guest = GuestThread.Boot(HeapLimitBytes, atBoot: realm => line = Describe(realm));
        guest.Booted.GetAwaiter().GetResult();
        Console.WriteLine($"{engine.SnapshotMode} {line}");
        return 0;
    }

    private static string Describe(Realm realm)
    {
        using var handles = new HandleScope(realm.Isolate);
        return $"{V8Api.IsolateHashSeed(realm.Isolate):x16} {V8Api.NameIdentityHash(V8.Name(realm.Isolate, Name)):x8}";
    }
}
