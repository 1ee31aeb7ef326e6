using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('pipe_wrap')</c>: streams of AF_UNIX of the virtual kernel.</summary>
internal static unsafe class PipeWrapBinding
{
    public static void Define(BindingBuilder b)
    {
        var state = b.Realm.State<StreamState>();
        state.PipeTemplate = b.Class("Pipe", b.NewClass("Pipe", StreamHandle.Fields, &Construct, StreamMethods.Template(b))
            .Method("open", &Open)
            .Method("bind", &Bind)
            .Method("listen", &Listen)
            .Method("connect", &Connect)
            .Method("fchmod", &FchMod));
        state.PipeConnectTemplate = b.Class(
            "PipeConnectWrap", FsAsyncObject.Methods(b.NewClass("PipeConnectWrap", FsAsyncObject.FirstOwnField, &StreamWrapBinding.Construct)));
    }

    private static PipeHandle? Of(CallInfo info) => info.Realm.Unwrap<PipeHandle>(info.This);

    // (SOCKET, SERVER or IPC)
    private static void Construct(CallInfo info)
    {
        var isServer = info.Int32(0) == PipeHandle.Server;
        StreamMethods.Begin(info, new PipeHandle(info.Realm, isServer), isServer ? "PIPESERVERWRAP" : "PIPEWRAP");
    }

    // (fd)
    private static void Open(CallInfo info)
    {
        if (Of(info) is not { } handle)
            return;
        var (sys, fd) = (info.Realm.Guest.Process!.Sys, info.Int32(0));
        var errno = sys.Net.GetOption(fd, SocketOption.Kind).Error;
        if (errno == Errno.Success)
            errno = handle.Open(info.This, fd);
        info.Return(Errors.ToUv(errno));
    }

    // (name)
    private static void Bind(CallInfo info)
    {
        if (Of(info) is { } handle && info.RequireString(0, "name") is { } name)
            info.Return(Errors.ToUv(handle.Bind(info.This, name)));
    }

    // (backlog)
    private static void Listen(CallInfo info)
    {
        if (Of(info) is { } handle)
            info.Return(Errors.ToUv(handle.Listen(info.Int32(0))));
    }

    // (request, name)
    private static void Connect(CallInfo info)
    {
        if (Of(info) is not { } handle || !StreamMethods.IsInstance(info, 0, info.Realm.State<StreamState>().PipeConnectTemplate, "PipeConnectWrap"))
            return;
        if (info.RequireString(1, "name") is not { } name)
            return;
        if (name.Length == 0 || System.Text.Encoding.UTF8.GetByteCount(name) > UnixOperations.MaxName)
        {
            info.Return(Errors.ToUv(Errno.EINVAL));
            return;
        }
        using var trigger = new TriggerScope(info.Realm, info.This);
        var request = new LoopRequest(info.Realm, info[0], "PIPECONNECTWRAP", "PipeConnectWrap");
        var errno = handle.Connect(info.This, request, name);
        if (errno != Errno.Success)
            request.Abandon();
        info.Return(Errors.ToUv(errno));
    }

    // (UV_READABLE and UV_WRITABLE)
    private static void FchMod(CallInfo info)
    {
        if (Of(info) is { } handle)
            info.Return(Errors.ToUv(handle.ChangeMode(info.Int32(0))));
    }
}
