using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>A named pipe (<c>fifo(7)</c>): whoever has it open shares one <see cref="KernelPipe"/>, which is gone with the last.</summary>
internal sealed class TmpFifo : TmpSpecial
{
    private readonly Lock _lock = new();
    private KernelPipe? _pipe;

    /// <summary>Makes a FIFO with one name; its inode is charged already.</summary>
    public TmpFifo(TmpFs fs, FileMode permissions, int uid, int gid)
        : base(fs, FileMode.S_IFIFO | permissions, uid, gid)
    {
    }

    private TmpFifo(TmpFs fs, TmpFifo source)
        : base(fs, source)
    {
    }

    /// <inheritdoc/>
    public override SysResult<FileDescription> Open(OpenFlags flags, string? path, Caller caller) => new FifoEnd(this, flags, path);

    /// <summary>Counts an end in, for <see cref="FifoEnd"/>; how often the other side was opened so far. ENFILE, ENXIO.</summary>
    internal SysResult<(KernelPipe Pipe, long Peers)> Join(OpenFlags flags, Budget pipes, TimeProvider clock)
    {
        lock (_lock)
        {
            long peers = 0;
            Errno errno = _pipe?.TryOpen(flags, out peers) ?? KernelPipe.Gone;
            if (errno == KernelPipe.Gone)
            {
                if (KernelPipe.CreateNamed(pipes, clock).IsError(out _pipe, out errno))
                {
                    return errno;
                }

                errno = _pipe.TryOpen(flags, out peers);
            }

            return errno == Errno.Success ? (_pipe!, peers) : errno;
        }
    }

    /// <inheritdoc/>
    internal override TmpSpecial Fork(TmpFs fork) => new TmpFifo(fork, this);
}
