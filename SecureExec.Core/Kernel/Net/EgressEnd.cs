using SecureExec.Abi;

namespace SecureExec.Kernel.Net;

/// <summary>The guest's end of a connection to the outside: what comes lies here until it is read, and the window is given back as it is.</summary>
internal sealed class EgressEnd : StreamEnd, IEgressStreamEvents
{
    private readonly Lock _lock = new();
    private readonly NetStack _stack;
    private readonly TcpSocket _socket;
    private readonly IpEndpoint _destination;
    private readonly ByteRing _incoming = new();
    private IEgressStream? _stream;
    private List<Action>? _readers;
    private List<Action>? _writers;
    private Errno _error;
    private bool _broken;
    private bool _ended;
    private bool _readShut;
    private bool _writeShut;
    private bool _full;
    private bool _closed;

    /// <summary>Makes the end of a connection that is counted but not opened yet.</summary>
    public EgressEnd(NetStack stack, TcpSocket socket, IpEndpoint destination)
    {
        _stack = stack;
        _socket = socket;
        _destination = destination;
    }

    /// <inheritdoc/>
    public override int Buffered
    {
        get
        {
            lock (_lock)
            {
                return _incoming.Count;
            }
        }
    }

    /// <summary>Asks for the connection.</summary>
    public void Open(INetworkEgress egress)
    {
        IEgressStream stream = egress.Connect(_destination, _stack.Limits.MaxSocketBufferBytes, this);
        bool closed;
        lock (_lock)
        {
            _stream = stream;
            closed = _closed;
        }

        if (closed)
        {
            stream.Close(reset: true);
        }
    }

    /// <inheritdoc/>
    public void Connected(IpEndpoint local)
    {
        var wakeups = default(Wakeups);
        bool open;
        lock (_stack.Lock)
        {
            open = _socket.Establish(this, ref wakeups);
            if (open)
            {
                _socket.Local = _socket.See(local);
                _socket.Peer = _socket.See(_destination);
            }
        }

        wakeups.Run();
        if (!open)
        {
            Close(reset: true);
        }
    }

    /// <inheritdoc/>
    public void Failed(Errno errno, string? reason)
    {
        var wakeups = default(Wakeups);
        bool release;
        lock (_stack.Lock)
        {
            lock (_lock)
            {
                release = !_closed && !_broken;
                _broken = true;
                if (_socket.End is null)
                {
                    _socket.FailConnecting(errno, ref wakeups);
                    _closed = true;
                }
                else
                {
                    _error = errno;
                    release = false;
                }

                wakeups.Take(ref _readers);
                wakeups.Take(ref _writers);
            }
        }

        wakeups.Run();
        if (release)
        {
            _stack.Connections.Release(1);
        }
    }

    /// <inheritdoc/>
    public void Received(ReadOnlySpan<byte> data)
    {
        var wakeups = default(Wakeups);
        bool overrun = false;
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            if (_readShut)
            {
                _stream?.Consumed(data.Length);
                return;
            }

            if (_incoming.Count + data.Length > _stack.Limits.MaxSocketBufferBytes)
            {
                overrun = true;
            }
            else
            {
                _incoming.Append(data);
            }

            wakeups.Take(ref _readers);
        }

        wakeups.Run();
        if (overrun)
        {
            Failed(Errno.ENOBUFS, null);
        }
    }

    /// <inheritdoc/>
    public void Ended()
    {
        var wakeups = default(Wakeups);
        lock (_lock)
        {
            _ended = true;
            wakeups.Take(ref _readers);
        }

        wakeups.Run();
    }

    /// <inheritdoc/>
    public void Writable()
    {
        var wakeups = default(Wakeups);
        lock (_lock)
        {
            _full = false;
            wakeups.Take(ref _writers);
        }

        wakeups.Run();
    }

    /// <inheritdoc/>
    public override SysResult<int> Read(Span<byte> buffer)
    {
        lock (_lock)
        {
            if (_incoming.Count == 0)
            {
                return _error != Errno.Success ? TakeErrorLocked() : _ended || _readShut || _broken ? 0 : buffer.IsEmpty ? 0 : Errno.EAGAIN;
            }

            int read = _incoming.Take(buffer);
            _stream?.Consumed(read);
            return read;
        }
    }

    /// <inheritdoc/>
    public override SysResult<int> Write(ReadOnlySpan<byte> data)
    {
        lock (_lock)
        {
            if (_error != Errno.Success)
            {
                return TakeErrorLocked();
            }

            if (_broken || _writeShut || _stream is null)
            {
                return Errno.EPIPE;
            }

            if (data.IsEmpty)
            {
                return 0;
            }

            int taken = _full ? 0 : _stream.Write(data);
            _full |= taken < data.Length;
            return taken == 0 ? Errno.EAGAIN : taken;
        }
    }

    /// <inheritdoc/>
    public override void Shutdown(bool read, bool write)
    {
        var wakeups = default(Wakeups);
        lock (_lock)
        {
            if (read && !_readShut)
            {
                _readShut = true;
                _stream?.Consumed(_incoming.Count);
                _incoming.Clear();
                wakeups.Take(ref _readers);
            }

            if (write && !_writeShut)
            {
                _writeShut = true;
                _stream?.ShutdownWrite();
                wakeups.Take(ref _writers);
            }
        }

        wakeups.Run();
    }

    /// <inheritdoc/>
    public override void Close(bool reset)
    {
        IEgressStream? stream;
        bool unread;
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            unread = _incoming.Count > 0;
            _incoming.Clear();
            _readers = null;
            _writers = null;
            stream = _stream;
        }

        stream?.Close(reset || unread);
        _stack.Connections.Release(1);
    }

    /// <inheritdoc/>
    public override Errno TakeError()
    {
        lock (_lock)
        {
            return TakeErrorLocked();
        }
    }

    /// <inheritdoc/>
    public override bool NotifyReadable(Action once)
    {
        lock (_lock)
        {
            if (_incoming.Count > 0 || _error != Errno.Success || _ended || _readShut || _broken || _closed)
            {
                return false;
            }

            (_readers ??= []).Add(once);
            return true;
        }
    }

    /// <inheritdoc/>
    public override bool NotifyWritable(Action once)
    {
        lock (_lock)
        {
            if (!_full || _error != Errno.Success || _broken || _writeShut || _closed)
            {
                return false;
            }

            (_writers ??= []).Add(once);
            return true;
        }
    }

    /// <inheritdoc/>
    public override void CancelNotify(Action once)
    {
        lock (_lock)
        {
            _readers?.Remove(once);
            _writers?.Remove(once);
        }
    }

    private Errno TakeErrorLocked()
    {
        Errno error = _error;
        _error = Errno.Success;
        return error;
    }
}
