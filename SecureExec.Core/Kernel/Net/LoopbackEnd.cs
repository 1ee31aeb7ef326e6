using SecureExec.Abi;

namespace SecureExec.Kernel.Net;

/// <summary>One end of a connection inside the VM: what one end writes lies with the other until it is read, at most as much as that one's capacity.</summary>
internal sealed class LoopbackEnd : StreamEnd
{
    // A writer that waits is woken when a part of the buffer is free, not at each byte.
    private const int WakeFraction = 4;

    /// <summary>Descriptors that wait at one end.</summary>
    public const int MaxDescriptors = 64;

    private readonly LoopbackPair _pair;
    private readonly ByteRing _incoming = new();
    private readonly int _capacity;
    private readonly Queue<(long Offset, FileDescription Description)> _descriptors = new();
    private long _received;
    private long _taken;
    private LoopbackEnd _peer = null!;
    private List<Action>? _readers;
    private List<Action>? _writers;
    private Errno _error;
    private bool _reset;
    private bool _readShut;
    private bool _writeShut;
    private bool _closed;
    private bool _peerEnded;

    private LoopbackEnd(LoopbackPair pair, int capacity)
    {
        _pair = pair;
        _capacity = capacity;
    }

    /// <inheritdoc/>
    public override int Buffered
    {
        get
        {
            lock (_pair.Lock)
            {
                return _incoming.Count;
            }
        }
    }

    private int Room => _capacity - _incoming.Count;

    private bool HasEnded => _readShut || _reset || _peer._writeShut || _peer._closed;

    /// <summary>Makes both ends.</summary>
    /// <param name="isTcp">TCP takes what is written to a closed peer and is reset then; AF_UNIX answers EPIPE at once.</param>
    /// <param name="capacity">Bytes that wait at each end.</param>
    /// <param name="onClosed">Runs when both ends are closed.</param>
    public static (LoopbackEnd First, LoopbackEnd Second) Create(bool isTcp, int capacity, Action? onClosed = null)
    {
        var pair = new LoopbackPair(isTcp, onClosed);
        var first = new LoopbackEnd(pair, capacity);
        var second = new LoopbackEnd(pair, capacity) { _peer = first };
        first._peer = second;
        return (first, second);
    }

    /// <inheritdoc/>
    public override SysResult<int> Read(Span<byte> buffer)
    {
        SysResult<int> read = Receive(buffer, out FileDescription? descriptor);
        descriptor?.Detach(); // as read(2): what came along is lost
        return read;
    }

    /// <summary><see cref="Read"/> with the descriptor that was sent along with the first byte; its reference is the caller's. No read goes past the next one.</summary>
    public SysResult<int> Receive(Span<byte> buffer, out FileDescription? descriptor)
    {
        var wakeups = default(Wakeups);
        int read;
        descriptor = null;
        lock (_pair.Lock)
        {
            if (_incoming.Count == 0)
            {
                // TCP: what came in order ends in order, whatever came after the end; the error is left to writing.
                return _error != Errno.Success && !(_pair.IsTcp && _peerEnded) ? TakeErrorLocked() : HasEnded || buffer.IsEmpty ? 0 : Errno.EAGAIN;
            }

            if (!buffer.IsEmpty && _descriptors.TryPeek(out (long Offset, FileDescription Description) first) && first.Offset == _taken)
            {
                descriptor = _descriptors.Dequeue().Description;
            }

            read = _incoming.Take(_descriptors.TryPeek(out (long Offset, FileDescription Description) next) ? buffer[..(int)Math.Min(buffer.Length, next.Offset - _taken)] : buffer);
            _taken += read;
            if (Room >= _capacity / WakeFraction)
            {
                wakeups.Take(ref _peer._writers);
            }
        }

        wakeups.Run();
        return read;
    }

    /// <inheritdoc/>
    public override SysResult<int> Write(ReadOnlySpan<byte> data) => Send(data, null);

