using SecureExec.Kernel.Net;

namespace SecureExec.Kernel;

/// <summary>The calls of one process on sockets, beside those that all descriptors have. As with <see cref="ProcessSyscalls"/>: nothing throws, each is one syscall.</summary>
internal sealed class SocketSyscalls
{
    private readonly SyscallDispatcher _dispatcher;
    private readonly Caller _caller;

    /// <summary>Makes the way in for one caller.</summary>
    internal SocketSyscalls(SyscallDispatcher dispatcher, Caller caller)
    {
        _dispatcher = dispatcher;
        _caller = caller;
    }

    /// <summary><c>socket</c>; never blocks. ENFILE, EMFILE.</summary>
    public SysResult<int> Socket(SocketKind kind) => _dispatcher.Run<SocketCall, int>(_caller, new SocketCall(kind));

    /// <summary><c>bind</c> of TCP and UDP. EINVAL, EACCES, EADDRINUSE, EADDRNOTAVAIL, EAFNOSUPPORT.</summary>
    public SysResult<Unit> Bind(int fd, IpEndpoint name) => _dispatcher.Run<BindCall, Unit>(_caller, new BindCall(fd, name));

    /// <summary><c>bind</c> of AF_UNIX: a path, or after a zero character an abstract name.</summary>
    public SysResult<Unit> BindUnix(int fd, string name) => _dispatcher.Run<UnixBindCall, Unit>(_caller, new UnixBindCall(fd, name));

    /// <summary><c>listen</c>. EACCES, EADDRINUSE, EINVAL.</summary>
    public SysResult<Unit> Listen(int fd, int backlog) => _dispatcher.Run<ListenCall, Unit>(_caller, new ListenCall(fd, backlog));

    /// <summary><c>accept</c>. EAGAIN, EINVAL, EMFILE, ENFILE.</summary>
    public SysResult<int> Accept(int fd) => _dispatcher.Run<AcceptCall, int>(_caller, new AcceptCall(fd));

    /// <summary><c>connect</c> of TCP and UDP. EINPROGRESS: wait until it is writable and ask SO_ERROR.</summary>
    public SysResult<Unit> Connect(int fd, IpEndpoint peer) => _dispatcher.Run<ConnectCall, Unit>(_caller, new ConnectCall(fd, peer));

    /// <summary><c>connect</c> of UDP with AF_UNSPEC. ENOTCONN.</summary>
    public SysResult<Unit> Disconnect(int fd) => _dispatcher.Run<ConnectCall, Unit>(_caller, new ConnectCall(fd, null));

    /// <summary><c>connect</c> of AF_UNIX. ENOENT, ECONNREFUSED, EAGAIN.</summary>
    public SysResult<Unit> ConnectUnix(int fd, string name) => _dispatcher.Run<UnixConnectCall, Unit>(_caller, new UnixConnectCall(fd, name));

    /// <summary><c>shutdown</c>. ENOTCONN.</summary>
    public SysResult<Unit> Shutdown(int fd, bool read, bool write) => _dispatcher.Run<ShutdownCall, Unit>(_caller, new ShutdownCall(fd, read, write));

    /// <summary><c>getsockname</c>.</summary>
    public SysResult<IpEndpoint> GetSockName(int fd) => _dispatcher.Run<GetSockNameCall, IpEndpoint>(_caller, new GetSockNameCall(fd));

    /// <summary><c>getpeername</c>. ENOTCONN.</summary>
    public SysResult<IpEndpoint> GetPeerName(int fd) => _dispatcher.Run<GetPeerNameCall, IpEndpoint>(_caller, new GetPeerNameCall(fd));

    /// <summary><c>setsockopt</c>. EINVAL, ENOPROTOOPT.</summary>
    public SysResult<Unit> SetOption(int fd, SocketOption option, int value) =>
        _dispatcher.Run<SetSockOptCall, Unit>(_caller, new SetSockOptCall(fd, option, value));

    /// <summary><c>getsockopt</c>. ENOPROTOOPT.</summary>
    public SysResult<int> GetOption(int fd, SocketOption option) => _dispatcher.Run<GetSockOptCall, int>(_caller, new GetSockOptCall(fd, option));

    /// <summary><c>sendto</c>; null sends to where the socket is connected.</summary>
    public SysResult<int> SendTo(int fd, ReadOnlySpan<byte> data, IpEndpoint? to) => _dispatcher.Run<SendToCall, int>(_caller, new SendToCall(fd, data, to));

    /// <summary><c>recvmsg</c>. EAGAIN.</summary>
    public SysResult<ReceivedDatagram> ReceiveFrom(int fd, Span<byte> buffer) =>
        _dispatcher.Run<RecvFromCall, ReceivedDatagram>(_caller, new RecvFromCall(fd, buffer));

    /// <summary>Writes bytes and sends a descriptor along. What <see cref="SendDescriptorCall"/> says.</summary>
    public SysResult<int> SendDescriptor(int fd, ReadOnlySpan<byte> data, int sent) =>
        _dispatcher.Run<SendDescriptorCall, int>(_caller, new SendDescriptorCall(fd, data, sent));

    /// <summary>Reads bytes and the descriptor that came with them, or -1. What <see cref="ReceiveDescriptorCall"/> says.</summary>
    public SysResult<(int Count, int Descriptor)> ReceiveDescriptor(int fd, Span<byte> buffer) =>
        _dispatcher.Run<ReceiveDescriptorCall, (int Count, int Descriptor)>(_caller, new ReceiveDescriptorCall(fd, buffer));

    /// <summary>IP_ADD_MEMBERSHIP, IP_DROP_MEMBERSHIP, and those of one source. EINVAL, ENODEV, EADDRINUSE, EADDRNOTAVAIL, ENOBUFS.</summary>
    public SysResult<Unit> SetMembership(int fd, IpAddress group, IpAddress? source, IpAddress? device, bool join) =>
        _dispatcher.Run<MembershipCall, Unit>(_caller, new MembershipCall(fd, group, source, device, join));

    /// <summary>Resolves a host name; <paramref name="family"/> is 0, 4 or 6. EACCES, EINVAL, ENETUNREACH; else <paramref name="done"/> is told once, on any thread.</summary>
    public SysResult<Unit> Lookup(string name, int family, Action<SysResult<IReadOnlyList<IpAddress>>> done) =>
        _dispatcher.Run<LookupCall, Unit>(_caller, new LookupCall(name, family, done));

    /// <summary>Asks for DNS records: the answer as it came over the wire. EACCES, EINVAL, ENETUNREACH.</summary>
    public SysResult<Unit> QueryDns(string name, ushort recordType, Action<SysResult<ReadOnlyMemory<byte>>> done) =>
        _dispatcher.Run<DnsQueryCall, Unit>(_caller, new DnsQueryCall(name, recordType, done));
}
