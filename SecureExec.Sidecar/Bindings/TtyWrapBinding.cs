using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('tty_wrap')</c>: no descriptor of a guest is a terminal. Opening one as a terminal is refused.</summary>
internal static unsafe class TtyWrapBinding
{
    public static void Define(BindingBuilder b) => b.Function("isTTY", &IsTty);

    private static void IsTty(CallInfo info) => info.Return(false);
}
