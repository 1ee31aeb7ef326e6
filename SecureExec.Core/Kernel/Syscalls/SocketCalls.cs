using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Permissions;

namespace SecureExec.Kernel;

/// <summary><c>socket(2)</c>. ENFILE when there are too many sockets, EMFILE.</summary>
internal readonly struct SocketCall(SocketKind kind) : ISyscall<int>
{
    public static Syscall Number => Syscall.Socket;

    public SysResult<int> Execute(VirtualKernel kernel, Caller caller)
    {
        if (!Enum.IsDefined(kind))
        {
            return Errno.EAFNOSUPPORT;
        }

        if (!kernel.Net.Sockets.TryCharge(1))
        {
            return Errno.ENFILE;
        }

        return caller.Fds.Add(kind switch
        {
            SocketKind.Tcp4 or SocketKind.Tcp6 => new TcpSocket(kernel.Net, kind),
            SocketKind.Udp4 or SocketKind.Udp6 => new UdpSocket(kernel.Net, kind),
            _ => new UnixSocket(kernel.Net),
        });
    }
}

/// <summary><c>bind(2)</c> to an address. Ports below 1024 are root's (EACCES). A UDP socket receives from then on, so <c>listen</c> is asked for it here; a TCP
/// socket does with <see cref="ListenCall"/>. EINVAL, EADDRINUSE, EADDRNOTAVAIL, EAFNOSUPPORT.</summary>
internal readonly struct BindCall(int fd, IpEndpoint name) : ISyscall<Unit>
{
    private const int FirstUnprivileged = 1024;

    public static Syscall Number => Syscall.Bind;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (SocketArgument.Find(caller, fd, out KernelSocket socket) is not Errno.Success and var errno)
        {
            return errno;
        }

        if (socket is UnixSocket || name.Address.IsV6 != socket.Kind is SocketKind.Tcp6 or SocketKind.Udp6)
        {
            return socket is UnixSocket ? Errno.EINVAL : Errno.EAFNOSUPPORT;
        }

        if (name.Port is > 0 and < FirstUnprivileged && !caller.IsRoot)
        {
            return Errno.EACCES;
        }

        if (socket is TcpSocket tcp)
        {
            return SocketArgument.Done(TcpOperations.Bind(kernel.Net, tcp, name));
        }

        var seen = name with { Address = name.Address.Unmapped };
        errno = kernel.Policy.CheckNetwork(NetworkAccess.Listen, NetworkResource.OfListener("udp", seen), caller);
        return errno != Errno.Success ? errno : SocketArgument.Done(UdpOperations.Bind(kernel.Net, (UdpSocket)socket, name));
    }
}

/// <summary><c>listen(2)</c>; the policy judges the name it is bound to. EADDRINUSE, EINVAL, EOPNOTSUPP.</summary>
internal readonly struct ListenCall(int fd, int backlog) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Listen;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (SocketArgument.Find(caller, fd, out KernelSocket socket) is not Errno.Success and var errno)
        {
            return errno;
        }

        switch (socket)
        {
            case UnixSocket unix:
                return SocketArgument.Done(UnixOperations.Listen(kernel.Net, unix, backlog));
            case TcpSocket tcp:
                if (tcp.Local is null)
                {
                    errno = TcpOperations.Bind(kernel.Net, tcp, new IpEndpoint(tcp.IsV6 ? IpAddress.AnyV6 : IpAddress.AnyV4, 0));
                    if (errno != Errno.Success)
                    {
                        return errno;
                    }
                }

                IpEndpoint bound = tcp.Local!.Value;
                bound = bound with { Address = bound.Address.Unmapped };
                errno = kernel.Policy.CheckNetwork(NetworkAccess.Listen, NetworkResource.OfListener("tcp", bound), caller);
                return errno != Errno.Success ? errno : SocketArgument.Done(TcpOperations.Listen(kernel.Net, tcp, backlog));
            default:
                return Errno.EOPNOTSUPP;
        }
    }
}

