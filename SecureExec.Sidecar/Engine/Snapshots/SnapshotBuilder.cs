using Microsoft.ClearScript.V8;
using SecureExec.Interop;
using SecureExec.Sidecar.Bindings;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine.Snapshots;

/// <summary>
/// The build step that makes <see cref="StartupSnapshot"/>: boots Node's library in an isolate that V8 then writes out. ClearScript's
/// platform knows only isolates of its own, so it happens inside ClearScript's making of one; the process ends there.
/// </summary>
internal static unsafe class SnapshotBuilder
{
    private const long HeapLimitBytes = 256 << 20;
    private const int KeepCode = 1, CreatorBytes = 64;

    /// <summary>Whether this process makes a snapshot: the library boots as Node's does while its own is made.</summary>
    public static bool Building { get; private set; }

    /// <summary>Writes the snapshot to <paramref name="path"/> and ends the process; returns only when the library cannot be hooked.</summary>
    public static int Run(string path)
    {
        Environment.SetEnvironmentVariable(StartupSnapshot.Switch, "off");
        GuestEngine.LoadNative();
        if (!IsolateHook.Installed)
        {
            Console.Error.WriteLine("The V8 library is not the pinned build: no start-up snapshot.");
            return 1;
        }
        Building = true;
        ArrayBufferSerialization.Install();
        IsolateHook.Replacement = (isolate, parameters) => Libc.ExitNow(Make(isolate, parameters, path));
        using var runtime = new V8Runtime();
        return 1;
    }

    private static int Make(nint isolate, nint parameters, string path)
    {
        try
        {
            IsolateHook.SetReferences(parameters, ExternalReferences.Table);
            var creator = stackalloc nint[CreatorBytes / sizeof(ulong)];
            V8Api.SnapshotCreatorCtor(creator, isolate, parameters);
            var locker = stackalloc nint[4];
            V8Api.LockerInit(locker, isolate); // keeps V8's tasks on other threads out
            var facts = Boot(isolate, creator);
            var blob = V8Api.SnapshotCreatorCreateBlob(creator, KeepCode);
            if (blob.Data == null || V8Api.StartupDataCanBeRehashed(&blob) == 0)
                throw new InvalidOperationException("V8 could not make a start-up snapshot whose hash seed can be changed.");
            StartupSnapshot.Write(path, facts, new ReadOnlySpan<byte>(blob.Data, blob.Length));
            Console.WriteLine($"{path}: {blob.Length >> 10} KiB, {facts.Handles} handles, {facts.Functions.Length} functions.");
            return 0;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e);
            return 1;
        }
    }

    private static SnapshotFacts Boot(nint isolate, nint* creator)
    {
        using var handles = new HandleScope(isolate);
        GuestIsolate.SetCallbacks(isolate);
        // What vm.createContext and ClearScript start from; the library's context is another one.
        V8Api.SnapshotCreatorSetDefaultContext(creator, V8Api.ContextNew(isolate, 0, 0, 0, default, 0, default, default), default, default, default);
        Realm realm = null!;
        var context = V8Api.ContextNew(isolate, 0, 0, 0, default, 0, default, default);
        GuestBoot.Boot(GuestThread.Unstarted(HeapLimitBytes), isolate, context, made => realm = made);
        V8Api.PerformMicrotaskCheckpoint(isolate);
        MkSnapshotBinding.Finish(realm);
        var facts = realm.Save(value => (int)V8Api.SnapshotCreatorAddData(creator, context, *(nint*)value));
        if (V8Api.SnapshotCreatorAddContext(creator, context, default, default, default) != 0)
            throw new InvalidOperationException("The library's context is not the first one of the snapshot.");
        realm.Release();
        return facts;
    }
}
