using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('contextify')</c>: scripts, functions and contexts of <c>vm</c>, and how CommonJS modules are compiled.</summary>
internal static unsafe class ContextifyBinding
{
    public static void Define(BindingBuilder b)
    {
        ContextifyScript.Define(b);
        b.Function("makeContext", &VmContext.Make)
            .Function("compileFunction", &ContextifyFunctions.CompileFunction)
            .Function("compileFunctionForCJSLoader", &ContextifyFunctions.CompileForCommonJs)
            .Function("containsModuleSyntax", &ContextifyFunctions.ContainsModuleSyntax)
            .Function("startSigintWatchdog", &StartSigintWatchdog)
            .Function("stopSigintWatchdog", &StopSigintWatchdog)
            .Function("watchdogHasPendingSigint", &WatchdogHasPendingSigint);
    }

    private static void StartSigintWatchdog(CallInfo info) => info.Return(info.Realm.State<SigintWatch>().Start(info.Realm));

    private static void StopSigintWatchdog(CallInfo info) => info.Return(info.Realm.State<SigintWatch>().Stop(info.Realm));

    private static void WatchdogHasPendingSigint(CallInfo info) => info.Return(info.Realm.State<SigintWatch>().HasPending);
}
