using SecureExec.Contracts;

namespace SecureExec.Gateway.Proxy;

/// <summary>Immutable view of a pool node: its configured address and what it said last.</summary>
/// <param name="Address">Base address, ending in '/'.</param>
/// <param name="Info">Its last answer, kept while it is away; null when it never gave one.</param>
/// <param name="Problem">Why it is not available; null while it is.</param>
internal sealed record PoolNode(Uri Address, NodeInfo? Info = null, string? Problem = "It was not asked yet.")
{
    /// <summary>Whether requests can be sent to it.</summary>
    public bool Available => Info is not null && Problem is null;
}
