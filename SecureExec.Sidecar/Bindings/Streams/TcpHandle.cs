using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native side of a <c>TCP</c> object, with libuv's habits: a name that is taken is told by the next call, not by <c>bind</c>.</summary>
internal sealed class TcpHandle(Realm realm, bool isServer) : SocketHandle(realm)
{
    private const int FlagV6Only = 1, FlagReusePort = 2;

    private Errno _delayed;

    protected override string ResourceName => isServer ? "TCPServerWrap" : "TCPSocketWrap";

    protected override nint ClientTemplate => Realm.State<StreamState>().TcpTemplate;

    public Errno Bind(nint wrapper, IpEndpoint name, int flags)
    {
        if (Prepare(wrapper, Kind(name.Address.IsV6)) is not Errno.Success and var errno)
            return errno;
        var net = Sys.Net;
        errno = net.SetOption(Fd, SocketOption.ReuseAddress, 1).Error;
        if (errno == Errno.Success && (flags & FlagV6Only) != 0)
            errno = name.Address.IsV6 ? net.SetOption(Fd, SocketOption.V6Only, 1).Error : Errno.EINVAL;
        if (errno == Errno.Success && (flags & FlagReusePort) != 0)
            errno = net.SetOption(Fd, SocketOption.ReusePort, 1).Error;
        if (errno == Errno.Success)
            errno = net.Bind(Fd, name).Error;
        if (errno != Errno.EADDRINUSE)
            return errno;
        _delayed = errno;
        return Errno.Success;
    }

    public Errno Listen(nint wrapper, int backlog)
    {
        var errno = _delayed != Errno.Success ? _delayed : Prepare(wrapper, SocketKind.Tcp4);
        if (errno == Errno.Success)
            errno = Sys.Net.Listen(Fd, backlog).Error;
        if (errno == Errno.Success)
            BeginListening();
        return errno;
    }

    /// <summary>Begins to connect; where nobody listens is told by the request.</summary>
    public Errno Connect(nint wrapper, LoopRequest request, IpEndpoint name)
    {
        if (Connecting != null)
            return Errno.EALREADY;
        var errno = Prepare(wrapper, Kind(name.Address.IsV6));
        if (errno != Errno.Success)
            return errno;
        if (_delayed == Errno.Success)
            errno = Sys.Net.Connect(Fd, name).Error;
        if (errno is not (Errno.Success or Errno.EINPROGRESS or Errno.ECONNREFUSED))
            return errno;
        Connecting = request;
        if (errno == Errno.EINPROGRESS)
        {
            WaitForConnection();
            return Errno.Success;
        }
        CompleteConnectingLater(request, _delayed != Errno.Success ? _delayed : errno);
        return Errno.Success;
    }

    public Errno GetName(bool ofPeer, out IpEndpoint name)
    {
        name = default;
        if (_delayed != Errno.Success || Fd < 0)
            return _delayed != Errno.Success ? _delayed : Errno.EINVAL;
        return (ofPeer ? Sys.Net.GetPeerName(Fd) : Sys.Net.GetSockName(Fd)).IsError(out name, out var errno) ? errno : Errno.Success;
    }

    public Errno SetOption(SocketOption option, int value) => Fd < 0 ? Errno.EBADF : Sys.Net.SetOption(Fd, option, value).Error;

    /// <summary>The option's value, or libuv's error.</summary>
    public int GetOption(SocketOption option) => Fd < 0 ? Errors.ToUv(Errno.EBADF) : Sys.Net.GetOption(Fd, option).IsError(out var value, out var errno) ? Errors.ToUv(errno) : value;

    private static SocketKind Kind(bool isV6) => isV6 ? SocketKind.Tcp6 : SocketKind.Tcp4;
}
