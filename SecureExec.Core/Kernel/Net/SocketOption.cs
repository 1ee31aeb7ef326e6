namespace SecureExec.Kernel.Net;

/// <summary>Options of <c>setsockopt(2)</c> that the kernel knows. Those without an effect inside one machine are kept and told again.</summary>
internal enum SocketOption
{
    /// <summary>SO_ERROR: the pending error, which reading clears. Read only.</summary>
    Error,

    /// <summary>SO_REUSEADDR.</summary>
    ReuseAddress,

    /// <summary>SO_REUSEPORT.</summary>
    ReusePort,

    /// <summary>IPV6_V6ONLY; before binding only.</summary>
    V6Only,

    /// <summary>SO_BROADCAST.</summary>
    Broadcast,

    /// <summary>SO_KEEPALIVE. Peers on loopback do not vanish unnoticed: kept only.</summary>
    KeepAlive,

    /// <summary>TCP_KEEPIDLE, seconds. Kept only.</summary>
    KeepIdle,

    /// <summary>TCP_NODELAY. Nothing is ever delayed: kept only.</summary>
    NoDelay,

    /// <summary>SO_LINGER with a time of 0: the last close resets the connection.</summary>
    ResetOnClose,

    /// <summary>IP_TOS or IPV6_TCLASS, 0 to 255. Kept only.</summary>
    TypeOfService,

    /// <summary>IP_TTL or IPV6_UNICAST_HOPS, 1 to 255. Kept only.</summary>
    Ttl,

    /// <summary>IP_MULTICAST_TTL or IPV6_MULTICAST_HOPS, 0 to 255. Kept only.</summary>
    MulticastTtl,

    /// <summary>IP_MULTICAST_LOOP: whether the machine's own members get what is sent to a group.</summary>
    MulticastLoop,

    /// <summary>SO_RCVBUF, bytes; as in Linux the double of what was set. Bounded by <c>maxSocketBufferBytes</c>.</summary>
    ReceiveBuffer,

    /// <summary>SO_SNDBUF, bytes; as in Linux the double of what was set. Kept only.</summary>
    SendBuffer,

    /// <summary>SO_DOMAIN and SO_TYPE: the <see cref="SocketKind"/>. Read only.</summary>
    Kind,
}
