using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('tcp_wrap')</c>: TCP sockets of the virtual kernel.</summary>
internal static unsafe class TcpWrapBinding
{
    public static void Define(BindingBuilder b)
    {
        var state = b.Realm.State<StreamState>();
        state.TcpTemplate = b.Class("TCP", SocketMethods.NewClass(b, "TCP", &Construct)
            .Method("bind", &Bind)
            .Method("bind6", &Bind6)
            .Method("listen", &Listen)
            .Method("connect", &Connect)
            .Method("connect6", &Connect6)
            .Method("getsockname", &GetSockName)
            .Method("getpeername", &GetPeerName)
            .Method("setNoDelay", &SetNoDelay)
            .Method("setKeepAlive", &SetKeepAlive)
            .Method("setTypeOfService", &SetTypeOfService)
            .Method("getTypeOfService", &GetTypeOfService)
            .Method("reset", &Reset));
        state.TcpConnectTemplate = SocketMethods.ConnectClass(b, "TCPConnectWrap");
    }

    private static TcpHandle? Of(CallInfo info) => info.Realm.Unwrap<TcpHandle>(info.This);

    // (SOCKET or SERVER)
    private static void Construct(CallInfo info)
    {
        var isServer = info.Int32(0) == SocketHandle.Server;
        StreamMethods.Begin(info, new TcpHandle(info.Realm, isServer), isServer ? "TCPSERVERWRAP" : "TCPWRAP");
    }

    private static void Bind(CallInfo info) => Bind(info, isV6: false);

    private static void Bind6(CallInfo info) => Bind(info, isV6: true);

    // (address, port, flags)
    private static void Bind(CallInfo info, bool isV6)
    {
        if (Of(info) is { } handle)
            info.Return(Errors.ToUv(SocketNames.TryRead(info, 0, isV6, out var name) ? handle.Bind(info.This, name, info.Int32(2)) : Errno.EINVAL));
    }

    // (backlog)
    private static void Listen(CallInfo info)
    {
        if (Of(info) is { } handle)
            info.Return(Errors.ToUv(handle.Listen(info.This, info.Int32(0))));
    }

    private static void Connect(CallInfo info) => Connect(info, isV6: false);

    private static void Connect6(CallInfo info) => Connect(info, isV6: true);

    // (request, address, port)
    private static void Connect(CallInfo info, bool isV6)
    {
        if (Of(info) is not { } handle || !StreamMethods.IsInstance(info, 0, info.Realm.State<StreamState>().TcpConnectTemplate, "TCPConnectWrap"))
            return;
        if (!SocketNames.TryRead(info, 1, isV6, out var name))
        {
            info.Return(Errors.ToUv(Errno.EINVAL));
            return;
        }
        var wrapper = info.This;
        SocketMethods.Connect(info, "TCPCONNECTWRAP", "TCPConnectWrap", request => handle.Connect(wrapper, request, name));
    }

    private static void GetSockName(CallInfo info) => GetName(info, ofPeer: false);

    private static void GetPeerName(CallInfo info) => GetName(info, ofPeer: true);

    // (object to fill)
    private static void GetName(CallInfo info, bool ofPeer)
    {
        if (Of(info) is not { } handle)
            return;
        var errno = handle.GetName(ofPeer, out var name);
        if (errno == Errno.Success && info.IsObject(0))
            SocketNames.Write(info.Realm, info[0], name);
        info.Return(Errors.ToUv(errno));
    }

    // (enable)
    private static void SetNoDelay(CallInfo info) => SetOption(info, SocketOption.NoDelay, info.IsTrue(0) ? 1 : 0);

    // (enable, seconds, interval, count): peers on loopback do not vanish, so only the switch and the time are kept.
    private static void SetKeepAlive(CallInfo info)
    {
        if (Of(info) is not { } handle)
            return;
        var (enable, seconds) = (info.Int32(0), info.Int32(1));
        var errno = handle.SetOption(SocketOption.KeepAlive, enable);
        if (errno == Errno.Success && enable != 0 && seconds > 0)
            errno = handle.SetOption(SocketOption.KeepIdle, seconds);
        info.Return(Errors.ToUv(errno));
    }

    // (value)
    private static void SetTypeOfService(CallInfo info) => SetOption(info, SocketOption.TypeOfService, info.Int32(0));

    private static void GetTypeOfService(CallInfo info)
    {
        if (Of(info) is { } handle)
            info.Return(handle.GetOption(SocketOption.TypeOfService));
    }

    // (callback): closes with a reset.
    private static void Reset(CallInfo info)
    {
        if (Of(info) is not { IsClosing: false } handle)
        {
            info.Return(0);
            return;
        }
        if (handle.Fd < 0)
        {
            info.Return(Errors.ToUv(Errno.EBADF));
            return;
        }
        handle.SetOption(SocketOption.ResetOnClose, 1);
        if (info.IsFunction(0))
            V8Api.ObjectSet(info.This, info.Context, info.Realm.Symbol("handle_onclose"), info[0]);
        handle.Close(info.This);
        info.Return(0);
    }

    private static void SetOption(CallInfo info, SocketOption option, int value)
    {
        if (Of(info) is { } handle)
            info.Return(Errors.ToUv(handle.SetOption(option, value)));
    }
}
