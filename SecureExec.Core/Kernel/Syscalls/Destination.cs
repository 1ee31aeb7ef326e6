using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Permissions;

namespace SecureExec.Kernel;

/// <summary>Resolving and checking where a socket connects or sends to.</summary>
internal static class Destination
{
    /// <summary>The place that a name means for a socket: IPv4 inside IPv6 taken out, the loopback address for a wildcard. EAFNOSUPPORT, ENETUNREACH for IPv4
    /// over a socket that is for IPv6 only.</summary>
    public static SysResult<IpEndpoint> Of(KernelSocket socket, IpEndpoint name)
    {
        bool isV6 = socket.Kind is SocketKind.Tcp6 or SocketKind.Udp6;
        if (name.Address.IsV6 != isV6)
        {
            return Errno.EAFNOSUPPORT;
        }

        if (name.Address.IsMapped && socket.Options.Has(SocketOption.V6Only))
        {
            return Errno.ENETUNREACH;
        }

        IpAddress address = name.Address.Unmapped;
        return name with { Address = !address.IsAny ? address : address.IsV6 ? IpAddress.LoopbackV6 : IpAddress.LoopbackV4 };
    }

    /// <summary>Asks the policy by all names of the place. EACCES.</summary>
    public static Errno Check(VirtualKernel kernel, Caller caller, KernelSocket socket, IpEndpoint destination)
    {
        string protocol = socket is UdpSocket ? "udp" : "tcp";
        IReadOnlyList<string> resolved = destination.Address.IsLoopback ? [] : kernel.Net.Names.Of(destination.Address);
        return kernel.Policy.CheckNetwork(NetworkAccess.Connect, NetworkResource.OfDestination(protocol, destination, resolved), caller);
    }
}
