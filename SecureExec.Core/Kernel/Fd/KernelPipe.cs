using SecureExec.Abi;
using SecureExec.Kernel.Net;

namespace SecureExec.Kernel;

/// <summary>
/// What <c>pipe(2)</c> makes, and what those share who have a FIFO open: bytes that go one way, <see cref="Capacity"/> at most at a time. Thread-safe; callbacks run under
/// no lock.
/// </summary>
internal sealed class KernelPipe
{
    /// <summary>Bytes that wait to be read, as in Linux.</summary>
    public const int Capacity = 64 * 1024;

    /// <summary>A write of no more than this is done whole or not at all (PIPE_BUF).</summary>
    public const int AtomicBytes = 4096;

    /// <summary>The last end was closed: nobody opens it any more.</summary>
    public const Errno Gone = Errno.ESTALE;

    private readonly Lock _lock = new();
    private readonly ByteRing _ring = new();
    private readonly Budget _pipes;
    private readonly bool _isNamed;
    private List<Action>? _readers;
    private List<Action>? _writers;
    private List<Action>? _openers;
    private int _readEnds;
    private int _writeEnds;
    private long _readOpens;
    private long _writeOpens;
    private bool _gone;

    private KernelPipe(Budget pipes, TimeProvider clock, bool isNamed)
    {
        _pipes = pipes;
        _isNamed = isNamed;
        Ino = AnonymousInodes.Next();
        Time = Timespec.From(clock.GetUtcNow());
    }

    /// <summary>Its number.</summary>
    public ulong Ino { get; }

    /// <summary>When it was made.</summary>
    public Timespec Time { get; }

    /// <summary>Makes a pipe with its two ends. ENFILE.</summary>
    public static SysResult<(PipeEnd Reader, PipeEnd Writer)> Create(Budget pipes, TimeProvider clock)
    {
        if (!pipes.TryCharge(1))
        {
            return Errno.ENFILE;
        }

        var pipe = new KernelPipe(pipes, clock, isNamed: false) { _readEnds = 1, _writeEnds = 1 };
        return (new PipeEnd(pipe, OpenFlags.O_RDONLY), new PipeEnd(pipe, OpenFlags.O_WRONLY));
    }

    /// <summary>Makes what is behind a FIFO, without an end; the first <see cref="TryOpen"/> must follow. ENFILE.</summary>
    public static SysResult<KernelPipe> CreateNamed(Budget pipes, TimeProvider clock) => pipes.TryCharge(1) ? new KernelPipe(pipes, clock, isNamed: true) : Errno.ENFILE;

    /// <summary>One more end; <paramref name="peers"/> is how often the other side of a reader, or of a writer, was opened so far. ENXIO for a writer that does not wait while there
    /// is no reader; <see cref="Gone"/>.</summary>
    public Errno TryOpen(OpenFlags flags, out long peers)
    {
        (bool reads, bool writes) = Access(flags);
        var wakeups = default(Wakeups);
        Errno errno = Errno.Success;
        lock (_lock)
        {
            peers = reads ? _writeOpens : _readOpens;
            if (_gone)
            {
                return Gone;
            }

            if (writes && !reads && _readEnds == 0 && (flags & OpenFlags.O_NONBLOCK) != 0)
            {
                errno = Errno.ENXIO;
                _gone = _writeEnds == 0;
            }
            else
            {
                _readEnds += reads ? 1 : 0;
                _readOpens += reads ? 1 : 0;
                _writeEnds += writes ? 1 : 0;
                _writeOpens += writes ? 1 : 0;
                wakeups.Take(ref _openers);
            }
        }

        wakeups.Run();
        if (errno != Errno.Success && _gone)
        {
            _pipes.Release(1);
        }

        return errno;
    }

    /// <summary>Keeps a callback until a reader has a writer, or a writer a reader; false when it has, or had one since it was opened, when <paramref name="seen"/> had been.</summary>
    public bool NotifyPeer(bool ofReader, long seen, Action once)
    {
        lock (_lock)
        {
            if (ofReader ? _writeEnds > 0 || _writeOpens > seen : _readEnds > 0 || _readOpens > seen)
            {
                return false;
            }

            (_openers ??= []).Add(once);
            return true;
        }
    }

    /// <summary>Takes what is there. Zero when no writer is left; EAGAIN.</summary>
    public SysResult<int> Read(Span<byte> buffer)
    {
        var wakeups = default(Wakeups);
        int read;
        lock (_lock)
        {
            if (_ring.Count == 0)
            {
                return _writeEnds == 0 || buffer.IsEmpty ? 0 : Errno.EAGAIN;
            }

            read = _ring.Take(buffer);
            if (Capacity - _ring.Count >= AtomicBytes)
            {
                wakeups.Take(ref _writers);
            }
        }

        wakeups.Run();
        return read;
    }

    /// <summary>Adds what fits, up to <see cref="AtomicBytes"/> all or nothing. EAGAIN, EPIPE when no reader is left.</summary>
    public SysResult<int> Write(ReadOnlySpan<byte> data)
    {
        var wakeups = default(Wakeups);
        int written;
        lock (_lock)
        {
            if (_readEnds == 0)
            {
                return Errno.EPIPE;
            }

            int room = Capacity - _ring.Count;
            if (data.IsEmpty)
            {
                return 0;
            }

            if (room == 0 || (data.Length <= AtomicBytes && room < data.Length))
            {
                return Errno.EAGAIN;
            }

            written = Math.Min(data.Length, room);
            _ring.Append(data[..written]);
            wakeups.Take(ref _readers);
        }

        wakeups.Run();
        return written;
    }

    /// <summary>Keeps a callback until a read would not wait; false when it would not now.</summary>
    public bool NotifyReadable(Action once)
    {
        lock (_lock)
        {
            if (_ring.Count > 0 || _writeEnds == 0)
            {
                return false;
            }

            (_readers ??= []).Add(once);
            return true;
        }
    }

    /// <summary>Keeps a callback until a write would not wait; false when it would not now.</summary>
    public bool NotifyWritable(Action once)
    {
        lock (_lock)
        {
            if (_readEnds == 0 || Capacity - _ring.Count >= AtomicBytes)
            {
                return false;
            }

            (_writers ??= []).Add(once);
            return true;
        }
    }

    /// <summary>Forgets a callback.</summary>
    public void CancelNotify(Action once)
    {
        lock (_lock)
        {
            _readers?.Remove(once);
            _writers?.Remove(once);
            _openers?.Remove(once);
        }
    }

    /// <summary>An end that was opened with these flags is closed; with the last the pipe is gone.</summary>
    public void Close(OpenFlags flags)
    {
        (bool reads, bool writes) = Access(flags);
        var wakeups = default(Wakeups);
        bool last;
        lock (_lock)
        {
            _readEnds -= reads ? 1 : 0;
            _writeEnds -= writes ? 1 : 0;
            last = _gone = _readEnds == 0 && _writeEnds == 0;
            // What waits in a FIFO is for its next reader.
            if (last || (_readEnds == 0 && !_isNamed))
            {
                _ring.Clear();
            }

            if (_readEnds == 0 || _writeEnds == 0)
            {
                wakeups.Take(ref _readers);
                wakeups.Take(ref _writers);
            }
        }

        wakeups.Run();
        if (last)
        {
            _pipes.Release(1);
        }
    }

    private static (bool Reads, bool Writes) Access(OpenFlags flags) =>
        ((flags & OpenFlags.O_ACCMODE) != OpenFlags.O_WRONLY, (flags & OpenFlags.O_ACCMODE) != OpenFlags.O_RDONLY);
}
