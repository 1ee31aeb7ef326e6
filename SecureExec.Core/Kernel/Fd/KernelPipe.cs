using SecureExec.Abi;
using SecureExec.Kernel.Net;

namespace SecureExec.Kernel;

/// <summary>
/// What <c>pipe(2)</c> makes: bytes that go one way, <see cref="Capacity"/> at most at a time. Thread-safe; callbacks run under no lock.
/// </summary>
internal sealed class KernelPipe
{
    /// <summary>Bytes that wait to be read, as in Linux.</summary>
    public const int Capacity = 64 * 1024;

    /// <summary>A write of no more than this is done whole or not at all (PIPE_BUF).</summary>
    public const int AtomicBytes = 4096;

    private readonly Lock _lock = new();
    private readonly ByteRing _ring = new();
    private readonly Budget _pipes;
    private List<Action>? _readers;
    private List<Action>? _writers;
    private bool _readClosed;
    private bool _writeClosed;

    private KernelPipe(Budget pipes, TimeProvider clock)
    {
        _pipes = pipes;
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

        var pipe = new KernelPipe(pipes, clock);
        return (new PipeEnd(pipe, OpenFlags.O_RDONLY), new PipeEnd(pipe, OpenFlags.O_WRONLY));
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
                return _writeClosed || buffer.IsEmpty ? 0 : Errno.EAGAIN;
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
            if (_readClosed)
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
            if (_ring.Count > 0 || _writeClosed)
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
            if (_readClosed || Capacity - _ring.Count >= AtomicBytes)
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
        }
    }

    /// <summary>An end is closed; with the second the pipe is gone.</summary>
    public void Close(bool reader)
    {
        var wakeups = default(Wakeups);
        bool last;
        lock (_lock)
        {
            _readClosed |= reader;
            _writeClosed |= !reader;
            last = _readClosed && _writeClosed;
            if (_readClosed)
            {
                _ring.Clear();
            }

            wakeups.Take(ref _readers);
            wakeups.Take(ref _writers);
        }

        wakeups.Run();
        if (last)
        {
            _pipes.Release(1);
        }
    }
}
