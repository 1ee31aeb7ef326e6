using System.Collections.Frozen;
using System.Net.NetworkInformation;
using SecureExec.Kernel.Net;

namespace SecureExec.Broker.Egress;

/// <summary>The addresses that the host's own interfaces have now. What listens on all of them is meant for the host's network, or for the host alone behind its
/// firewall; a guest that went there would come from inside. Thread-safe.</summary>
internal static class OwnAddresses
{
    private static readonly TimeSpan s_believed = TimeSpan.FromSeconds(10);

    private static readonly Lock s_lock = new();
    private static FrozenSet<IpAddress> s_addresses = [];
    private static long s_read;

    /// <summary>Whether the host has the address; known anew after ten seconds.</summary>
    internal static bool Contains(IpAddress address)
    {
        lock (s_lock)
        {
            if (s_read == 0 || TimeProvider.System.GetElapsedTime(s_read) > s_believed)
            {
                s_addresses = Read();
                s_read = TimeProvider.System.GetTimestamp();
            }
            return s_addresses.Contains(address.Unmapped);
        }
    }

    private static FrozenSet<IpAddress> Read() => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(address => IpAddress.FromBytes(address.Address.GetAddressBytes()))
        .ToFrozenSet();
}
