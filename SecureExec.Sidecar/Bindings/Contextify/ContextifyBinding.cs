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
            .Function("startSigintWatchdog", &Nothing)
            .Function("stopSigintWatchdog", &ReturnFalse)
            .Function("watchdogHasPendingSigint", &ReturnFalse);
    }

    // A guest has no terminal whose Ctrl-C could interrupt it: kill(SIGINT) goes through its own signal handling.
    private static void Nothing(CallInfo info)
    {
    }

    private static void ReturnFalse(CallInfo info) => info.Return(false);
}
