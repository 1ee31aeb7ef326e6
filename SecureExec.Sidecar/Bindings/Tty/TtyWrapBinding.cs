using SecureExec.Abi;
using SecureExec.Kernel.Terminals;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('tty_wrap')</c>: terminals of the virtual kernel.</summary>
internal static unsafe class TtyWrapBinding
{
    private const string Syscall = "uv_tty_init";

    public static void Define(BindingBuilder b)
    {
        b.Class("TTY", b.NewClass("TTY", StreamHandle.Fields, &Construct, StreamMethods.Template(b))
            .Method("getWindowSize", &GetWindowSize)
            .Method("setRawMode", &SetRawMode));
        b.Function("isTTY", &IsTty);
    }

    private static TtyHandle? Of(CallInfo info) => info.Realm.Unwrap<TtyHandle>(info.This);

    // (fd)
    private static void IsTty(CallInfo info) => info.Return(info.Realm.Guest.Process?.Sys.Terminals.IsTerminal(info.Int32(0)) == true);

    // (fd, context)
    private static void Construct(CallInfo info)
    {
        var handle = new TtyHandle(info.Realm);
        StreamMethods.Begin(info, handle, "TTYWRAP");
        var errno = handle.Init(info.This, info.Int32(0));
        if (errno != Errno.Success)
            OsBinding.Refuse(info, 1, errno, Syscall);
    }

    // ([columns, rows])
    private static void GetWindowSize(CallInfo info)
    {
        if (Of(info) is not { } handle || V8Api.IsArray(info[0]) == 0)
            return;
        if (handle.GetWindowSize().IsError(out var size, out var errno))
        {
            info.Return(Errors.ToUv(errno));
            return;
        }
        V8Api.ObjectSetIndex(info[0], info.Context, 0, V8.Int(info.Isolate, size.Columns));
        V8Api.ObjectSetIndex(info[0], info.Context, 1, V8.Int(info.Isolate, size.Rows));
        info.Return(0);
    }

    // (UV_TTY_MODE_*)
    private static void SetRawMode(CallInfo info)
    {
        if (Of(info) is { } handle)
            info.Return(Errors.ToUv(handle.SetMode(info.Int32(0))));
    }
}
