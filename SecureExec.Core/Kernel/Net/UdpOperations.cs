using SecureExec.Abi;

namespace SecureExec.Kernel.Net;

/// <summary>What UDP sockets do, once the policy has said yes.</summary>
internal static class UdpOperations
{
    /// <summary><c>bind(2)</c>; port 0 takes a free one. EINVAL when it is bound, EADDRINUSE, EADDRNOTAVAIL.</summary>
    public static Errno Bind(NetStack stack, UdpSocket socket, IpEndpoint name)
    {
        IpAddress address = name.Address;
        if (!address.IsLoopback && !address.IsAny && !address.IsMulticast)
        {
            return Errno.EADDRNOTAVAIL;
        }

        lock (stack.Lock)
        {
            return socket.Port is not null || (address.IsMapped && socket.Options.Has(SocketOption.V6Only)) ? Errno.EINVAL : socket.Take(name);
        }
    }

    /// <summary><c>connect(2)</c>: where it sends to and alone takes from; null takes that back (ENOTCONN).</summary>
    public static Errno Connect(NetStack stack, UdpSocket socket, IpEndpoint? peer)
    {
        lock (stack.Lock)
        {
            if (peer is null)
            {
                if (socket.Peer is null)
                {
                    return Errno.ENOTCONN;
                }

                socket.Peer = null;
                return Errno.Success;
            }

            Errno errno = EnsureBound(socket);
            if (errno == Errno.Success)
            {
                socket.Peer = socket.See(peer.Value);
            }

            return errno;
        }
    }

    /// <summary>Sends to a place the policy permits. EMSGSIZE, EINVAL, EACCES for the broadcast address without SO_BROADCAST, ENETUNREACH.</summary>
    /// <param name="stack">The network.</param>
    /// <param name="socket">The sender.</param>
    /// <param name="destination">Where to, IPv4 inside IPv6 taken out, not the wildcard.</param>
    /// <param name="data">The datagram.</param>
    public static SysResult<int> Send(NetStack stack, UdpSocket socket, IpEndpoint destination, ReadOnlySpan<byte> data)
    {
        if (data.Length > UdpSocket.MaxDatagram)
        {
            return Errno.EMSGSIZE;
        }

        if (destination.Port == 0)
        {
            return Errno.EINVAL;
        }

        Errno errno;
        List<UdpSocket> receivers = [];
        IpEndpoint from;
        bool isConnected;
        lock (stack.Lock)
        {
            errno = EnsureBound(socket);
            from = new IpEndpoint(SourceOf(socket, destination.Address), socket.Port?.Port ?? 0);
            isConnected = socket.Peer is not null;
            if (errno == Errno.Success)
            {
                FindReceivers(stack, socket, from, destination, receivers);
            }
        }

        if (errno != Errno.Success)
        {
            return errno;
        }

        if (destination.Address.IsBroadcast)
        {
            // The loopback interface has no broadcast address.
            return socket.Options.Has(SocketOption.Broadcast) ? Errno.ENETUNREACH : Errno.EACCES;
        }

        bool leadsOut = destination.Address.IsLoopback && receivers.Count == 0 && stack.Egress is not null && stack.ExemptPorts.Contains(destination.Port);
        if (leadsOut || (!destination.Address.IsLoopback && !destination.Address.IsMulticast))
        {
            return SendOutside(stack, socket, destination, data);
        }

        foreach (UdpSocket receiver in receivers)
        {
            receiver.Deliver(from, data);
        }

        if (receivers.Count == 0 && isConnected && !destination.Address.IsMulticast)
        {
            socket.Refuse();
        }

        return data.Length;
    }

    /// <summary>Joins or leaves a group on the loopback interface. EINVAL when it is none, EADDRINUSE, EADDRNOTAVAIL, ENOBUFS.</summary>
    /// <param name="stack">The network.</param>
    /// <param name="socket">The member.</param>
    /// <param name="group">The group.</param>
    /// <param name="source">The one source to take from; the wildcard for all.</param>
    /// <param name="join">Joins, or leaves.</param>
    public static Errno SetMembership(NetStack stack, UdpSocket socket, IpAddress group, IpAddress source, bool join)
    {
        if (!group.IsMulticast || group.IsV6 != socket.IsV6)
        {
            return Errno.EINVAL;
        }

        lock (stack.Lock)
        {
            return join ? socket.Join(group, source) : socket.Leave(group, source);
        }
    }

    private static Errno EnsureBound(UdpSocket socket)
    {
        Errno errno = socket.Port is null ? socket.Take(new IpEndpoint(socket.IsV6 ? IpAddress.AnyV6 : default, 0)) : Errno.Success;
        return errno == Errno.EADDRINUSE ? Errno.EAGAIN : errno;
    }

    private static IpAddress SourceOf(UdpSocket socket, IpAddress destination)
    {
        IpAddress bound = socket.Port?.Address ?? default;
        return bound.IsAny || bound.IsMulticast ? destination.IsV6 ? IpAddress.LoopbackV6 : IpAddress.LoopbackV4 : bound;
    }

    private static void FindReceivers(NetStack stack, UdpSocket sender, IpEndpoint from, IpEndpoint destination, List<UdpSocket> receivers)
    {
        if (destination.Address.IsMulticast)
        {
            if (sender.Options.Has(SocketOption.MulticastLoop))
            {
                receivers.AddRange(stack.Udp.At(destination.Port).Select(h => (UdpSocket)h.Socket).Where(s => IsMember(s, from, destination)));
            }
        }
        else if (destination.Address.IsLoopback)
        {
            PortHolder? found = stack.Udp.Find(destination, h => IsPeer(h, from)) ?? stack.Udp.Find(destination, h => ((UdpSocket)h.Socket).Peer is null);
            if (found is not null)
            {
                receivers.Add((UdpSocket)found.Socket);
            }
        }
    }

    private static bool IsPeer(PortHolder holder, IpEndpoint from) => holder.Socket is UdpSocket { Peer: { } peer } socket && peer == socket.See(from);

    private static bool IsMember(UdpSocket socket, IpEndpoint from, IpEndpoint destination)
    {
        PortHolder port = socket.Port!;
        return (port.Address.IsAny || port.Address == destination.Address)
            && (socket.Peer is not { } peer || peer == socket.See(from))
            && socket.Memberships.Any(m => m.Group == destination.Address && (m.Source.IsAny || m.Source == from.Address));
    }

    private static SysResult<int> SendOutside(NetStack stack, UdpSocket socket, IpEndpoint destination, ReadOnlySpan<byte> data)
    {
        if (stack.Egress is not { } egress)
        {
            return Errno.ENETUNREACH;
        }

        if (socket.GetOutside(() => egress.OpenDatagrams(socket.IsV6, socket)).IsError(out IEgressDatagrams? outside, out Errno errno))
        {
            return errno;
        }

        return outside.Send(destination, data).IsError(out _, out errno) ? errno : data.Length;
    }
}
