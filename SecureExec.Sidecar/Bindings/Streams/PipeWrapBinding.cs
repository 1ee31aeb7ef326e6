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
        state.PipeTemplate = b.Class("Pipe", SocketMethods.NewClass(b, "Pipe", &Construct)
            .Method("bind", &Bind)
            .Method("listen", &Listen)
            .Method("connect", &Connect)
            .Method("fchmod", &FchMod));
        state.PipeConnectTemplate = SocketMethods.ConnectClass(b, "PipeConnectWrap");
    }

    private static PipeHandle? Of(CallInfo info) => info.Realm.Unwrap<PipeHandle>(info.This);

    // (SOCKET, SERVER or IPC)
    private static void Construct(CallInfo info)
    {
        var isServer = info.Int32(0) == SocketHandle.Server;
        StreamMethods.Begin(info, new PipeHandle(info.Realm, isServer, info.Int32(0) == PipeHandle.Ipc), isServer ? "PIPESERVERWRAP" : "PIPEWRAP");
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
        var wrapper = info.This;
        SocketMethods.Connect(info, "PIPECONNECTWRAP", "PipeConnectWrap", request => handle.Connect(wrapper, request, name));
    }

    // (UV_READABLE and UV_WRITABLE)
    private static void FchMod(CallInfo info)
    {
        if (Of(info) is { } handle)
            info.Return(Errors.ToUv(handle.ChangeMode(info.Int32(0))));
    }
}
