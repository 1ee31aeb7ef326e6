using SecureExec.Abi;
using SecureExec.Protocol;

namespace SecureExec.Sessions;

/// <summary>A file of the VM as a stream of a fixed length: what the file had when the stream was made. A file that shrinks meanwhile is an <see cref="IOException"/>.</summary>
internal sealed class GuestFileReader(RuntimeSession session, string path, long length) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> _piece;
    private long _fetched;

    public override bool CanSeek => true;

    public override long Length => length;

    public override long Position
    {
        get => _fetched - _piece.Length;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || Position == length) return 0;
        if (_piece.IsEmpty)
        {
            var call = new FileCall(FileOperation.ReadRange, path) { Offset = _fetched, Count = Math.Min(ProtocolLimits.ChunkBytes, length - _fetched) };
            FileResult result = await session.FileAsync(call, cancellationToken).ConfigureAwait(false);
            if (result.Error != Errno.Success) throw new GuestFileException(result.Error, "read", path);
            if (result.Data.IsEmpty) throw new IOException($"'{path}' became shorter while it was read.");
            _piece = result.Data[..(int)Math.Min(result.Data.Length, length - _fetched)];
            _fetched += _piece.Length;
        }
        int count = Math.Min(buffer.Length, _piece.Length);
        _piece[..count].CopyTo(buffer);
        _piece = _piece[count..];
        return count;
    }
}
