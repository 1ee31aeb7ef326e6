using SecureExec.Abi;
using SecureExec.Kernel.Net;

namespace SecureExec.Kernel.Vfs;

/// <summary>A device, FIFO or socket of a lower tree: it can be seen and removed, and used as the lower tree lets it be; it is never copied up.</summary>
internal sealed class OverlaySpecial : Inode, IOverlayNode
{
    private readonly Inode _lower;

    /// <summary>Makes the inode.</summary>
    public OverlaySpecial(OverlayFs fs, Inode lower)
        : base(fs, fs.NextIno(), lower.Mode, lower.Uid, lower.Gid, lower.Mtime)
    {
        _lower = lower;
        TakeAttributes(lower);
    }

    /// <inheritdoc/>
    public Inode? Upper => null;

    /// <inheritdoc/>
    public override ulong Rdev => _lower.Rdev;

    /// <inheritdoc/>
    public override UnixSocket? Socket => _lower.Socket;

    /// <inheritdoc/>
    public override SysResult<FileDescription> Open(OpenFlags flags, string? path, Caller caller) => _lower.Open(flags, path, caller);

    /// <inheritdoc/>
    public override SysResult<Unit> SetMode(Abi.FileMode permissions) => Errno.EPERM;

    /// <inheritdoc/>
    public override SysResult<Unit> SetOwner(int uid, int gid) => Errno.EPERM;

    /// <inheritdoc/>
    public override SysResult<Unit> SetTimes(Timespec atime, Timespec mtime) => Errno.EPERM;

    /// <inheritdoc/>
    public Errno CopyUp() => Errno.EPERM;

    /// <inheritdoc/>
    public void SeenAs(OverlayDirectory parent, string name)
    {
    }

    /// <inheritdoc/>
    public void MovedTo(OverlayDirectory parent, string name)
    {
    }
}
