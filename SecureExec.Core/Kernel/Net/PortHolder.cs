namespace SecureExec.Kernel.Net;

/// <summary>A socket's hold on a port.</summary>
/// <param name="socket">The socket.</param>
/// <param name="address">What it is bound to, IPv4 inside IPv6 already taken out.</param>
/// <param name="isDual">The wildcard of IPv6 that takes IPv4 as well.</param>
internal sealed class PortHolder(KernelSocket socket, IpAddress address, bool isDual)
{
    /// <summary>The socket.</summary>
    public KernelSocket Socket { get; } = socket;

    /// <summary>What it is bound to.</summary>
    public IpAddress Address { get; } = address;

    /// <summary>The wildcard of IPv6 that takes IPv4 as well.</summary>
    public bool IsDual { get; } = isDual;

    /// <summary>The port.</summary>
    public ushort Port { get; set; }

    /// <summary>A TCP socket that listens.</summary>
    public bool IsListening { get; set; }

    /// <summary>How well it fits a destination: 0 not at all, then the wildcard of IPv6, the family's own, the very address.</summary>
    public int Fit(IpAddress destination)
    {
        if (Address == destination)
        {
            return 3;
        }

        return !Address.IsAny ? 0 : Address.IsV6 == destination.IsV6 ? 2 : IsDual ? 1 : 0;
    }

    /// <summary>Some destination fits both.</summary>
    public bool Overlaps(PortHolder other) => Address.IsV6 == other.Address.IsV6
        ? Address == other.Address || Address.IsAny || other.Address.IsAny
        : IsDual || other.IsDual;

    /// <summary>Both may hold the same port.</summary>
    public bool MayShareWith(PortHolder other) =>
        (Both(other, SocketOption.ReuseAddress) && !other.IsListening && !IsListening) || Both(other, SocketOption.ReusePort);

    private bool Both(PortHolder other, SocketOption option) => Socket.Options.Has(option) && other.Socket.Options.Has(option);
}
