using SecureExec.Abi;

namespace SecureExec.Kernel.Net;

/// <summary>A stream socket of AF_UNIX: its name is a socket in the file system, or an abstract one.</summary>
internal sealed class UnixSocket : StreamSocket
{
    /// <summary>Bytes that wait in each direction of a pair, as in a pipe of Linux.</summary>
    public const int PairCapacity = 64 * 1024;

    /// <summary>Makes a fresh socket, or with an end an accepted one; it counts already.</summary>
    public UnixSocket(NetStack stack, StreamEnd? end = null)
        : base(stack, SocketKind.UnixStream, end)
    {
    }

    private UnixSocket(NetStack stack, StreamEnd end, OpenFlags flags)
        : base(stack, SocketKind.UnixStream, end, flags)
    {
    }

    /// <summary><c>socketpair(2)</c>: two connected sockets without names, on which calls may wait. ENFILE.</summary>
    public static SysResult<(UnixSocket First, UnixSocket Second)> Pair(NetStack stack)
    {
        if (!stack.Pipes.TryCharge(1))
        {
            return Errno.ENFILE;
        }

        if (!stack.Sockets.TryCharge(2))
        {
            stack.Pipes.Release(1);
            return Errno.ENFILE;
        }

        (LoopbackEnd first, LoopbackEnd second) = LoopbackEnd.Create(
            isTcp: false, Math.Min(PairCapacity, stack.Limits.MaxSocketBufferBytes), () => stack.Pipes.Release(1));
        return (new UnixSocket(stack, first, OpenFlags.O_RDWR), new UnixSocket(stack, second, OpenFlags.O_RDWR));
    }

    /// <summary>The name it is bound to: a path as it was given, or after a zero character an abstract name. Empty while it has none.</summary>
    public string Name { get; set; } = "";

    /// <summary>The name of the socket it connected to, or was accepted by. Empty while there is none.</summary>
    public string PeerName { get; set; } = "";

    /// <inheritdoc/>
    protected override void Unbind()
    {
        if (Name is ['\0', ..])
        {
            Stack.AbstractNames.Remove(Name);
        }
    }
}
