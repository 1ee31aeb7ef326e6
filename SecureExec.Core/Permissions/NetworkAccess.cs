namespace SecureExec.Permissions;

/// <summary>Uses of the network.</summary>
internal enum NetworkAccess
{
    /// <summary>Connecting to a place or sending a datagram there: what rules for <c>fetch</c> and for <c>http</c> speak of, as the kernel cannot tell them apart.</summary>
    Connect,

    /// <summary>Resolving a name.</summary>
    Dns,

    /// <summary>Waiting for connections or datagrams.</summary>
    Listen,
}
