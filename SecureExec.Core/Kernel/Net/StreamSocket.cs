using SecureExec.Abi;

namespace SecureExec.Kernel.Net;

/// <summary>A socket of a connected kind: fresh, listening, connecting or connected.</summary>
internal abstract class StreamSocket : KernelSocket
{
    /// <summary>The most that may wait, as Linux's <c>net.core.somaxconn</c>.</summary>
    private const int MaxBacklog = 4096;

    private volatile StreamEnd? _end;
    private volatile Errno _error;
    private StreamEnd? _opening;
    private List<Action>? _waiters;
    private bool _closed;

    /// <summary>Makes a fresh one, or one that was accepted.</summary>
    protected StreamSocket(NetStack stack, SocketKind kind, StreamEnd? end = null, OpenFlags flags = OpenFlags.O_NONBLOCK)
        : base(stack, kind, flags) => _end = end;

    /// <summary>Its end of the connection; null while it has none.</summary>
    public StreamEnd? End => _end;

    /// <summary>The connections that wait to be accepted; null while it does not listen.</summary>
    public Backlog? Backlog { get; private set; }

    /// <summary>Waits for a connection to be made.</summary>
    public bool IsConnecting { get; private set; }

    /// <summary>The listening socket that has no room for it yet.</summary>
    public StreamSocket? WaitsFor { get; set; }

    /// <inheritdoc/>
    public override SysResult<int> Read(Span<byte> buffer, long position) => position >= 0
        ? Errno.ESPIPE
        : _end is { } end ? end.Read(buffer) : NotConnected();

    /// <inheritdoc/>
    public override SysResult<int> Write(ReadOnlySpan<byte> data, long position) => position >= 0
        ? Errno.ESPIPE
        : _end is { } end ? end.Write(data) : NotConnected();

    /// <summary><c>shutdown(2)</c>. ENOTCONN.</summary>
    public Errno Shutdown(bool read, bool write)
    {
        if (_end is not { } end)
        {
            return Errno.ENOTCONN;
        }

        end.Shutdown(read, write);
        return Errno.Success;
    }

    /// <inheritdoc/>
    public override Errno TakeError()
    {
        lock (Stack.Lock)
        {
            Errno error = _error;
            _error = Errno.Success;
            return error != Errno.Success ? error : _end?.TakeError() ?? Errno.Success;
        }
    }

    /// <inheritdoc/>
    public override bool NotifyReadable(Action once)
    {
        StreamEnd? end;
        lock (Stack.Lock)
        {
            end = _end;
            if (end is null)
            {
                return (Backlog is { Ready: 0 } || IsConnecting) && Keep(once);
            }
        }

        return end.NotifyReadable(once);
    }

    /// <inheritdoc/>
    public override bool NotifyWritable(Action once)
    {
        StreamEnd? end;
        lock (Stack.Lock)
        {
            end = _end;
            if (end is null)
            {
                return IsConnecting && Keep(once);
            }
        }

        return end.NotifyWritable(once);
    }

    /// <inheritdoc/>
    public override void CancelNotify(Action once)
    {
        lock (Stack.Lock)
        {
            _waiters?.Remove(once);
        }

        _end?.CancelNotify(once);
    }

    /// <summary>Begins to listen, or changes how many may wait: a negative number means as many as may. Precondition: the stack's lock.</summary>
    internal void BeginListening(int backlog)
    {
        Backlog ??= new Backlog();
        Backlog.Limit = backlog < 0 ? MaxBacklog : Math.Min(backlog, MaxBacklog);
    }

    /// <summary>Takes a connection that waits, and counts the socket it will get. EINVAL, EAGAIN, ENFILE. Precondition: the stack's lock.</summary>
    internal SysResult<IncomingConnection> TakeIncoming()
    {
        if (Backlog is not { } backlog)
        {
            return Errno.EINVAL;
        }

        if (backlog.Ready == 0)
        {
            return Errno.EAGAIN;
        }

        return Stack.Sockets.TryCharge(1) ? backlog.Take() : Errno.ENFILE;
    }

    /// <summary>Begins to connect. Precondition: the stack's lock.</summary>
    /// <param name="opening">What to close when the socket is closed before it is connected.</param>
    internal void BeginConnecting(StreamEnd? opening = null)
    {
        IsConnecting = true;
        _opening = opening;
    }

    /// <summary>It is connected. False when it was closed meanwhile. Precondition: the stack's lock.</summary>
    internal bool Establish(StreamEnd end, ref Wakeups wakeups)
    {
        if (_closed)
        {
            return false;
        }

        IsConnecting = false;
        WaitsFor = null;
        _opening = null;
        _end = end;
        wakeups.Take(ref _waiters);
        return true;
    }

    /// <summary>It could not be connected. Precondition: the stack's lock.</summary>
    internal void FailConnecting(Errno errno, ref Wakeups wakeups)
    {
        IsConnecting = false;
        WaitsFor = null;
        _opening = null;
        _error = errno;
        wakeups.Take(ref _waiters);
    }

    /// <summary>Wakes whoever waits for something to accept. Precondition: the stack's lock.</summary>
    internal void WakeAcceptors(ref Wakeups wakeups) => wakeups.Take(ref _waiters);

    /// <summary>What the family forgets of it. Precondition: the stack's lock.</summary>
    protected abstract void Unbind();

    /// <inheritdoc/>
    protected override void OnLastClose()
    {
        var wakeups = default(Wakeups);
        StreamEnd? end;
        List<StreamEnd> waiting = [];
        lock (Stack.Lock)
        {
            _closed = true;
            end = _end ?? _opening;
            _opening = null;
            _waiters = null;
            WaitsFor?.Backlog?.Forget(this);
            WaitsFor = null;
            Backlog?.Close(waiting, ref wakeups);
            Backlog = null;
            Unbind();
        }

        end?.Close(Options.Has(SocketOption.ResetOnClose));
        foreach (StreamEnd accepted in waiting)
        {
            accepted.Close(reset: true);
        }

        wakeups.Run();
        base.OnLastClose();
    }

    private Errno NotConnected()
    {
        Errno error = _error;
        _error = Errno.Success;
        return error != Errno.Success ? error : IsConnecting ? Errno.EAGAIN : Errno.ENOTCONN;
    }

    private bool Keep(Action once)
    {
        (_waiters ??= []).Add(once);
        return true;
    }
}
