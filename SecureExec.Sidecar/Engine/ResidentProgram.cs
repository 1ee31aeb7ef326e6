using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine;

/// <summary>A guest process that stays and answers calls: <c>guest/bootstrap/resident.js</c>. Guest's thread, isolate held.</summary>
internal static unsafe class ResidentProgram
{
    private const string BeginKey = "resident.begin", CancelKey = "resident.cancel";

    /// <summary>V8's compilation cache keeps every module it compiled, for ever: after this much source it is emptied.</summary>
    private const int CachedSourceLength = 2 << 20;

    /// <summary>What a small module keeps beside its source.</summary>
    private const int ModuleOverhead = 4096;

    /// <summary>Starts it. 0 with an exception pending.</summary>
    public static nint Start(Realm realm)
    {
        var function = BuiltinModules.CompileBootstrap(realm, "resident", "process", "require", "internalBinding", "primordials", "native");
        if (function == 0)
            return 0;
        var args = stackalloc nint[5] { realm[Callbacks.Process], realm["requireBuiltin"], realm["internalBinding"], realm["primordials"], realm["native"] };
        var functions = V8Api.FunctionCall(function, realm.Isolate, realm.Context, V8.Undefined(realm.Isolate), 5, args);
        if (functions == 0)
            return 0;
        realm[BeginKey] = realm.Keep(V8.Get(realm.Isolate, realm.Context, functions, "begin"));
        realm[CancelKey] = realm.Keep(V8.Get(realm.Isolate, realm.Context, functions, "cancel"));
        // It lives until it is ended: there may always be another call.
        realm.Guest.Loop.Ref();
        return functions;
    }

    public static void Begin(Realm realm, GuestCall call)
    {
        var iso = realm.Isolate;
        if (realm[BeginKey] == 0)
            return;
        var sources = realm.State<CompiledSources>();
        sources.Length += call.Source.Length + ModuleOverhead;
        if (sources.Length > CachedSourceLength)
        {
            sources.Length = 0;
            V8Api.ClearCaches(iso);
        }
        realm.State<CallMeters>().Begin(call.Id, realm.Guest.Process!);
        var inputs = call.InputsJson is { } json ? V8.Str(iso, json) : V8.Undefined(iso);
        Callbacks.Call(realm, V8.Undefined(iso), realm[BeginKey],
            [V8.Int(iso, call.Id), V8.Str(iso, call.Source), inputs, V8.Bool(iso, call.IsScript), V8.Bool(iso, call.TypeScript), V8.Bool(iso, call.WantsValue)]);
    }

    public static void Cancel(Realm realm, int id)
    {
        if (realm[CancelKey] != 0)
            Callbacks.Call(realm, V8.Undefined(realm.Isolate), realm[CancelKey], [V8.Int(realm.Isolate, id)]);
    }

    private sealed class CompiledSources
    {
        public int Length { get; set; }
    }
}
