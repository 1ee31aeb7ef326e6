using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>
/// Standard input: the host pushes bytes, the guest reads them. Holds at most a fixed number of bytes; a pusher waits or is
/// refused beyond that. After <see cref="Close"/> the guest reads the rest and then the end of the file.
/// </summary>
internal sealed class StreamInput : FileDescription
{
    private readonly Lock _lock = new();
    private readonly ByteRing _bytes = new();
    private readonly int _capacity;
    private readonly ulong _ino;
    private List<Action>? _waiters;
    private TaskCompletionSource? _space;
    private bool _closed;
    private bool _abandoned;

    /// <summary>Makes an empty, open stream.</summary>
    /// <param name="capacity">Bytes that may wait for the guest.</param>
    public StreamInput(int capacity)
        : base(OpenFlags.O_RDONLY)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
        _ino = AnonymousInodes.Next();
    }

    /// <inheritdoc/>
    public override string DisplayName => $"pipe:[{_ino}]";

    /// <summary>Bytes that the guest has not read yet.</summary>
    public int Buffered
    {
        get
        {
            lock (_lock)
            {
                return _bytes.Count;
            }
        }
    }

    /// <summary>Takes as many bytes as there is room for and tells how many. All are taken and dropped once the guest has closed its end.</summary>
    public int TryWrite(ReadOnlySpan<byte> data)
    {
        List<Action>? wake;
        int taken;
        lock (_lock)
        {
            if (_closed)
            {
                throw new InvalidOperationException("The stream is closed.");
            }

            if (_abandoned)
            {
                return data.Length;
            }

            taken = Math.Min(data.Length, _capacity - _bytes.Count);
            if (taken == 0)
            {
                return 0;
            }

            _bytes.Append(data[..taken]);
            wake = TakeWaiters();
        }

        Run(wake);
        return taken;
    }

    /// <summary>Pushes all of <paramref name="data"/>, waiting for the guest to read when the buffer is full.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        while (!data.IsEmpty)
        {
            data = data[TryWrite(data.Span)..];
            if (data.IsEmpty)
            {
                return;
            }

            Task room;
            lock (_lock)
            {
                if (_bytes.Count < _capacity || _abandoned || _closed)
                {
                    continue;
                }

                _space ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                room = _space.Task;
            }

            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>No more will come. May be called more than once.</summary>
    public void Close()
    {
        List<Action>? wake;
        TaskCompletionSource? space;
        lock (_lock)
        {
            _closed = true;
            wake = TakeWaiters();
            space = TakeSpace();
        }

        space?.TrySetResult();
        Run(wake);
    }

    /// <inheritdoc/>
    public override SysResult<int> Read(Span<byte> buffer, long position)
    {
        if (position >= 0)
        {
            return Errno.ESPIPE;
        }

        if (buffer.IsEmpty)
        {
            return 0;
        }

        TaskCompletionSource? space;
        int read;
        lock (_lock)
        {
            if (_bytes.Count == 0)
            {
                return _closed ? 0 : Errno.EAGAIN;
            }

            read = _bytes.Take(buffer);
            space = TakeSpace();
        }

        space?.TrySetResult();
        return read;
    }

    /// <inheritdoc/>
    public override SysResult<int> Write(ReadOnlySpan<byte> data, long position) => Errno.EBADF;

    /// <inheritdoc/>
    public override SysResult<FileStat> Stat() => AnonymousInodes.PipeStat(_ino);

    /// <inheritdoc/>
    public override bool NotifyReadable(Action once)
    {
        lock (_lock)
        {
            if (_bytes.Count > 0 || _closed)
            {
                return false;
            }

            (_waiters ??= []).Add(once);
            return true;
        }
    }

    /// <inheritdoc/>
    public override void CancelNotify(Action once)
    {
        lock (_lock)
        {
            _waiters?.Remove(once);
        }
    }

    /// <inheritdoc/>
    protected override void OnLastClose()
    {
        TaskCompletionSource? space;
        lock (_lock)
        {
            _abandoned = true;
            _bytes.Clear();
            _waiters = null;
            space = TakeSpace();
        }

        space?.TrySetResult();
    }

    private static void Run(List<Action>? callbacks)
    {
        if (callbacks is null)
        {
            return;
        }

        foreach (Action callback in callbacks)
        {
            callback();
        }
    }

    private List<Action>? TakeWaiters()
    {
        List<Action>? waiters = _waiters;
        _waiters = null;
        return waiters;
    }

    private TaskCompletionSource? TakeSpace()
    {
        TaskCompletionSource? space = _space;
        _space = null;
        return space;
    }
}
