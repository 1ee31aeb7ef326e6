using SecureExec.Abi;
using SecureExec.Kernel.Vfs;

namespace SecureExec.Kernel;

/// <summary>A named pipe that is open (<c>fifo(7)</c>). It belongs to nothing, and answers ENXIO, until <see cref="Join"/>.</summary>
internal sealed class FifoEnd(TmpFifo fifo, OpenFlags flags, string? path) : FileDescription(flags)
{
    private KernelPipe? _pipe;
    private long _peersBefore;

    /// <inheritdoc/>
    public override Inode Inode => fifo;

    /// <inheritdoc/>
    public override string DisplayName => path ?? "fifo";

    /// <inheritdoc/>
    public override string? OpenedPath => path;

    /// <summary>Counts it among those that have the FIFO open. ENFILE; ENXIO for a writer that does not wait while nobody reads.</summary>
    public Errno Join(Budget pipes, TimeProvider clock)
    {
        if (fifo.Join(Flags, pipes, clock).IsError(out (KernelPipe Pipe, long Peers) joined, out Errno errno))
        {
            return errno;
        }

        (_pipe, _peersBefore) = joined;
        return Errno.Success;
    }

    /// <summary>Keeps a callback until the other side is open too, for which <c>open(2)</c> waits; false when it is, and when it does not wait: O_NONBLOCK, O_RDWR.</summary>
    public bool NotifyOpened(Action once) =>
        CanRead != CanWrite && (Flags & OpenFlags.O_NONBLOCK) == 0 && _pipe?.NotifyPeer(CanRead, _peersBefore, once) == true;

    /// <inheritdoc/>
    public override SysResult<int> Read(Span<byte> buffer, long position) => position >= 0 ? Errno.ESPIPE : _pipe?.Read(buffer) ?? Errno.ENXIO;

    /// <inheritdoc/>
    public override SysResult<int> Write(ReadOnlySpan<byte> data, long position) => position >= 0 ? Errno.ESPIPE : _pipe?.Write(data) ?? Errno.ENXIO;

    /// <inheritdoc/>
    public override SysResult<FileStat> Stat() => fifo.Stat();

    /// <inheritdoc/>
    public override bool NotifyReadable(Action once) => CanRead && _pipe?.NotifyReadable(once) == true;

    /// <inheritdoc/>
    public override bool NotifyWritable(Action once) => CanWrite && _pipe?.NotifyWritable(once) == true;

    /// <inheritdoc/>
    public override void CancelNotify(Action once) => _pipe?.CancelNotify(once);

    /// <inheritdoc/>
    protected override void OnLastClose() => _pipe?.Close(Flags);
}