/// <summary><c>accept(2)</c>: the descriptor of the connection that has waited longest. EAGAIN, EINVAL, EMFILE, ENFILE, EOPNOTSUPP.</summary>
internal readonly struct AcceptCall(int fd) : ISyscall<int>
{
    public static Syscall Number => Syscall.Accept;

    public SysResult<int> Execute(VirtualKernel kernel, Caller caller)
    {
        if (SocketArgument.Find(caller, fd, out KernelSocket socket) is not Errno.Success and var errno)
        {
            return errno;
        }

        KernelSocket? accepted = null;
        switch (socket)
        {
            case TcpSocket tcp:
                TcpOperations.Accept(kernel.Net, tcp).IsError(out TcpSocket? connected, out errno);
                accepted = connected;
                break;
            case UnixSocket unix:
                UnixOperations.Accept(kernel.Net, unix).IsError(out UnixSocket? joined, out errno);
                accepted = joined;
                break;
            default:
                errno = Errno.EOPNOTSUPP;
                break;
        }

        return errno != Errno.Success ? errno : caller.Fds.Add(accepted!);
    }
}

/// <summary><c>shutdown(2)</c>. ENOTCONN, EOPNOTSUPP.</summary>
internal readonly struct ShutdownCall(int fd, bool read, bool write) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Shutdown;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        Errno errno = SocketArgument.Find(caller, fd, out KernelSocket socket);
        return SocketArgument.Done(errno != Errno.Success ? errno : socket is StreamSocket stream ? stream.Shutdown(read, write) : Errno.EOPNOTSUPP);
    }
}

/// <summary><c>getsockname(2)</c> of a TCP or UDP socket; the wildcard with port 0 while it has no name. EOPNOTSUPP for AF_UNIX.</summary>
internal readonly struct GetSockNameCall(int fd) : ISyscall<IpEndpoint>
{
    public static Syscall Number => Syscall.GetSockName;

    public SysResult<IpEndpoint> Execute(VirtualKernel kernel, Caller caller)
    {
        if (SocketArgument.Find(caller, fd, out KernelSocket socket) is not Errno.Success and var errno)
        {
            return errno;
        }

        lock (kernel.Net.Lock)
        {
            return socket switch
            {
                TcpSocket tcp => tcp.Local ?? new IpEndpoint(tcp.IsV6 ? IpAddress.AnyV6 : IpAddress.AnyV4, 0),
                UdpSocket udp => udp.Local ?? new IpEndpoint(udp.IsV6 ? IpAddress.AnyV6 : IpAddress.AnyV4, 0),
                _ => Errno.EOPNOTSUPP,
            };
        }
    }
}

/// <summary><c>getpeername(2)</c> of a TCP or UDP socket. ENOTCONN, EOPNOTSUPP.</summary>
internal readonly struct GetPeerNameCall(int fd) : ISyscall<IpEndpoint>
{
    public static Syscall Number => Syscall.GetPeerName;

    public SysResult<IpEndpoint> Execute(VirtualKernel kernel, Caller caller)
    {
        if (SocketArgument.Find(caller, fd, out KernelSocket socket) is not Errno.Success and var errno)
        {
            return errno;
        }

        lock (kernel.Net.Lock)
        {
            IpEndpoint? peer = socket switch
            {
                TcpSocket { End: not null } tcp => tcp.Peer,
                UdpSocket udp => udp.Peer,
                _ => null,
            };
            return socket is UnixSocket ? Errno.EOPNOTSUPP : peer is { } name ? name : Errno.ENOTCONN;
        }
    }
}

/// <summary><c>setsockopt(2)</c>. EINVAL, ENOPROTOOPT.</summary>
internal readonly struct SetSockOptCall(int fd, SocketOption option, int value) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.SetSockOpt;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        Errno errno = SocketArgument.Find(caller, fd, out KernelSocket socket);
        return SocketArgument.Done(errno != Errno.Success ? errno : socket.SetOption(option, value));
    }
}

/// <summary><c>getsockopt(2)</c>. ENOPROTOOPT.</summary>
internal readonly struct GetSockOptCall(int fd, SocketOption option) : ISyscall<int>
{
    public static Syscall Number => Syscall.GetSockOpt;

    public SysResult<int> Execute(VirtualKernel kernel, Caller caller)
    {
        if (SocketArgument.Find(caller, fd, out KernelSocket socket) is not Errno.Success and var errno)
        {
            return errno;
        }

        return option switch
        {
            SocketOption.Error => (int)socket.TakeError(),
            SocketOption.Kind => (int)socket.Kind,
            > SocketOption.Error and < SocketOption.Kind => socket.Options[option],
            _ => Errno.ENOPROTOOPT,
        };
    }
}
