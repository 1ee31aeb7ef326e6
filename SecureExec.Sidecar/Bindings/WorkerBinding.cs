using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('worker')</c>: the main thread; <c>new Worker</c> refuses until threads exist.</summary>
internal static unsafe class WorkerBinding
{
    public static void Define(BindingBuilder b)
    {
        b.SharedFloat64("resourceLimits", 4, out _);
        b.Value("isMainThread", true)
            .Value("isInternalThread", false)
            .Value("ownsProcessState", true)
            .Value("threadId", 0)
            .Value("threadName", "main")
            .Function("getEnvMessagePort", &GetEnvMessagePort);
    }

    // Only a worker thread has one.
    private static void GetEnvMessagePort(CallInfo info) => info.ReturnUndefined();
}
