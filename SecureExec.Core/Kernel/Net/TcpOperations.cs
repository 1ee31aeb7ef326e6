using SecureExec.Abi;

namespace SecureExec.Kernel.Net;

/// <summary>What TCP sockets do on the loopback interface, once the policy has said yes.</summary>
internal static class TcpOperations
{
    /// <summary><c>bind(2)</c>; port 0 takes a free one. EINVAL when it is bound, EADDRINUSE, EADDRNOTAVAIL.</summary>
    public static Errno Bind(NetStack stack, TcpSocket socket, IpEndpoint name)
    {
        lock (stack.Lock)
        {
            return socket.Port is not null || socket.End is not null || socket.IsConnecting ? Errno.EINVAL : Take(stack, socket, name);
        }
    }

    /// <summary><c>listen(2)</c>. EADDRINUSE, EINVAL.</summary>
    public static Errno Listen(NetStack stack, TcpSocket socket, int backlog)
    {
        var wakeups = default(Wakeups);
        Errno errno;
        lock (stack.Lock)
        {
            errno = socket.End is not null || socket.IsConnecting ? Errno.EINVAL : ListenLocked(stack, socket, backlog, ref wakeups);
        }

        wakeups.Run();
        return errno;
    }

    /// <summary><c>accept(2)</c>. EAGAIN when nothing waits, EINVAL when it does not listen, ENFILE when there are too many sockets.</summary>
    public static SysResult<TcpSocket> Accept(NetStack stack, TcpSocket socket)
    {
        var wakeups = default(Wakeups);
        TcpSocket accepted;
        lock (stack.Lock)
        {
            if (socket.TakeIncoming().IsError(out IncomingConnection connection, out Errno errno))
            {
                return errno;
            }

            accepted = new TcpSocket(stack, socket.Kind, connection);
            if (socket.Backlog!.NextWaiting() is TcpSocket next)
            {
                Establish(stack, next, socket, ref wakeups);
            }
        }

        wakeups.Run();
        return accepted;
    }

    /// <summary><c>connect(2)</c> to the loopback interface: at once, or EINPROGRESS while the listener has no room. ECONNREFUSED, EISCONN, EALREADY, EAGAIN
    /// when there are too many connections, EADDRNOTAVAIL.</summary>
    /// <param name="stack">The network.</param>
    /// <param name="socket">The socket that connects.</param>
    /// <param name="destination">A loopback address, IPv4 inside IPv6 taken out.</param>
    public static Errno Connect(NetStack stack, TcpSocket socket, IpEndpoint destination)
    {
        var wakeups = default(Wakeups);
        Errno errno;
        lock (stack.Lock)
        {
            errno = CheckFresh(socket);
            if (errno == Errno.Success)
            {
                errno = ConnectLocked(stack, socket, destination, ref wakeups);
            }
        }

        wakeups.Run();
        return errno;
    }

    /// <summary>Whether a loopback address means the host's: its port is exempt, and nobody listens on it here.</summary>
    public static bool LeadsOut(NetStack stack, IpEndpoint destination)
    {
        if (stack.Egress is null || !stack.ExemptPorts.Contains(destination.Port))
        {
            return false;
        }

        lock (stack.Lock)
        {
            return stack.Tcp.Find(destination, h => h.IsListening) is null;
        }
    }

    /// <summary><c>connect(2)</c> to the outside: EINPROGRESS. ENETUNREACH when there is no way out.</summary>
    public static Errno ConnectOutside(NetStack stack, TcpSocket socket, IpEndpoint destination)
    {
        if (stack.Egress is not { } egress)
        {
            return Errno.ENETUNREACH;
        }

        EgressEnd end;
        lock (stack.Lock)
        {
            Errno errno = CheckFresh(socket);
            if (errno != Errno.Success)
            {
                return errno;
            }

            if (!stack.Connections.TryCharge(1))
            {
                return Errno.EAGAIN;
            }

            end = new EgressEnd(stack, socket, destination);
            socket.BeginConnecting(end);
        }

        end.Open(egress);
        return Errno.EINPROGRESS;
    }

    private static Errno ListenLocked(NetStack stack, TcpSocket socket, int backlog, ref Wakeups wakeups)
    {
        Errno errno = socket.Port is null ? Take(stack, socket, new IpEndpoint(socket.IsV6 ? IpAddress.AnyV6 : default, 0)) : Errno.Success;
        if (errno == Errno.Success && socket.Backlog is null)
        {
            errno = stack.Tcp.Listen(socket.Port!);
        }

        if (errno == Errno.Success)
        {
            socket.BeginListening(backlog);
            stack.Listeners.Take(socket.Port!.Port, ref wakeups);
        }

        return errno;
    }

    private static Errno CheckFresh(TcpSocket socket) =>
        socket.End is not null || socket.Backlog is not null ? Errno.EISCONN : socket.IsConnecting ? Errno.EALREADY : Errno.Success;

    private static Errno ConnectLocked(NetStack stack, TcpSocket socket, IpEndpoint destination, ref Wakeups wakeups)
    {
        if (stack.Tcp.Find(destination, h => h.IsListening)?.Socket is not TcpSocket listener)
        {
            return Errno.ECONNREFUSED;
        }

        IpAddress source = destination.Address.IsV6 ? IpAddress.LoopbackV6 : IpAddress.LoopbackV4;
        Errno errno = socket.Port is null ? Take(stack, socket, new IpEndpoint(socket.IsV6 ? source.Mapped : source, 0)) : Errno.Success;
        if (errno != Errno.Success)
        {
            return errno == Errno.EADDRINUSE ? Errno.EADDRNOTAVAIL : errno;
        }

        if (socket.Port!.Address.IsAny)
        {
            socket.Local = socket.See(new IpEndpoint(source, socket.Port.Port));
        }

        socket.Peer = socket.See(destination);
        if (listener.Backlog!.IsFull)
        {
            listener.Backlog.Wait(socket);
            socket.WaitsFor = listener;
            socket.BeginConnecting();
            return Errno.EINPROGRESS;
        }

        return Establish(stack, socket, listener, ref wakeups);
    }

    private static Errno Establish(NetStack stack, TcpSocket client, TcpSocket listener, ref Wakeups wakeups)
    {
        if (!stack.Connections.TryCharge(1))
        {
            client.FailConnecting(Errno.EAGAIN, ref wakeups);
            _ = client.TakeError();
            return Errno.EAGAIN;
        }

        (LoopbackEnd near, LoopbackEnd far) = LoopbackEnd.Create(isTcp: true, stack.Limits.MaxSocketBufferBytes, () => stack.Connections.Release(1));
        listener.Backlog!.Add(new IncomingConnection(far, client.Peer, client.Local));
        client.Establish(near, ref wakeups);
        listener.WakeAcceptors(ref wakeups);
        return Errno.Success;
    }

    private static Errno Take(NetStack stack, TcpSocket socket, IpEndpoint name)
    {
        if (!name.Address.IsLoopback && !name.Address.IsAny)
        {
            return Errno.EADDRNOTAVAIL;
        }

        bool isV6Only = socket.Options.Has(SocketOption.V6Only);
        if (isV6Only && name.Address.IsMapped)
        {
            return Errno.EINVAL;
        }

        var holder = new PortHolder(socket, name.Address.Unmapped, isDual: socket.IsV6 && name.Address.IsAny && !isV6Only);
        Errno errno = stack.Tcp.Take(holder, name.Port);
        if (errno == Errno.Success)
        {
            socket.Port = holder;
            socket.Local = name with { Port = holder.Port };
        }

        return errno;
    }
}