    /// <summary><see cref="Write"/> with a descriptor along with the first byte, whose reference goes over when a byte was taken. ENOBUFS when <see cref="MaxDescriptors"/> wait.</summary>
    public SysResult<int> Send(ReadOnlySpan<byte> data, FileDescription? descriptor)
    {
        var wakeups = default(Wakeups);
        int written;
        lock (_pair.Lock)
        {
            if (_error != Errno.Success)
            {
                return TakeErrorLocked();
            }

            if (_reset || _writeShut || (!_pair.IsTcp && (_peer._closed || _peer._readShut)))
            {
                return Errno.EPIPE;
            }

            if (data.IsEmpty)
            {
                return 0;
            }

            written = data.Length;
            if (_peer._closed)
            {
                // The peer's end came before: a reset in this state is told as EPIPE, once what fits on the way is sent.
                written = Math.Min(data.Length, _capacity);
                Fail(Errno.EPIPE, ref wakeups);
            }
            else if (!_peer._readShut)
            {
                written = Math.Min(data.Length, _peer.Room);
                if (written == 0)
                {
                    return Errno.EAGAIN;
                }

                if (descriptor is not null && _peer._descriptors.Count >= MaxDescriptors)
                {
                    return Errno.ENOBUFS;
                }

                if (descriptor is not null)
                {
                    _peer._descriptors.Enqueue((_peer._received, descriptor));
                }

                _peer._incoming.Append(data[..written]);
                _peer._received += written;
                wakeups.Take(ref _peer._readers);
            }
        }

        wakeups.Run();
        return written;
    }

    /// <inheritdoc/>
    public override void Shutdown(bool read, bool write)
    {
        var wakeups = default(Wakeups);
        lock (_pair.Lock)
        {
            if (read)
            {
                _readShut = true;
                wakeups.Take(ref _readers);
                wakeups.Take(ref _peer._writers);
            }

            if (write)
            {
                _writeShut = true;
                _peer._peerEnded = true;
                wakeups.Take(ref _writers);
                wakeups.Take(ref _peer._readers);
            }
        }

        wakeups.Run();
    }

    /// <inheritdoc/>
    public override void Close(bool reset)
    {
        var wakeups = default(Wakeups);
        bool last;
        FileDescription[] lost;
        lock (_pair.Lock)
        {
            if (_closed)
            {
                return;
            }

            bool unread = _incoming.Count > 0;
            _incoming.Clear();
            lost = [.. _descriptors.Select(waiting => waiting.Description)];
            _descriptors.Clear();
            _readers = null;
            _writers = null;
            if (!_peer._closed && !_peer._reset && (unread || reset))
            {
                _peer.Fail(_pair.IsTcp && _writeShut ? Errno.EPIPE : Errno.ECONNRESET, ref wakeups);
            }
            else
            {
                _peer._peerEnded = true;
            }

            _closed = true;
            last = _peer._closed;
            wakeups.Take(ref _peer._readers);
            wakeups.Take(ref _peer._writers);
        }

        wakeups.Run();
        foreach (FileDescription descriptor in lost)
        {
            descriptor.Detach();
        }

        if (last)
        {
            _pair.OnClosed?.Invoke();
        }
    }

    /// <inheritdoc/>
    public override Errno TakeError()
    {
        lock (_pair.Lock)
        {
            return TakeErrorLocked();
        }
    }

    /// <inheritdoc/>
    public override bool NotifyReadable(Action once)
    {
        lock (_pair.Lock)
        {
            if (_incoming.Count > 0 || _error != Errno.Success || HasEnded || _closed)
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
        lock (_pair.Lock)
        {
            bool waits = _error == Errno.Success && !_reset && !_writeShut && !_closed && !_peer._closed && !_peer._readShut
                && _peer.Room < Math.Max(1, _capacity / WakeFraction);
            if (waits)
            {
                (_writers ??= []).Add(once);
            }

            return waits;
        }
    }

    /// <inheritdoc/>
    public override void CancelNotify(Action once)
    {
        lock (_pair.Lock)
        {
            _readers?.Remove(once);
            _writers?.Remove(once);
        }
    }

    private void Fail(Errno errno, ref Wakeups wakeups)
    {
        _reset = true;
        _error = errno;
        wakeups.Take(ref _readers);
        wakeups.Take(ref _writers);
    }

    private Errno TakeErrorLocked()
    {
        Errno error = _error;
        _error = Errno.Success;
        return error;
    }
}
