using System.Buffers;
using System.IO.Pipelines;
using SecureExec.Protocol;

namespace SecureExec.Sessions;

/// <summary>The host's end of one connection into the VM, as a stream. One reader and one writer at a time; a write waits while the guest does not read.</summary>
internal sealed class GuestConnection : Stream
{
    private readonly int _id;
    private readonly Action<HostMessage> _send;
    private readonly Action _forget;
    private readonly Pipe _incoming = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _room = new(0);
    private readonly Lock _lock = new();
    private int _unread;
    private int _credit = ProtocolLimits.IngressWindowBytes;
    private Exception? _fault;
    private bool _ended;
    private bool _closed;

    /// <param name="id">What the channel calls it.</param>
    /// <param name="send">Sends a message; does not block or throw.</param>
    /// <param name="forget">Called once it is closed.</param>
    internal GuestConnection(int id, Action<HostMessage> send, Action forget) => (_id, _send, _forget) = (id, send, forget);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Ends once the connection stands, with the fault when it does not come to that.</summary>
    internal Task Opened => _opened.Task;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        ReadResult result = await _incoming.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        int count = (int)Math.Min(buffer.Length, result.Buffer.Length);
        ReadOnlySequence<byte> taken = result.Buffer.Slice(0, count);
        taken.CopyTo(buffer.Span);
        _incoming.Reader.AdvanceTo(taken.End);
        if (count > 0) Release(count);
        return count;
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            int piece = Math.Min(buffer.Length, ProtocolLimits.IngressChunkBytes);
            while (!TrySend(buffer[..piece])) await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
            buffer = buffer[piece..];
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    internal void OnOpened() => _opened.TrySetResult();

    /// <exception cref="ProtocolException">The bytes exceed the window.</exception>
    internal void OnReceived(ReadOnlySpan<byte> data)
    {
        lock (_lock)
        {
            if (_closed || _fault is not null || _ended) return;
            _unread += data.Length;
            if (_unread > ProtocolLimits.IngressWindowBytes) throw new ProtocolException("Data of a connection of the host exceeds its window.");
            _incoming.Writer.Write(data);
            // Without a threshold it is over at once; the reader goes on elsewhere.
            _ = _incoming.Writer.FlushAsync().AsTask();
        }
    }

    internal void OnEnded()
    {
        lock (_lock)
        {
            End(null);
        }
    }

    /// <exception cref="ProtocolException">The window was not that small.</exception>
    internal void OnRoom(int bytes)
    {
        lock (_lock)
        {
            _credit += bytes;
            if (bytes <= 0 || _credit > ProtocolLimits.IngressWindowBytes) throw new ProtocolException("Room of a connection of the host exceeds its window.");
        }
        Wake();
    }

    /// <summary>It could not be made, or broke: readers and writers are told.</summary>
    internal void Fail(Exception fault)
    {
        lock (_lock)
        {
            if (_fault is not null) return;
            _fault = fault;
            End(new IOException($"The connection into the VM broke: {fault.Message}", fault));
        }
        _opened.TrySetException(fault);
        Wake();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        bool isFirst;
        lock (_lock)
        {
            isFirst = !_closed;
            _closed = true;
            // A read that waits must not wait for ever.
            End(new ObjectDisposedException(nameof(GuestConnection)));
        }
        if (isFirst)
        {
            // What was not read will not be: the guest's end is reset as by a socket with unread bytes.
            if (_fault is null) _send(new IngressCloseMessage(_id, Reset: _unread > 0 || !_opened.Task.IsCompletedSuccessfully));
            _forget();
            Wake();
        }
        base.Dispose(disposing);
    }

    // What arrives ends, once. Precondition: the lock; the worker, its end and the caller come on threads of their own.
    private void End(Exception? fault)
    {
        if (_ended) return;
        _ended = true;
        _incoming.Writer.Complete(fault);
    }

    private bool TrySend(ReadOnlyMemory<byte> piece)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_fault is not null) throw new IOException($"The connection into the VM broke: {_fault.Message}", _fault);
            int charge = ProtocolLimits.Charge(piece.Length);
            if (_credit < charge) return false;
            _credit -= charge;
            _send(new IngressDataMessage(_id, piece.ToArray()));
            return true;
        }
    }

    private void Release(int bytes)
    {
        lock (_lock)
        {
            _unread -= bytes;
            if (!_closed && _fault is null) _send(new IngressCreditMessage(_id, bytes));
        }
    }

    private void Wake()
    {
        if (_room.CurrentCount == 0) _room.Release();
    }
}
