using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('module_wrap')</c>: the class over V8's modules, and the callbacks of Node's loader.</summary>
internal static unsafe class ModuleWrapBinding
{
    /// <summary>Key of the class's template.</summary>
    public const string Template = "moduleWrapTemplate";

    public static void Define(BindingBuilder b)
    {
        var wrap = b.NewClass("ModuleWrap", ModuleWrapFields.Count, &ModuleWrapConstruction.New)
            .Method("link", &ModuleWrapLinking.Link)
            .Method("getModuleRequests", &ModuleWrapLinking.GetModuleRequests)
            .Method("instantiate", &ModuleWrapLinking.Instantiate)
            .Method("evaluateSync", &ModuleWrapEvaluation.EvaluateSync)
            .Method("evaluate", &ModuleWrapEvaluation.Evaluate)
            .Method("setExport", &ModuleWrapSynthetic.SetExport)
            .Method("setModuleSourceObject", &ModuleWrapState.SetModuleSourceObject)
            .Method("getModuleSourceObject", &ModuleWrapState.GetModuleSourceObject)
            .Method("createCachedData", &ModuleWrapState.CreateCachedData)
            .Method("getNamespace", &ModuleWrapState.GetNamespace)
            .Method("getStatus", &ModuleWrapState.GetStatus)
            .Method("getError", &ModuleWrapState.GetError)
            .InstanceAccessor("hasAsyncGraph", &ModuleWrapState.HasAsyncGraph);
        b.Realm[Template] = b.Class("ModuleWrap", wrap);
        b.Function("setImportModuleDynamicallyCallback", &ModuleWrapImports.SetImportCallback)
            .Function("setInitializeImportMetaObjectCallback", &ModuleWrapMeta.SetMetaCallback)
            .Function("setImportMetaResolveInitializer", &ModuleWrapMeta.SetResolveInitializer)
            .Function("createRequiredModuleFacade", &ModuleWrapFacade.Create)
            .Function("throwIfPromiseRejected", &ModuleWrapEvaluation.ThrowIfPromiseRejected);
    }

    /// <summary>Whether a value is a complete ModuleWrap.</summary>
    public static bool IsWrap(Realm realm, nint value) => V8Api.FunctionTemplateHasInstance(realm[Template], value) != 0 && IsComplete(value);

    /// <summary>The module of a method's receiver; 0 with an exception pending when its constructor has not finished.</summary>
    public static nint ModuleOf(CallInfo info)
    {
        if (IsComplete(info.This))
            return V8Api.ObjectGetInternal(info.This, ModuleWrapFields.Module);
        info.ThrowTypeError("The module has not been compiled");
        return 0;
    }

    /// <summary>The module of a complete wrapper.</summary>
    public static nint ModuleOf(nint wrap) => V8Api.ObjectGetInternal(wrap, ModuleWrapFields.Module);

    /// <summary>The context that a complete wrapper's module belongs to.</summary>
    public static nint ContextOf(Realm realm, nint wrap) => V8Api.ObjectCreationContext(V8Api.ObjectGetInternal(wrap, ModuleWrapFields.ContextObject), realm.Isolate);

    private static bool IsComplete(nint wrap) => V8Api.IsString(V8Api.ObjectGetInternal(wrap, ModuleWrapFields.Url)) != 0;
}
