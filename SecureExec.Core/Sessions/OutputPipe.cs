using System.Threading.Channels;

namespace SecureExec.Sessions;

/// <summary>
/// The reading end of one output stream of a live process. What waits in it is bounded by the window of the protocol: the guest's
/// writes wait while nobody reads. After the process has ended the rest is still read, then the end. One reader at a time.
/// </summary>
internal sealed class OutputPipe(Action<int> release) : ReadOnlyStream
{
    private readonly Channel<ReadOnlyMemory<byte>> _pieces = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private ReadOnlyMemory<byte> _rest;
    private int _pieceBytes;
    private volatile bool _dropping;

    /// <summary>Takes a piece from the channel. Its bytes count against the window until they were read.</summary>
    internal void Push(ReadOnlyMemory<byte> data)
    {
        if (_dropping || !_pieces.Writer.TryWrite(data)) release(data.Length);
    }

    /// <summary>Nothing more will come.</summary>
    internal void Complete() => _pieces.Writer.TryComplete();

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        while (_rest.IsEmpty)
        {
            if (_dropping || !await _pieces.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false)) return 0;
            if (!_pieces.Reader.TryRead(out _rest)) continue;
            _pieceBytes = _rest.Length;
            if (_pieceBytes == 0) release(0);
        }
        int count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        if (_rest.IsEmpty) release(_pieceBytes);
        return count;
    }

    /// <summary>Closes the reading end: what comes from now on is dropped and the guest's writes go on.</summary>
    protected override void Dispose(bool disposing)
    {
        if (!_dropping)
        {
            _dropping = true;
            if (!_rest.IsEmpty) release(_pieceBytes);
            _rest = default;
            while (_pieces.Reader.TryRead(out ReadOnlyMemory<byte> data)) release(data.Length);
        }
        base.Dispose(disposing);
    }
}
