using SecureExec.Abi;

namespace SecureExec.Kernel.Net;

/// <summary>A UDP socket. Datagrams beyond its buffer are lost, as UDP may. Names are the ones its own family sees.</summary>
internal sealed class UdpSocket : KernelSocket, IEgressDatagramEvents
{
    /// <summary>Bytes of the largest datagram over IPv4.</summary>
    public const int MaxDatagram = 65_507;

    /// <summary>Groups one socket may join, as in Linux.</summary>
    public const int MaxMemberships = 20;

    // What Linux charges for a datagram beside its bytes, in round numbers: small ones cost memory too.
    private const int Overhead = 256;

    private readonly Lock _queueLock = new();
    private readonly Queue<Datagram> _queue = new();
    private readonly HashSet<(IpAddress Group, IpAddress Source)> _memberships = [];
    private IEgressDatagrams? _outside;
    private List<Action>? _readers;
    private Errno _error;
    private int _queuedBytes;
    private bool _closed;

    /// <summary>Makes a fresh socket that counts already.</summary>
    public UdpSocket(NetStack stack, SocketKind kind)
        : base(stack, kind)
    {
    }

    /// <summary>Its family.</summary>
    public bool IsV6 => Kind == SocketKind.Udp6;

    /// <summary>Its hold on a port; null while it is not bound.</summary>
    public PortHolder? Port { get; private set; }

    /// <summary><c>getsockname(2)</c>; null while it has no name.</summary>
    public IpEndpoint? Local { get; private set; }

    /// <summary>Where it is connected to; null while it is not.</summary>
    public IpEndpoint? Peer { get; set; }

    /// <summary>The groups it has joined, with the one source it takes from there, or the wildcard for all. Guarded by the stack's lock.</summary>
    public IReadOnlySet<(IpAddress Group, IpAddress Source)> Memberships => _memberships;

    /// <summary>A name as a socket of this family sees it.</summary>
    public IpEndpoint See(IpEndpoint name) => name with { Address = IsV6 ? name.Address.Mapped : name.Address.Unmapped };

    /// <inheritdoc/>
    public override Errno SetOption(SocketOption option, int value)
    {
        lock (Stack.Lock)
        {
            return option == SocketOption.V6Only && (!IsV6 || Port is not null) ? Errno.EINVAL : Options.Set(option, value);
        }
    }

    /// <inheritdoc/>
    public override SysResult<int> Read(Span<byte> buffer, long position) => position >= 0
        ? Errno.ESPIPE
        : Receive(buffer).IsError(out ReceivedDatagram received, out Errno errno) ? errno : received.Length;

    /// <inheritdoc/>
    public override SysResult<int> Write(ReadOnlySpan<byte> data, long position) => Errno.EDESTADDRREQ;

    /// <summary>Takes the next datagram. EAGAIN; ECONNREFUSED once after one that a connected socket sent found nobody.</summary>
    public SysResult<ReceivedDatagram> Receive(Span<byte> buffer)
    {
        lock (_queueLock)
        {
            if (_error != Errno.Success)
            {
                return TakeErrorLocked();
            }

            if (!_queue.TryDequeue(out Datagram datagram))
            {
                return Errno.EAGAIN;
            }

            _queuedBytes -= datagram.Data.Length + Overhead;
            int length = Math.Min(buffer.Length, datagram.Data.Length);
            datagram.Data.AsSpan(0, length).CopyTo(buffer);
            return new ReceivedDatagram(length, See(datagram.From), length < datagram.Data.Length);
        }
    }

    /// <summary>A datagram has come.</summary>
    public void Deliver(IpEndpoint from, ReadOnlySpan<byte> data)
    {
        var wakeups = default(Wakeups);
        lock (_queueLock)
        {
            if (_closed || _queuedBytes + data.Length + Overhead > Options[SocketOption.ReceiveBuffer])
            {
                return;
            }

            _queue.Enqueue(new Datagram(from, data.ToArray()));
            _queuedBytes += data.Length + Overhead;
            wakeups.Take(ref _readers);
        }

        wakeups.Run();
    }

    /// <summary>What it sent before found nobody.</summary>
    public void Refuse()
    {
        var wakeups = default(Wakeups);
        lock (_queueLock)
        {
            _error = Errno.ECONNREFUSED;
            wakeups.Take(ref _readers);
        }

        wakeups.Run();
    }

    /// <summary>Its way out, opened when it sends there first.</summary>
    public SysResult<IEgressDatagrams> GetOutside(Func<SysResult<IEgressDatagrams>> open)
    {
        lock (_queueLock)
        {
            if (_outside is null && !_closed)
            {
                if (open().IsError(out IEgressDatagrams? opened, out Errno errno))
                {
                    return errno;
                }

                _outside = opened;
            }

            return _outside is { } outside ? SysResult.From(outside) : Errno.EBADF;
        }
    }

    /// <inheritdoc/>
    public void Received(IpEndpoint from, ReadOnlySpan<byte> data)
    {
        if (Peer is not { } peer || peer == See(from))
        {
            Deliver(from, data);
        }
    }

    /// <inheritdoc/>
    public override Errno TakeError()
    {
        lock (_queueLock)
        {
            return TakeErrorLocked();
        }
    }

    /// <inheritdoc/>
    public override bool NotifyReadable(Action once)
    {
        lock (_queueLock)
        {
            if (_queue.Count > 0 || _error != Errno.Success || _closed)
            {
                return false;
            }

            (_readers ??= []).Add(once);
            return true;
        }
    }

    /// <inheritdoc/>
    public override void CancelNotify(Action once)
    {
        lock (_queueLock)
        {
            _readers?.Remove(once);
        }
    }

    /// <summary>Takes a name. EADDRINUSE. Precondition: the stack's lock; the address is one of the machine's.</summary>
    internal Errno Take(IpEndpoint name)
    {
        bool isV6Only = Options.Has(SocketOption.V6Only);
        var holder = new PortHolder(this, name.Address.Unmapped, isDual: IsV6 && name.Address.IsAny && !isV6Only);
        Errno errno = Stack.Udp.Take(holder, name.Port);
        if (errno == Errno.Success)
        {
            Port = holder;
            Local = name with { Port = holder.Port };
        }

        return errno;
    }

    /// <summary>Joins a group. EADDRINUSE when it is a member, ENOBUFS when it is one of too many. Precondition: the stack's lock.</summary>
    internal Errno Join(IpAddress group, IpAddress source)
    {
        if (_memberships.Count >= MaxMemberships)
        {
            return Errno.ENOBUFS;
        }

        return _memberships.Add((group, source)) ? Errno.Success : Errno.EADDRINUSE;
    }

    /// <summary>Leaves a group. EADDRNOTAVAIL when it is no member. Precondition: the stack's lock.</summary>
    internal Errno Leave(IpAddress group, IpAddress source) => _memberships.Remove((group, source)) ? Errno.Success : Errno.EADDRNOTAVAIL;

    /// <inheritdoc/>
    protected override void OnLastClose()
    {
        lock (Stack.Lock)
        {
            if (Port is { } port)
            {
                Stack.Udp.Release(port);
                Port = null;
            }
        }

        IEgressDatagrams? outside;
        lock (_queueLock)
        {
            _closed = true;
            _queue.Clear();
            _readers = null;
            outside = _outside;
        }

        outside?.Close();
        base.OnLastClose();
    }

    private Errno TakeErrorLocked()
    {
        Errno error = _error;
        _error = Errno.Success;
        return error;
    }
}
