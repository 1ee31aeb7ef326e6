using System.Net;
using SecureExec.Kernel.Net;
using SecureExec.Permissions;
using SecureExec.Sessions;

namespace SecureExec.Broker.Egress;

/// <summary>The network options of a runtime after they were checked.</summary>
/// <param name="ExemptPorts">Ports of the host's loopback.</param>
/// <param name="Overrides">Addresses by normal name.</param>
/// <param name="NameServers">Name servers; none takes the host's resolver.</param>
internal sealed record EgressPlan(IReadOnlyList<int> ExemptPorts, IReadOnlyDictionary<string, IpAddress[]> Overrides, IReadOnlyList<IPEndPoint> NameServers)
{
    private const int MaxOverrides = 4096;
    private const int MaxAddresses = 64;
    private const int MaxServers = 8;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">One is invalid; the message names it.</exception>
    internal static EgressPlan From(NodeRuntimeOptions options) => new(CheckPorts(options.LoopbackExemptPorts), CheckOverrides(options.Dns), CheckServers(options.Dns));

    private static int[] CheckPorts(IReadOnlyList<int>? ports)
    {
        const string option = nameof(NodeRuntimeOptions.LoopbackExemptPorts);
        if (ports is null) throw OptionCheck.Invalid(option, $"{option} must not be null.");
        foreach (int port in ports)
        {
            if (port is < 1 or > ushort.MaxValue) throw OptionCheck.Invalid(option, $"{option} must be ports from 1 to 65535, not {port}.");
        }
        return [.. ports.Distinct()];
    }

    private static Dictionary<string, IpAddress[]> CheckOverrides(DnsOptions? dns)
    {
        const string option = nameof(NodeRuntimeOptions.Dns);
        if (dns?.Overrides is null) throw OptionCheck.Invalid(option, $"{option} and {option}.{nameof(dns.Overrides)} must not be null.");
        if (dns.Overrides.Count > MaxOverrides) throw OptionCheck.Invalid(option, $"{option}.{nameof(dns.Overrides)} has {dns.Overrides.Count} names; at most {MaxOverrides} are allowed.");
        var overrides = new Dictionary<string, IpAddress[]>(StringComparer.Ordinal);
        foreach ((string name, IReadOnlyList<string> texts) in dns.Overrides)
        {
            string at = $"{option}.{nameof(dns.Overrides)}['{name}']";
            string normal = HostName.Normalize(name) ?? throw OptionCheck.Invalid(option, $"{at} is no host name.");
            if (texts is null || texts.Count > MaxAddresses) throw OptionCheck.Invalid(option, $"{at} must be a list of at most {MaxAddresses} addresses.");
            IpAddress[] addresses = [.. texts.Select(text => IpAddress.TryParse(text, out IpAddress address) ? address : throw OptionCheck.Invalid(option, $"{at} names '{text}', which is no address."))];
            if (!overrides.TryAdd(normal, addresses)) throw OptionCheck.Invalid(option, $"{at} is given twice.");
        }
        return overrides;
    }

    private static IPEndPoint[] CheckServers(DnsOptions dns)
    {
        const string option = nameof(NodeRuntimeOptions.Dns);
        if (dns.NameServers is null || dns.NameServers.Count > MaxServers) throw OptionCheck.Invalid(option, $"{option}.{nameof(dns.NameServers)} must be a list of at most {MaxServers} addresses.");
        return [.. dns.NameServers.Select(text => DnsServers.TryParse(text, out IPEndPoint server) ? server : throw OptionCheck.Invalid(option, $"{option}.{nameof(dns.NameServers)} names '{text}', which is no address."))];
    }
}
