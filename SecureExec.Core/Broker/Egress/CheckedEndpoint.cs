using SecureExec.Abi;
using SecureExec.Kernel.Net;

namespace SecureExec.Broker.Egress;

/// <summary>
/// Proof that the policy and the guard of addresses permit traffic with an address. The only way to get one is <see cref="EgressPolicy.Check"/>; what acts
/// goes to this very address and resolves no name again.
/// </summary>
internal sealed class CheckedEndpoint
{
    private CheckedEndpoint(IpEndpoint endpoint) => Endpoint = endpoint;

    /// <summary>Where to; never IPv4 written as IPv6.</summary>
    internal IpEndpoint Endpoint { get; }

    /// <summary>Asks the policy and makes the proof.</summary>
    internal static EgressDecision Issue(EgressPolicy policy, IpEndpoint to, bool datagrams)
    {
        var endpoint = new IpEndpoint(to.Address.Unmapped, to.Port);
        (bool allowed, string resource) = policy.Judge(endpoint, datagrams);
        if (!allowed) return new EgressDecision(Errno.EACCES, EgressPolicy.Connecting, resource, $"permission denied, {resource}: blocked by {PermissionOperations.CapabilityOf(PermissionScope.Network, EgressPolicy.Connecting)} policy", null);
        return policy.Guard(endpoint) is { } guarded
            ? new EgressDecision(Errno.EACCES, EgressPolicy.Connecting, resource, $"blocked outbound network access to {resource}: {guarded}", null)
            : new EgressDecision(Errno.Success, EgressPolicy.Connecting, resource, null, new CheckedEndpoint(endpoint));
    }
}
