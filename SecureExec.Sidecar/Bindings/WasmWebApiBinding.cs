using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// <c>internalBinding('wasm_web_api')</c>: <c>WebAssembly.compileStreaming</c> over <c>fetch</c>. The implementation is only kept;
/// V8 asks for it through a callback that is installed with networking.
/// </summary>
internal static unsafe class WasmWebApiBinding
{
    /// <summary>Key of the library's streaming implementation.</summary>
    public const string Implementation = "wasmStreamingImplementation";

    public static void Define(BindingBuilder b) => b.Function("setImplementation", &SetImplementation);

    private static void SetImplementation(CallInfo info)
    {
        if (info.IsFunction(0))
            info.Realm[Implementation] = info.Realm.Keep(info[0]);
    }
}
