using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Synthetic modules: built-ins, CommonJS, JSON, <c>vm.SyntheticModule</c>.</summary>
internal static unsafe class ModuleWrapSynthetic
{
    /// <summary>What V8 calls to evaluate one.</summary>
    public static nint StepsPointer => (nint)(delegate* unmanaged<nint, nint, nint>)&RunSteps;

    /// <summary>(name, value)</summary>
    public static void SetExport(CallInfo info)
    {
        var module = ModuleWrapBinding.ModuleOf(info);
        if (module == 0)
            return;
        if (V8Api.IsTrue(V8Api.ObjectGetInternal(info.This, ModuleWrapFields.Synthetic)) == 0 || !info.IsString(0))
        {
            info.ThrowTypeError("Only a synthetic module's exports can be set, by name");
            return;
        }
        if (V8Api.ModuleGetStatus(module) < ModuleWrapFields.Instantiated && !HasName(info))
        {
            V8Api.ThrowException(info.Isolate, V8Api.NewReferenceError(V8.Str(info.Isolate, $"Export '{info.Text(0)}' is not defined in module"), 0));
            return;
        }
        _ = V8Api.ModuleSetSyntheticExport(module, info.Isolate, info[0], info[1]);
    }

    private static bool HasName(CallInfo info) =>
        V8.Just(V8Api.SetHas(V8Api.ObjectGetInternal(info.This, ModuleWrapFields.ExportNames), info.Context, info[0]));

    [UnmanagedCallersOnly]
    private static nint RunSteps(nint context, nint module)
    {
        var iso = V8Api.IsolateGetCurrent();
        try
        {
            var realm = Realm.Of(iso);
            var wrap = realm.State<ModuleWrapRegistry>().Find(iso, module);
            var steps = wrap == 0 ? 0 : V8Api.ObjectGetInternal(wrap, ModuleWrapFields.Steps);
            if (steps == 0 || V8Api.IsFunction(steps) == 0)
            {
                V8.ThrowError(iso, "The synthetic module has no evaluation steps", "ERR_VM_MODULE_STATUS");
                return 0;
            }
            V8Api.ObjectSetInternal(wrap, ModuleWrapFields.Steps, V8.Undefined(iso));
            if (V8Api.FunctionCall(steps, iso, context, wrap, 0, null) == 0)
                return 0;
            return ModuleWrapImports.Resolved(iso, context, V8.Undefined(iso));
        }
        catch (Exception e)
        {
            return ModuleWrapImports.Fail(iso, e);
        }
    }
}
