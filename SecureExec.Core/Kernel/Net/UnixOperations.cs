using SecureExec.Abi;

namespace SecureExec.Kernel.Net;

/// <summary>What AF_UNIX sockets do, once names are resolved and the policy has said yes.</summary>
internal static class UnixOperations
{
    /// <summary>Bytes of a name, as in Linux's <c>sun_path</c> with its end marker.</summary>
    public const int MaxName = 107;

    /// <summary>Takes an abstract name. EINVAL when it is bound, EADDRINUSE.</summary>
    public static Errno BindAbstract(NetStack stack, UnixSocket socket, string name)
    {
        lock (stack.Lock)
        {
            if (socket.Name.Length > 0)
            {
                return Errno.EINVAL;
            }

            if (!stack.AbstractNames.TryAdd(name, socket))
            {
                return Errno.EADDRINUSE;
            }

            socket.Name = name;
            return Errno.Success;
        }
    }

    /// <summary><c>listen(2)</c>. EINVAL when it has no name.</summary>
    public static Errno Listen(NetStack stack, UnixSocket socket, int backlog)
    {
        lock (stack.Lock)
        {
            if (socket.Name.Length == 0 || socket.End is not null)
            {
                return Errno.EINVAL;
            }

            socket.BeginListening(backlog);
            return Errno.Success;
        }
    }

    /// <summary><c>accept(2)</c>. EAGAIN, EINVAL, ENFILE.</summary>
    public static SysResult<UnixSocket> Accept(NetStack stack, UnixSocket socket)
    {
        lock (stack.Lock)
        {
            if (socket.TakeIncoming().IsError(out IncomingConnection connection, out Errno errno))
            {
                return errno;
            }

            return new UnixSocket(stack, connection.End) { PeerName = socket.Name };
        }
    }

    /// <summary><c>connect(2)</c>. ECONNREFUSED when nobody listens, EAGAIN when as many wait as may, EISCONN.</summary>
    public static Errno Connect(NetStack stack, UnixSocket socket, UnixSocket? listener)
    {
        var wakeups = default(Wakeups);
        lock (stack.Lock)
        {
            if (socket.End is not null || socket.Backlog is not null)
            {
                return Errno.EISCONN;
            }

            if (listener?.Backlog is not { } backlog)
            {
                return Errno.ECONNREFUSED;
            }

            if (backlog.IsFull || !stack.Connections.TryCharge(1))
            {
                return Errno.EAGAIN;
            }

            (LoopbackEnd near, LoopbackEnd far) = LoopbackEnd.Create(
                isTcp: false, stack.Limits.MaxSocketBufferBytes, () => stack.Connections.Release(1));
            backlog.Add(new IncomingConnection(far, null, null));
            socket.PeerName = listener.Name;
            socket.Establish(near, ref wakeups);
            listener.WakeAcceptors(ref wakeups);
        }

        wakeups.Run();
        return Errno.Success;
    }
}
