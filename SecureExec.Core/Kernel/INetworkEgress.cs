using SecureExec.Kernel.Net;

namespace SecureExec.Kernel;

/// <summary>
/// The way out of the VM, for addresses that are not its own loopback, and for ports of the host's loopback that are exempt. The kernel has asked its policy already; whoever stands behind this
/// asks again, by a copy of its own: for the address, and for the names it has itself resolved to it. No call blocks or throws.
/// Answers and events come on any thread, never from inside the call, and one after the other for each stream.
/// </summary>
internal interface INetworkEgress
{
    /// <summary>Opens a TCP connection. The answer is <see cref="IEgressStreamEvents.Connected"/> or <see cref="IEgressStreamEvents.Failed"/>.</summary>
    /// <param name="to">Where to: never the wildcard, and loopback only for a port of the host that the runtime's options exempt.</param>
    /// <param name="window">Bytes that may come before the first <see cref="IEgressStream.Consumed"/>.</param>
    /// <param name="events">Told what happens.</param>
    IEgressStream Connect(IpEndpoint to, int window, IEgressStreamEvents events);

    /// <summary>Opens a UDP socket of one family. ENETUNREACH, EACCES, EMFILE.</summary>
    SysResult<IEgressDatagrams> OpenDatagrams(bool isV6, IEgressDatagramEvents events);

    /// <summary>Resolves a host name to addresses, in the resolver's order. ENOENT: there is no such name; EAGAIN: ask again later; EACCES,
    /// ENETUNREACH.</summary>
    /// <param name="name">A host name, not an address.</param>
    /// <param name="family">0 for both, 4 or 6.</param>
    /// <param name="done">Told once.</param>
    void Lookup(string name, int family, Action<SysResult<IReadOnlyList<IpAddress>>> done);

    /// <summary>Asks for DNS records and gives the server's whole answer as it came over the wire (RFC 1035). EACCES, ETIMEDOUT, ECONNREFUSED,
    /// ENETUNREACH.</summary>
    /// <param name="name">The name asked for.</param>
    /// <param name="recordType">The type's number, e.g. 15 for MX.</param>
    /// <param name="done">Told once.</param>
    void Query(string name, ushort recordType, Action<SysResult<ReadOnlyMemory<byte>>> done);
}
