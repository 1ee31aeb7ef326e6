using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native side of a <c>TCP</c> object, with libuv's habits: a name that is taken is told by the next call, not by <c>bind</c>.</summary>
internal sealed unsafe class TcpHandle(Realm realm, bool isServer) : StreamHandle(realm)
{
    /// <summary>What the constructor takes: a connection, or a server.</summary>
    public const int Socket = 0, Server = 1;

    private const int FlagV6Only = 1, FlagReusePort = 2;

    private Errno _delayed;

    protected override string ResourceName => isServer ? "TCPServerWrap" : "TCPSocketWrap";

    public Errno Bind(nint wrapper, IpEndpoint name, int flags)
    {
        if (Prepare(wrapper, name.Address.IsV6) is not Errno.Success and var errno)
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
        var errno = _delayed != Errno.Success ? _delayed : Prepare(wrapper, isV6: false);
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
        var errno = Prepare(wrapper, name.Address.IsV6);
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
        SetActive(true);
        var outcome = _delayed != Errno.Success ? _delayed : errno;
        Realm.Guest.Loop.PostCalls(() =>
        {
            if (Connecting == request && !IsClosing)
                CompleteConnecting(request, outcome);
        });
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

    protected override void OnAcceptable()
    {
        while (!IsClosing && !Realm.Guest.Loop.Stopped)
        {
            var accepted = Sys.Net.Accept(Fd);
            if (accepted.Error is Errno.EAGAIN or Errno.ECONNABORTED)
                return;
            var iso = Realm.Isolate;
            var client = accepted.Ok ? NewClient(accepted.Value) : V8.Undefined(iso);
            if (client == 0)
                return;
            Call(V8.Name(iso, "onconnection"), V8.Int(iso, Errors.ToUv(accepted.Error)), client);
            if (!accepted.Ok)
                return;
        }
    }

    private nint NewClient(int fd)
    {
        var (iso, template) = (Realm.Isolate, Realm.State<StreamState>().TcpTemplate);
        using var trigger = new TriggerScope(Realm, Object);
        var kind = V8.Int(iso, Socket);
        var made = V8Api.FunctionNewInstance(V8Api.FunctionTemplateGetFunction(template, Realm.Context), Realm.Context, 1, &kind);
        if (made != 0 && Realm.Unwrap<TcpHandle>(made) is { } handle)
            handle.Open(made, fd);
        else
            Sys.Close(fd);
        return made;
    }

    private Errno Prepare(nint wrapper, bool isV6)
    {
        if (IsClosing)
            return Errno.EBADF;
        if (Fd >= 0)
            return Errno.Success;
        if (Sys.Net.Socket(isV6 ? SocketKind.Tcp6 : SocketKind.Tcp4).IsError(out var fd, out var errno))
            return errno;
        return Open(wrapper, fd);
    }
}
