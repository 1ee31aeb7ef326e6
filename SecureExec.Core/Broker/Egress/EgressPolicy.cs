using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Permissions;

namespace SecureExec.Broker.Egress;

/// <summary>
/// Decides what may leave one runtime: first by its policy, under every name that is known for the address, then by the guard of addresses, which
/// no rule lifts. Pure but for the names it remembers; the kernel and the broker have one each. Thread-safe.
/// </summary>
internal sealed class EgressPolicy
{
    /// <summary>The operation that connections and datagrams are reported under.</summary>
    internal const string Connecting = "http";

    /// <summary>The operation of name look-ups.</summary>
    internal const string Resolving = "dns";

    private readonly PolicyEngine _policy;
    private readonly HashSet<int> _exemptPorts;
    private readonly Func<IpAddress, bool> _isOwn;

    /// <param name="policy">What the guest may do.</param>
    /// <param name="exemptPorts">Ports of the host's loopback that the guard lets through; the policy must permit them all the same.</param>
    /// <param name="names">Where resolved names are remembered.</param>
    /// <param name="isOwn">Tells the host's own addresses.</param>
    internal EgressPolicy(PolicyEngine policy, IEnumerable<int> exemptPorts, ResolvedNames names, Func<IpAddress, bool> isOwn)
    {
        _isOwn = isOwn;
        _policy = policy;
        _exemptPorts = [.. exemptPorts];
        Names = names;
    }

    /// <summary>Names that this side has resolved itself.</summary>
    internal ResolvedNames Names { get; }

    /// <summary>Decides about a connection, or a datagram, to an address.</summary>
    internal EgressDecision Check(IpEndpoint to, bool datagrams) => CheckedEndpoint.Issue(this, to, datagrams);

    /// <summary>Decides about asking for a name, in its normal form.</summary>
    internal EgressDecision CheckName(string name)
    {
        string resource = NetworkResource.OfLookup(name)[0];
        return _policy.Allows(PermissionScope.Network, Resolving, resource)
            ? new EgressDecision(Errno.Success, Resolving, resource, null, null)
            : new EgressDecision(Errno.EACCES, Resolving, resource, $"permission denied, {resource}: blocked by {PermissionOperations.CapabilityOf(PermissionScope.Network, Resolving)} policy", null);
    }

    /// <summary>Decides whether the guest may be told that a name leads to an address: not where it could not go on any port.</summary>
    internal EgressDecision CheckAnswer(string name, IpAddress address)
    {
        string resource = NetworkResource.OfLookup(name)[0];
        string? why = AddressRanges.Find(address) is { } range
            ? range.IsLoopback && _exemptPorts.Count > 0 ? null : Within(address.Unmapped, range)
            : Own(address);
        return why is null
            ? new EgressDecision(Errno.Success, Resolving, resource, null, null)
            : new EgressDecision(Errno.EACCES, Resolving, resource, $"blocked outbound network access to {resource}: {why}", null);
    }

    /// <summary>Asks the policy under all names of the endpoint; the last rule that matches any of them decides. Also gives the name to report.</summary>
    internal (bool Allowed, string Resource) Judge(IpEndpoint to, bool datagrams)
    {
        IReadOnlyList<string> resolved = Names.Of(to.Address);
        IReadOnlyList<string> resources = NetworkResource.OfDestination(datagrams ? "udp" : "tcp", to, resolved);
        // The first name that was resolved tells the most; without one localhost, or the address.
        return (_policy.AllowsAny(PermissionScope.Network, NetworkResource.OperationsOf(NetworkAccess.Connect), resources), resources[^Math.Max(1, resolved.Count)]);
    }

    /// <summary>Why the guard refuses the address, or null.</summary>
    internal string? Guard(IpEndpoint to)
    {
        if (AddressRanges.Find(to.Address) is not { } range) return Own(to.Address);
        if (!range.IsLoopback) return Within(to.Address, range);
        return _exemptPorts.Contains(to.Port)
            ? null
            : $"{to.Address} is loopback ({range.Text}) and port {to.Port} is not owned by this VM and is not listed in {nameof(NodeRuntimeOptions.LoopbackExemptPorts)}";
    }

    private static string Within(IpAddress address, AddressRange range) => $"{address} is within restricted {range.Label} range {range.Text}";

    private string? Own(IpAddress address) => _isOwn(address.Unmapped) ? $"{address.Unmapped} is an address of the host" : null;
}
