namespace SecureExec.Kernel.Net;

/// <summary>What <c>socket(2)</c> makes.</summary>
internal enum SocketKind
{
    /// <summary>AF_INET, SOCK_STREAM.</summary>
    Tcp4,

    /// <summary>AF_INET6, SOCK_STREAM.</summary>
    Tcp6,

    /// <summary>AF_INET, SOCK_DGRAM.</summary>
    Udp4,

    /// <summary>AF_INET6, SOCK_DGRAM.</summary>
    Udp6,

    /// <summary>AF_UNIX, SOCK_STREAM.</summary>
    UnixStream,
}
