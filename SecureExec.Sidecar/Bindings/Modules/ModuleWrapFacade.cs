using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// What <c>require()</c> gives for a module with a default export: a namespace that re-exports everything and adds
/// <c>__esModule</c>, so that transpiled callers find the default export.
/// </summary>
internal static unsafe class ModuleWrapFacade
{
    private const int EvaluationPhase = 2;
    private const string Source = "export * from 'original'; export { default } from 'original'; export const __esModule = true;";
    private const string Name = "node:internal/require_module_default_facade";

    /// <summary>(moduleWrap): gives the facade's namespace.</summary>
    public static void Create(CallInfo info)
    {
        var (iso, realm, context) = (info.Isolate, info.Realm, info.Context);
        if (!ModuleWrapBinding.IsWrap(realm, info[0]) || V8Api.ModuleGetStatus(ModuleWrapBinding.ModuleOf(info[0])) < ModuleWrapFields.Instantiated)
        {
            info.ThrowTypeError("Expected an instantiated module");
            return;
        }
        var source = ContextifySources.Make(realm, V8.Str(iso, Source), V8.Str(iso, Name), 0, 0, V8Api.SymbolNew(iso, V8.Str(iso, Name)), module: true);
        var facade = V8Api.CompileModule(iso, &source, 0, 0);
        if (facade == 0)
            return;
        var registry = realm.State<ModuleWrapRegistry>();
        bool instantiated;
        registry.FacadeOriginal = ModuleWrapBinding.ModuleOf(info[0]);
        try
        {
            instantiated = V8.Just(V8Api.ModuleInstantiate(facade, context, ModuleWrapLinking.ResolvePointer, 0));
        }
        finally
        {
            registry.FacadeOriginal = 0;
        }
        if (instantiated && V8Api.ModuleGetStatus(facade) != ModuleWrapFields.Errored && V8Api.ModuleEvaluate(facade, context) != 0)
            info.Return(V8Api.ModuleNamespace(facade, EvaluationPhase));
    }
}
