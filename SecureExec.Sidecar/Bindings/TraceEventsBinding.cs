using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('trace_events')</c>: no category is ever enabled; turning one on refuses.</summary>
internal static unsafe class TraceEventsBinding
{
    public static void Define(BindingBuilder b) => b
        .Function("isTraceCategoryEnabled", &IsTraceCategoryEnabled)
        .Function("getCategoryEnabledBuffer", &GetCategoryEnabledBuffer)
        .Function("setTraceCategoryStateUpdateHandler", &SetHandler)
        .Function("getEnabledCategories", &GetEnabledCategories)
        .Function("hasAgent", &IsTraceCategoryEnabled)
        .Function("trace", &Trace);

    private static void IsTraceCategoryEnabled(CallInfo info) => info.Return(false);

    private static void GetCategoryEnabledBuffer(CallInfo info) => info.Return(V8.Uint8Array(info.Isolate, [0]));

    // Called on changes, of which there are none.
    private static void SetHandler(CallInfo info)
    {
    }

    private static void GetEnabledCategories(CallInfo info) => info.ReturnUndefined();

    // Node drops events of disabled categories in the same way.
    private static void Trace(CallInfo info)
    {
    }
}
