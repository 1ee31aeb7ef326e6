using SecureExec.Abi;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('tty_wrap')</c>: no descriptor of a machine is a terminal. Asking says so; opening one fails as libuv does on other files.</summary>
internal static unsafe class TtyWrapBinding
{
    private const string Syscall = "uv_tty_init";

    public static void Define(BindingBuilder b)
    {
        b.Class("TTY", b.NewClass("TTY", 1, &Construct));
        b.Function("isTTY", &IsTty);
    }

    private static void IsTty(CallInfo info) => info.Return(false);

    // (fd, context)
    private static void Construct(CallInfo info)
    {
        V8Api.ObjectSetInternal(info.This, 0, V8.Int(info.Isolate, 0));
        OsBinding.Refuse(info, 1, Errno.EINVAL, Syscall);
    }
}
