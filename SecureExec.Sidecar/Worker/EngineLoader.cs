using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Worker;

/// <summary>Loads V8 into this process, once.</summary>
internal static class EngineLoader
{
    private const long MiB = 1024 * 1024;

    /// <summary>Loads V8 and makes the engine with the spare isolates that the product's default limits need.</summary>
    internal static IGuestEngine Load()
    {
        FunctionTable.Fault = (function, fault) => WorkerLog.Write($"{function}: {fault}");
        GuestEngine.LoadNative();
        return new GuestEngine(ResourceLimits.Default.V8HeapLimitMb * MiB);
    }
}
