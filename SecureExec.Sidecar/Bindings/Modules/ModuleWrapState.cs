using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What a ModuleWrap tells of itself.</summary>
internal static unsafe class ModuleWrapState
{
    private const int EvaluationPhase = 2;

    public static void GetStatus(CallInfo info)
    {
        var module = ModuleWrapBinding.ModuleOf(info);
        if (module != 0)
            info.Return(V8Api.ModuleGetStatus(module));
    }

    public static void GetError(CallInfo info)
    {
        var module = ModuleWrapBinding.ModuleOf(info);
        if (module != 0 && V8Api.ModuleGetStatus(module) == ModuleWrapFields.Errored)
            info.Return(V8Api.ModuleGetException(module));
    }

    public static void GetNamespace(CallInfo info)
    {
        var module = Instantiated(info);
        if (module != 0)
            info.Return(V8Api.ModuleNamespace(module, EvaluationPhase));
    }

    public static void HasAsyncGraph(CallInfo info)
    {
        var module = Instantiated(info);
        if (module != 0)
            info.Return(V8Api.ModuleIsGraphAsync(module) != 0);
    }

    /// <summary>(object): what <c>import source</c> of this module gives.</summary>
    public static void SetModuleSourceObject(CallInfo info)
    {
        if (info.IsObject(0))
            V8Api.ObjectSetInternal(info.This, ModuleWrapFields.SourceObject, info[0]);
    }

    public static void GetModuleSourceObject(CallInfo info)
    {
        if (ModuleWrapBinding.ModuleOf(info) == 0)
            return;
        var source = V8Api.ObjectGetInternal(info.This, ModuleWrapFields.SourceObject);
        if (V8Api.IsObject(source) != 0)
            info.Return(source);
        else
            ThrowNoSource(info.Isolate, info.This);
    }

    public static void ThrowNoSource(nint iso, nint wrap)
    {
        var error = V8Api.NewSyntaxError(V8.Str(iso, $"Source phase import object is not defined for module '{V8.Text(iso, V8Api.ObjectGetInternal(wrap, ModuleWrapFields.Url))}'"), 0);
        V8.Set(iso, V8Api.CurrentContext(iso), error, "code", V8.Str(iso, "ERR_SOURCE_PHASE_NOT_DEFINED"));
        V8Api.ThrowException(iso, error);
    }

    public static void CreateCachedData(CallInfo info)
    {
        var module = ModuleWrapBinding.ModuleOf(info);
        if (module == 0)
            return;
        if (V8Api.ModuleIsSourceText(module) == 0 || V8Api.ModuleGetStatus(module) >= ModuleWrapFields.Evaluating)
        {
            info.Throw("Cached data cannot be created for a module which has been evaluated", "ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA");
            return;
        }
        info.Return(ContextifySources.ToBuffer(info.Realm, V8Api.CreateCodeCacheForModule(V8Api.ModuleUnbound(module))));
    }

    // V8 ends the process when one asks an uninstantiated module.
    private static nint Instantiated(CallInfo info)
    {
        var module = ModuleWrapBinding.ModuleOf(info);
        if (module == 0 || V8Api.ModuleGetStatus(module) >= ModuleWrapFields.Instantiated)
            return module;
        info.Throw("Module is not instantiated", "ERR_MODULE_NOT_INSTANTIATED");
        return 0;
    }
}
