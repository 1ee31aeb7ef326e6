using SecureExec.Abi;

namespace SecureExec.Kernel.Net;

/// <summary>What the host does on the machine's loopback interface: its sockets are like the guest's own and count as those do. The policy judges guests, not the host.</summary>
internal static class HostOperations
{
    /// <summary>A socket that is connected to a port, or still connects because the listener has no room yet. ECONNREFUSED when nothing listens there,
    /// EAGAIN when there are too many connections, ENFILE when there are too many sockets.</summary>
    public static SysResult<TcpSocket> Connect(NetStack stack, ushort port)
    {
        SysResult<TcpSocket> v4 = Connect(stack, SocketKind.Tcp4, new IpEndpoint(IpAddress.LoopbackV4, port));
        return v4.Error == Errno.ECONNREFUSED ? Connect(stack, SocketKind.Tcp6, new IpEndpoint(IpAddress.LoopbackV6, port)) : v4;
    }

    /// <summary>What listens on a port now; null and the callback is kept when nothing does. The callback runs on any thread.</summary>
    public static IpEndpoint? FindListener(NetStack stack, ushort port, Action whenListening)
    {
        lock (stack.Lock)
        {
            if (stack.Tcp.At(port).FirstOrDefault(holder => holder.IsListening) is { } listener)
            {
                return new IpEndpoint(listener.Address, listener.Port);
            }

            stack.Listeners.Add(port, whenListening);
            return null;
        }
    }

    /// <summary>Forgets a callback of <see cref="FindListener"/>.</summary>
    public static void ForgetListener(NetStack stack, ushort port, Action whenListening)
    {
        lock (stack.Lock)
        {
            stack.Listeners.Remove(port, whenListening);
        }
    }

    private static SysResult<TcpSocket> Connect(NetStack stack, SocketKind kind, IpEndpoint to)
    {
        if (!stack.Sockets.TryCharge(1))
        {
            return Errno.ENFILE;
        }

        var socket = new TcpSocket(stack, kind);
        Errno errno = TcpOperations.Connect(stack, socket, to);
        if (errno is Errno.Success or Errno.EINPROGRESS)
        {
            return socket;
        }

        socket.Abandon();
        return errno;
    }
}
