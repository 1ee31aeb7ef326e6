using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Engine;

/// <summary>Compiles Node's built-in modules as functions, with the parameters that Node's own loader gives each group, and the code cache.</summary>
internal static unsafe class BuiltinModules
{
    private const int ConsumeCodeCache = 1, EagerCompile = 2;
    private static readonly string[] PerContext = ["exports", "primordials", "privateSymbols", "perIsolateSymbols"];
    private static readonly string[] RealmScript = ["process", "getLinkedBinding", "getInternalBinding", "primordials"];
    private static readonly string[] MainScript = ["process", "require", "internalBinding", "primordials"];
    private static readonly string[] Module = ["exports", "require", "module", "process", "internalBinding", "primordials"];

    /// <summary>The function of built-in <paramref name="id"/> (a local), or 0 with an exception pending.</summary>
    public static nint Compile(Realm realm, string id)
    {
        var iso = realm.Isolate;
        var source = SourceOf(realm, NodeLibrary.Source(iso, id), "node:" + id);
        var cached = CodeCache.Find(id, out var data);
        if (cached)
            source.Cached = &data;
        var function = Compile(iso, &source, Parameters(id));
        if (cached)
            CodeCache.Count(data.Rejected != 0);
        if (function != 0 && CodeCache.Recording)
            realm.State<CompiledBuiltins>().Functions.Add((id, realm.Keep(function)));
        return function;
    }

    /// <summary>One of our own bootstrap scripts as a function of the given parameters.</summary>
    public static nint CompileBootstrap(Realm realm, string name, params string[] parameters)
    {
        var source = SourceOf(realm, V8.Str(realm.Isolate, NodeLibrary.Bootstrap(name)), "node:internal/secureexec/" + name);
        return Compile(realm.Isolate, &source, parameters, eager: SnapshotBuilder.Building);
    }

    private static string[] Parameters(string id) =>
        id.StartsWith("internal/per_context/", StringComparison.Ordinal) ? PerContext
        : id == "internal/bootstrap/realm" ? RealmScript
        : id.StartsWith("internal/bootstrap/", StringComparison.Ordinal) || id.StartsWith("internal/main/", StringComparison.Ordinal) ? MainScript
        : Module;

    private static ScriptSource SourceOf(Realm realm, nint code, string name)
    {
        var iso = realm.Isolate;
        var options = V8Api.PrimitiveArrayNew(iso, 1);
        V8Api.PrimitiveArraySet(options, iso, 0, realm.Symbol("vm_dynamic_import_default_internal"));
        return new ScriptSource { SourceString = code, ResourceName = V8.Str(iso, name), Options = 1, HostDefinedOptions = options };
    }

    // Eager: with all functions inside, for a snapshot; nothing of ours is in the code cache.
    private static nint Compile(nint iso, ScriptSource* source, string[] parameters, bool eager = false)
    {
        var names = stackalloc nint[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
            names[i] = V8.Name(iso, parameters[i]);
        return V8Api.CompileFunction(V8Api.CurrentContext(iso), source, (nuint)parameters.Length, names, 0, null, eager ? EagerCompile : source->Cached != null ? ConsumeCodeCache : 0, 0);
    }
}
