using SecureExec.Sidecar.Bindings;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// Boots Node's library in a fresh isolate, up to just before a program: primordials, the realm, Node's own bootstrap over
/// our bindings. Nothing here depends on the process to come: arguments, environment and directory are read when it starts.
/// </summary>
internal static unsafe class GuestBoot
{
    private static readonly string[] PerContextScripts = ["internal/per_context/primordials", "internal/per_context/domexception", "internal/per_context/messageport"];

    private static readonly string[] Scripts =
    [
        "internal/bootstrap/node", "internal/bootstrap/web/exposed-wildcard", "internal/bootstrap/web/exposed-window-or-worker",
        "internal/bootstrap/switches/is_main_thread", "internal/bootstrap/switches/does_own_process_state",
    ];

    /// <summary>Modules that almost every program's start needs: loaded while the isolate still waits.</summary>
    private static readonly string[] Warm =
    [
        "internal/process/pre_execution", "internal/modules/esm/loader", "internal/modules/esm/translators", "internal/process/execution",
        "internal/modules/typescript", "internal/fs/sync_write_stream", "internal/console/global", "internal/vm/module", "internal/data_url",
    ];

    /// <summary>Name of the one function that is neither of a binding nor of our scripts.</summary>
    public const string LinkedBinding = "realm.getLinkedBinding";

    private const string Restored = "restored";
    private static bool s_layoutIsRight;

    /// <summary>Makes a booted realm: from the start-up snapshot, or by running the library's bootstrap. Locked and entered.</summary>
    public static void Boot(GuestThread guest, GuestIsolate isolate, Action<Realm> made)
    {
        var iso = isolate.Pointer;
        using var handles = new HandleScope(iso);
        isolate.Configure();
        if (StartupSnapshot.Facts is { } facts)
            Restore(guest, iso, facts, made);
        else
            Boot(guest, iso, isolate.NewContext(), made);
    }

    private static void Restore(GuestThread guest, nint iso, SnapshotFacts facts, Action<Realm> made)
    {
        var context = V8Api.ContextFromSnapshot(iso, 0, default, 0, 0, 0, default, default);
        if (context == 0)
            throw new InvalidOperationException("The start-up snapshot has no context of Node's library.");
        V8Api.ContextEnter(context);
        CheckLayout(iso);
        FunctionRegistry.Fill(iso, context);
        var realm = new Realm(iso, context, facts) { Guest = guest };
        made(realm);
        if (Call(realm, realm[Restored]) == 0)
            throw new InvalidOperationException("A realm could not be restored from the start-up snapshot.");
        V8Api.ContextExit(context);
    }

    // Of one library, whatever the isolate.
    private static void CheckLayout(nint iso)
    {
        if (!Volatile.Read(ref s_layoutIsRight) && !SelfTest.Run(iso, out var failed))
            throw new InvalidOperationException($"V8's layout is not the one this build was made for: {failed}.");
        Volatile.Write(ref s_layoutIsRight, true);
    }

    /// <summary>Boots the library in a context (a local).</summary>
    public static void Boot(GuestThread guest, nint iso, nint context, Action<Realm> made)
    {
        V8Api.ContextEnter(context);
        CheckLayout(iso);
        TryCatch storage;
        using (var caught = new TryCatchScope(iso, &storage))
        {
            var realm = new Realm(iso, context) { Guest = guest };
            made(realm);
            if (!Boot(realm) && caught.HasCaught)
            {
                var stack = V8Api.IsObject(caught.Exception) != 0 ? V8.Get(iso, context, caught.Exception, "stack") : 0;
                throw new InvalidOperationException("Node's library did not boot: "
                    + (stack != 0 && V8Api.IsString(stack) != 0 ? V8.Text(iso, stack) : V8.ToText(iso, context, caught.Exception)));
            }
        }
        V8Api.ContextExit(context);
    }

    private static bool Boot(Realm realm)
    {
        var iso = realm.Isolate;
        var native = NativeObject.Create(realm);
        realm["native"] = realm.Keep(native);
        var bindings = Call(realm, BuiltinModules.CompileBootstrap(realm, "bindings", "native"), native);
        if (bindings == 0)
            return false;
        var getInternalBinding = V8.Get(iso, realm.Context, bindings, "getInternalBinding");
        var process = realm[Callbacks.Process] = realm.Keep(V8.Get(iso, realm.Context, bindings, "process"));
        var util = Call(realm, getInternalBinding, V8.Str(iso, "util"));
        var symbols = Call(realm, getInternalBinding, V8.Str(iso, "symbols"));
        if (util == 0 || symbols == 0)
            return false;
        ProcessObject.Prepare(realm, process);
        var primordials = realm["primordials"] = realm.Keep(V8Api.ObjectNew(iso));
        var perContext = realm["perContextExports"] = realm.Keep(V8Api.ObjectNew(iso));
        var standIns = SnapshotBuilder.Building ? Call(realm, BuiltinModules.CompileBootstrap(realm, "snapshot", "primordials"), primordials) : 0;
        if (standIns == 0 && SnapshotBuilder.Building)
            return false;
        var privateSymbols = V8.Get(iso, realm.Context, util, "privateSymbols");
        foreach (var id in PerContextScripts)
        {
            if (Call(realm, BuiltinModules.Compile(realm, id), perContext, primordials, privateSymbols, symbols) == 0)
                return false;
        }
        if (standIns != 0)
        {
            realm[Restored] = realm.Keep(V8.Get(iso, realm.Context, standIns, "restore"));
            if (Call(realm, V8.Get(iso, realm.Context, standIns, "seal")) == 0)
                return false;
        }
        var getLinkedBinding = realm.NewFunction(LinkedBinding, "getLinkedBinding", &NativeObject.GetLinkedBinding);
        if (Call(realm, BuiltinModules.Compile(realm, "internal/bootstrap/realm"), process, getLinkedBinding, getInternalBinding, primordials) == 0)
            return false;
        foreach (var id in Scripts)
        {
            if (RunMain(realm, id) == 0)
                return false;
        }
        var engine = Call(realm, BuiltinModules.CompileBootstrap(realm, "guest", "process", "require", "internalBinding", "primordials", "native"),
            process, realm["requireBuiltin"], realm["internalBinding"], primordials, native);
        if (engine == 0)
            return false;
        foreach (var name in (string[])["emitBeforeExit", "emitExit", "reportFatal", "prepareProgram", "setStackTraceLimit", "disableProto", "readTimeZone", TimerCount.Function])
            realm[name] = realm.Keep(V8.Get(iso, realm.Context, engine, name));
        foreach (var id in Warm)
        {
            if (Call(realm, realm["requireBuiltin"], V8.Str(iso, id)) == 0)
                return false;
        }
        return true;
    }

    /// <summary>Runs a bootstrap or main script with the parameters Node gives it; 0 with an exception pending.</summary>
    public static nint RunMain(Realm realm, string id) =>
        Call(realm, BuiltinModules.Compile(realm, id), realm[Callbacks.Process], realm["requireBuiltin"], realm["internalBinding"], realm["primordials"]);

    private static nint Call(Realm realm, nint function, params ReadOnlySpan<nint> args)
    {
        if (function == 0)
            return 0;
        fixed (nint* p = args)
            return V8Api.FunctionCall(function, realm.Isolate, realm.Context, V8.Undefined(realm.Isolate), args.Length, p);
    }
}
