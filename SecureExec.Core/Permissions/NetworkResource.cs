using SecureExec.Kernel.Net;

namespace SecureExec.Permissions;

/// <summary>
/// How policies name places of the network: <c>tcp://host:port</c>, <c>udp://host:port</c>, <c>unix://path</c>, <c>dns://host</c>. IPv6 stands in brackets. A place
/// has several names: the address, names it was resolved from, and for the loopback interface <c>localhost</c>.
/// </summary>
internal static class NetworkResource
{
    private const string Localhost = "localhost";

    private static readonly string[] s_connect = ["fetch", "http"];
    private static readonly string[] s_dns = ["dns"];
    private static readonly string[] s_listen = ["listen"];

    /// <summary>The names of where a connection or datagram goes.</summary>
    /// <param name="protocol"><c>tcp</c> or <c>udp</c>.</param>
    /// <param name="destination">The address, IPv4 inside IPv6 taken out.</param>
    /// <param name="resolved">Host names it was resolved from.</param>
    public static IReadOnlyList<string> OfDestination(string protocol, IpEndpoint destination, IReadOnlyList<string> resolved)
    {
        List<string> names = [$"{protocol}://{destination}"];
        if (destination.Address.IsLoopback)
        {
            names.Add($"{protocol}://{Localhost}:{destination.Port}");
        }

        foreach (string name in resolved)
        {
            names.Add($"{protocol}://{name}:{destination.Port}");
        }

        return names;
    }

    /// <summary>The names of where a socket waits: a wildcard stands for the loopback addresses it takes in.</summary>
    /// <param name="protocol"><c>tcp</c> or <c>udp</c>.</param>
    /// <param name="bound">What it is bound to, IPv4 inside IPv6 taken out.</param>
    public static IReadOnlyList<string> OfListener(string protocol, IpEndpoint bound)
    {
        if (!bound.Address.IsAny)
        {
            return OfDestination(protocol, bound, []);
        }

        List<IpAddress> addresses = [bound.Address, IpAddress.AnyV4, IpAddress.LoopbackV4];
        if (bound.Address.IsV6)
        {
            addresses.Add(IpAddress.LoopbackV6);
        }

        return [.. addresses.Distinct().Select(a => $"{protocol}://{bound with { Address = a }}"), $"{protocol}://{Localhost}:{bound.Port}"];
    }

    /// <summary>The name of an AF_UNIX socket: its canonical path, or <c>@</c> and an abstract name.</summary>
    public static IReadOnlyList<string> OfUnix(string path) => [$"unix://{path}"];

    /// <summary>The name of a lookup.</summary>
    public static IReadOnlyList<string> OfLookup(string host) => [$"dns://{host.ToLowerInvariant().TrimEnd('.')}"];

    /// <summary>The operations whose rules speak of a use; the last is what denials are told as.</summary>
    public static IReadOnlyList<string> OperationsOf(NetworkAccess access) => access switch
    {
        NetworkAccess.Dns => s_dns,
        NetworkAccess.Listen => s_listen,
        _ => s_connect,
    };
}
