using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('report')</c>: no diagnostic report is ever written; turning one on refuses with ENOSYS.</summary>
internal static unsafe class ReportBinding
{
    public static void Define(BindingBuilder b) => b
        .Function("shouldReportOnFatalError", &Never)
        .Function("shouldReportOnSignal", &Never)
        .Function("shouldReportOnUncaughtException", &Never)
        .Function("setReportOnFatalError", &Set)
        .Function("setReportOnSignal", &Set)
        .Function("setReportOnUncaughtException", &Set);

    private static void Never(CallInfo info) => info.Return(false);

    // Off is what it is; the library itself turns it off.
    private static void Set(CallInfo info)
    {
        if (info.IsTrue(0))
            Errors.Throw(info.Realm, Abi.Errno.ENOSYS, "report");
    }
}
