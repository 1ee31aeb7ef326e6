using SecureExec.Abi;

namespace SecureExec.Kernel.Net;

/// <summary>A TCP socket. Names are the ones its own family sees: an IPv6 socket sees IPv4 inside <c>::ffff:0:0/96</c>.</summary>
internal sealed class TcpSocket : StreamSocket
{
    /// <summary>Makes a fresh socket that counts already.</summary>
    public TcpSocket(NetStack stack, SocketKind kind)
        : base(stack, kind)
    {
    }

    /// <summary>Makes the socket of an accepted connection that counts already.</summary>
    public TcpSocket(NetStack stack, SocketKind kind, IncomingConnection connection)
        : base(stack, kind, connection.End)
    {
        Local = See(connection.Local!.Value);
        Peer = See(connection.Peer!.Value);
    }

    /// <summary>Its family.</summary>
    public bool IsV6 => Kind == SocketKind.Tcp6;

    /// <summary>Its hold on a port; null while it is not bound, and for accepted sockets.</summary>
    public PortHolder? Port { get; set; }

    /// <summary><c>getsockname(2)</c>; null while it has no name.</summary>
    public IpEndpoint? Local { get; set; }

    /// <summary><c>getpeername(2)</c>; null while it is not connected.</summary>
    public IpEndpoint? Peer { get; set; }

    /// <summary>A name as a socket of this family sees it.</summary>
    public IpEndpoint See(IpEndpoint name) => IsV6 ? name with { Address = name.Address.Mapped } : name with { Address = name.Address.Unmapped };

    /// <inheritdoc/>
    public override Errno SetOption(SocketOption option, int value)
    {
        lock (Stack.Lock)
        {
            return option == SocketOption.V6Only && (!IsV6 || Port is not null) ? Errno.EINVAL : Options.Set(option, value);
        }
    }

    /// <inheritdoc/>
    protected override void Unbind()
    {
        if (Port is { } port)
        {
            Stack.Tcp.Release(port);
            Port = null;
        }
    }
}
