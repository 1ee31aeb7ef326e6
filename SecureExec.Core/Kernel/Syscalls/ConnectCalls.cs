using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Permissions;

namespace SecureExec.Kernel;

/// <summary><c>connect(2)</c> to an address, or of a UDP socket with null away from it. As sockets never block, EINPROGRESS says that it goes on; SO_ERROR tells how
/// it ended once the socket is writable. The wildcard means the loopback address. EACCES, ECONNREFUSED, ENETUNREACH, EISCONN, EALREADY, EAGAIN, EAFNOSUPPORT.</summary>
internal readonly struct ConnectCall(int fd, IpEndpoint? peer) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Connect;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (SocketArgument.Find(caller, fd, out KernelSocket socket) is not Errno.Success and var errno)
        {
            return errno;
        }

        if (peer is null && socket is UdpSocket connected)
        {
            return SocketArgument.Done(UdpOperations.Connect(kernel.Net, connected, null));
        }

        if (peer is not { } name || socket is UnixSocket)
        {
            return Errno.EINVAL;
        }

        if (Destination.Of(socket, name).IsError(out IpEndpoint destination, out errno))
        {
            return errno;
        }

        errno = Destination.Check(kernel, caller, socket, destination);
        if (errno != Errno.Success)
        {
            return errno;
        }

        return SocketArgument.Done(socket switch
        {
            UdpSocket udp => UdpOperations.Connect(kernel.Net, udp, destination),
            TcpSocket tcp when destination.Address.IsLoopback && !TcpOperations.LeadsOut(kernel.Net, destination) => TcpOperations.Connect(kernel.Net, tcp, destination),
            TcpSocket when destination.Address.IsMulticast || destination.Address.IsBroadcast => Errno.ENETUNREACH,
            TcpSocket tcp => TcpOperations.ConnectOutside(kernel.Net, tcp, destination),
            _ => Errno.EINVAL,
        });
    }
}

/// <summary><c>sendto(2)</c>; without a destination to where the socket is connected. EDESTADDRREQ, EMSGSIZE, EACCES, EISCONN.</summary>
internal readonly ref struct SendToCall(int fd, ReadOnlySpan<byte> data, IpEndpoint? to) : ISyscall<int>
{
    private readonly ReadOnlySpan<byte> _data = data;

    public static Syscall Number => Syscall.SendTo;

    public SysResult<int> Execute(VirtualKernel kernel, Caller caller)
    {
        if (SocketArgument.Find(caller, fd, out KernelSocket found) is not Errno.Success and var errno)
        {
            return errno;
        }

        if (found is not UdpSocket socket)
        {
            return Errno.EOPNOTSUPP;
        }

        if (socket.TakeError() is not Errno.Success and var pending)
        {
            return pending;
        }

        if ((to ?? socket.Peer) is not { } name)
        {
            return Errno.EDESTADDRREQ;
        }

        if (Destination.Of(socket, name).IsError(out IpEndpoint destination, out errno))
        {
            return errno;
        }

        errno = Destination.Check(kernel, caller, socket, destination);
        SysResult<int> sent = errno != Errno.Success ? errno : UdpOperations.Send(kernel.Net, socket, destination, _data);
        if (sent.Ok)
        {
            caller.Process?.Usage.CountWritten(sent.Value);
        }

        return sent;
    }
}

/// <summary><c>recvmsg(2)</c> of a UDP socket. EAGAIN, ECONNREFUSED, EOPNOTSUPP.</summary>
internal readonly ref struct RecvFromCall(int fd, Span<byte> buffer) : ISyscall<ReceivedDatagram>
{
    private readonly Span<byte> _buffer = buffer;

    public static Syscall Number => Syscall.RecvFrom;

    public SysResult<ReceivedDatagram> Execute(VirtualKernel kernel, Caller caller)
    {
        if (SocketArgument.Find(caller, fd, out KernelSocket found) is not Errno.Success and var errno)
        {
            return errno;
        }

        SysResult<ReceivedDatagram> received = found is UdpSocket socket ? socket.Receive(_buffer) : Errno.EOPNOTSUPP;
        if (received.Ok)
        {
            caller.Process?.Usage.CountRead(received.Value.Length);
        }

        return received;
    }
}

/// <summary>Joins or leaves a multicast group, of all sources or of one. EINVAL, ENODEV for another interface, EADDRINUSE, EADDRNOTAVAIL, ENOBUFS.</summary>
internal readonly struct MembershipCall(int fd, IpAddress group, IpAddress? source, IpAddress? device, bool join) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Membership;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (SocketArgument.Find(caller, fd, out KernelSocket found) is not Errno.Success and var errno)
        {
            return errno;
        }

        if (found is not UdpSocket socket)
        {
            return Errno.EOPNOTSUPP;
        }

        if (device is { IsAny: false, IsLoopback: false } || source is { IsAny: true })
        {
            return source is { IsAny: true } ? Errno.EINVAL : Errno.ENODEV;
        }

        return SocketArgument.Done(UdpOperations.SetMembership(kernel.Net, socket, group, source ?? (group.IsV6 ? IpAddress.AnyV6 : IpAddress.AnyV4), join));
    }
}
