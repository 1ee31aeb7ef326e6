using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('async_context_frame')</c>: V8's continuation-preserved data carries AsyncLocalStorage through await.</summary>
internal static unsafe class AsyncContextFrameBinding
{
    public static void Define(BindingBuilder b) => b
        .Function("getContinuationPreservedEmbedderData", &Get)
        .Function("setContinuationPreservedEmbedderData", &Set);

    private static void Get(CallInfo info) => info.Return(V8Api.GetContinuationData(info.Isolate));

    private static void Set(CallInfo info) => V8Api.SetContinuationData(info.Isolate, info[0]);
}
