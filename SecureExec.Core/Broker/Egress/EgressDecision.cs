using SecureExec.Abi;

namespace SecureExec.Broker.Egress;

/// <summary>What was decided about one wish of the guest.</summary>
/// <param name="Error">EACCES, or success.</param>
/// <param name="Operation">The operation of the network scope that was judged.</param>
/// <param name="Resource">What was asked for, in the words of policies: with the name, where one is known.</param>
/// <param name="Reason">Why not, as the guest's error says it after its code; null when it is permitted.</param>
/// <param name="Endpoint">The proof that acting asks for; null when it is denied, and for names.</param>
internal sealed record EgressDecision(Errno Error, string Operation, string Resource, string? Reason, CheckedEndpoint? Endpoint)
{
    /// <summary>True when it may be done.</summary>
    internal bool Allowed => Error == Errno.Success;
}
