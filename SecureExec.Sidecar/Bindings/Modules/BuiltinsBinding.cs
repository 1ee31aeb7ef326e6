using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('builtins')</c>: Node's built-in modules and the loaders that its realm script sets up.</summary>
internal static unsafe class BuiltinsBinding
{
    /// <summary>The accessor behind <c>natives</c>.</summary>
    public static nint NativesPointer => (nint)(delegate* unmanaged<nint, nint*, void>)&Natives;

    public static void Define(BindingBuilder b)
    {
        V8Api.ObjectSetLazyData(b.Target, b.Realm.Context, V8.Name(b.Isolate, "natives"), NativesPointer, V8.Undefined(b.Isolate), 0, 0, 0);
        b.Value("builtinIds", V8.StringArray(b.Isolate, [.. NodeLibrary.SourceIds]))
            .Function("compileFunction", &CompileFunction)
            .Function("setInternalLoaders", &SetInternalLoaders)
            .Function("hasCachedBuiltins", &HasCachedBuiltins)
            .Function("getCacheUsage", &GetCacheUsage);
    }

    // The source of every built-in module by its id; process.binding('natives') gives it to programs.
    [UnmanagedCallersOnly]
    private static void Natives(nint name, nint* frame)
    {
        var info = new PropertyInfo(frame);
        try
        {
            var realm = Realm.Of(info.Isolate);
            var natives = V8Api.ObjectNew(realm.Isolate);
            foreach (var id in NodeLibrary.SourceIds)
                V8.Set(realm.Isolate, realm.Context, natives, id, NodeLibrary.Source(realm.Isolate, id));
            info.Return(natives);
        }
        catch (Exception e)
        {
            FunctionTable.Fault?.Invoke(nameof(BuiltinsBinding), e);
        }
    }

    private static void CompileFunction(CallInfo info)
    {
        if (info.RequireString(0, "id") is not { } id)
            return;
        if (NodeLibrary.HasSource(id))
            info.Return(BuiltinModules.Compile(info.Realm, id));
        else
            info.Throw($"No such built-in module: {id}", "ERR_UNKNOWN_BUILTIN_MODULE");
    }

    private static void SetInternalLoaders(CallInfo info)
    {
        if (!info.IsFunction(0) || !info.IsFunction(1))
            return;
        info.Realm["internalBinding"] = info.Realm.Keep(info[0]);
        info.Realm["requireBuiltin"] = info.Realm.Keep(info[1]);
    }

    private static void HasCachedBuiltins(CallInfo info) => info.Return(CodeCache.Present);

    private static void GetCacheUsage(CallInfo info)
    {
        var (iso, context) = (info.Isolate, info.Context);
        var result = V8Api.ObjectNew(iso);
        V8.Set(iso, context, result, "compiledWithCache", V8Api.SetNew(iso));
        V8.Set(iso, context, result, "compiledWithoutCache", V8Api.SetNew(iso));
        V8.Set(iso, context, result, "compiledInSnapshot", V8Api.ArrayNewLength(iso, 0));
        info.Return(result);
    }
}
