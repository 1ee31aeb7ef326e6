using System.Net;
using System.Net.Sockets;
using SecureExec.Abi;
using SecureExec.Kernel.Net;

namespace SecureExec.Broker.Egress;

/// <summary>
/// Finds what names lead to: the runtime's own answers first, then its name servers or the host's resolver. Decides nothing about names; of the answers it keeps
/// back what the guard would never let the guest reach.
/// </summary>
internal sealed class EgressResolver
{
    private const int MaxAddresses = 64;

    private readonly Dictionary<string, IpAddress[]> _overrides;
    private readonly DnsServers _servers;
    private readonly EgressPolicy _policy;

    internal EgressResolver(IReadOnlyDictionary<string, IpAddress[]> overrides, DnsServers servers, EgressPolicy policy)
    {
        _overrides = new(overrides, StringComparer.Ordinal);
        _servers = servers;
        _policy = policy;
    }

    /// <summary>The addresses of a name, in the resolver's order, and why some of them were kept back. ENOENT, EAGAIN, EACCES when none is left.</summary>
    internal async Task<(Errno Error, IpAddress[] Addresses, string? Refused)> ResolveAsync(string name, int family, CancellationToken cancellationToken)
    {
        (Errno error, IEnumerable<IpAddress> found) = _overrides.TryGetValue(name, out IpAddress[]? own)
            ? (Errno.Success, own)
            : _servers.AreGiven ? await FromServersAsync(name, family, cancellationToken).ConfigureAwait(false) : await FromHostAsync(name, cancellationToken).ConfigureAwait(false);
        if (error != Errno.Success) return (error, [], null);
        var addresses = new List<IpAddress>();
        string? refused = null;
        foreach (IpAddress address in found.Select(address => address.Unmapped).Where(address => family == 0 || address.IsV6 == (family == 6)).Take(MaxAddresses))
        {
            EgressDecision decision = _policy.CheckAnswer(name, address);
            if (decision.Allowed) addresses.Add(address);
            else refused ??= decision.Reason;
        }
        _policy.Names.Add(name, addresses);
        return (addresses.Count > 0 ? Errno.Success : refused is null ? Errno.ENOENT : Errno.EACCES, [.. addresses], refused);
    }

    /// <summary>A server's whole answer. One that holds an address which the guest could not reach is kept back as a whole: EACCES.</summary>
    internal async Task<(Errno Error, byte[] Message, string? Refused)> QueryAsync(string name, ushort type, CancellationToken cancellationToken)
    {
        (Errno error, byte[] message) = await _servers.AskAsync(name, type, cancellationToken).ConfigureAwait(false);
        if (error != Errno.Success) return (error, [], null);
        var addresses = new List<IpAddress>();
        if (!DnsReply.TryFindAddresses(message, addresses)) return (Errno.EIO, [], null);
        foreach (IpAddress address in addresses)
        {
            EgressDecision decision = _policy.CheckAnswer(name, address);
            if (!decision.Allowed) return (Errno.EACCES, [], decision.Reason);
        }
        if (type is DnsMessage.A or DnsMessage.Aaaa) _policy.Names.Add(name, addresses.Take(MaxAddresses));
        return (Errno.Success, message, null);
    }

    private async Task<(Errno Error, IEnumerable<IpAddress> Addresses)> FromServersAsync(string name, int family, CancellationToken cancellationToken)
    {
        var addresses = new List<IpAddress>();
        Errno error = Errno.ENOENT;
        ushort[] types = family switch { 4 => [DnsMessage.A], 6 => [DnsMessage.Aaaa], _ => [DnsMessage.A, DnsMessage.Aaaa] };
        foreach (ushort type in types)
        {
            (Errno asked, byte[] message) = await _servers.AskAsync(name, type, cancellationToken).ConfigureAwait(false);
            // What the resolver's functions call EAI_AGAIN: the servers cannot say now.
            if (asked != Errno.Success || DnsReply.SaysFailure(message) || (!DnsReply.SaysNoSuchName(message) && !DnsReply.TryFindAddresses(message, addresses))) error = Errno.EAGAIN;
        }
        return addresses.Count > 0 ? (Errno.Success, addresses) : (error, addresses);
    }

    private static async Task<(Errno Error, IEnumerable<IpAddress> Addresses)> FromHostAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            IPAddress[] addresses = await Dns.GetHostAddressesAsync(name, cancellationToken).ConfigureAwait(false);
            return (Errno.Success, addresses.Select(address => IpAddress.FromBytes(address.GetAddressBytes())));
        }
        catch (SocketException exception)
        {
            return (exception.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData ? Errno.ENOENT : Errno.EAGAIN, []);
        }
    }
}
