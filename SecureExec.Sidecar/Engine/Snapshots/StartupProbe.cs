using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine.Snapshots;

/// <summary>
/// Makes isolates as a worker does and prints what of them must never be shared (the hash seed, and the hash V8 gives to a fixed name) or what is
/// (pages). For tests and the build; the process holds no guest.
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

    /// <summary>Prints how many pages <see cref="PagePool"/> holds: before it keeps any, after one isolate, beside the next, and after more than it takes.</summary>
    public static int RunPages()
    {
        GuestEngine.LoadNative();
        MakeIsolates(1);
        var unasked = PagePool.Count;
        PagePool.Keep();
        MakeIsolates(1);
        var afterOne = PagePool.Count;
        var beside = MakeIsolates(1);
        MakeIsolates(PagePool.Capacity);
        Console.WriteLine($"{unasked} {afterOne} {beside} {PagePool.Count}");
        return 0;
    }

    // Gives the pages kept while all of them live.
    private static int MakeIsolates(int count)
    {
        var isolates = new GuestIsolate[count];
        for (var i = 0; i < count; i++)
            isolates[i] = new GuestIsolate(HeapLimitBytes, new EventLoop(), null, () => { });
        var kept = PagePool.Count;
        foreach (var isolate in isolates)
            isolate.Dispose();
        return kept;
    }

    private static string Describe(Realm realm)
    {
        using var handles = new HandleScope(realm.Isolate);
        return $"{V8Api.IsolateHashSeed(realm.Isolate):x16} {V8Api.NameIdentityHash(V8.Name(realm.Isolate, Name)):x8}";
    }
}
