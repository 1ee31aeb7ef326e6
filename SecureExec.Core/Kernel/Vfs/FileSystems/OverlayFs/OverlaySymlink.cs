using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary>A symbolic link of an overlay.</summary>
internal sealed class OverlaySymlink : SymlinkInode, IOverlayNode
{
    private readonly OverlayFs _fs;
    private readonly SymlinkInode? _lower;
    private volatile TmpSymlink? _upper;
    private OverlayPlace? _place;

    /// <summary>Makes the inode of an upper or a lower link.</summary>
    public OverlaySymlink(OverlayFs fs, SymlinkInode real)
        : base(fs, fs.NextIno(), 0, 0, fs.Now())
    {
        _fs = fs;
        _upper = fs.IsUpper(real) ? (TmpSymlink)real : null;
        _lower = _upper is null ? real : null;
        TakeAttributes(real);
    }

    /// <inheritdoc/>
    public Inode? Upper => _upper;

    /// <inheritdoc/>
    public override long Size => Real.Size;

    /// <inheritdoc/>
    public override int LinkCount => _upper?.LinkCount ?? 1;

    private SymlinkInode Real => (SymlinkInode?)_upper ?? _lower!;

    /// <inheritdoc/>
    public override SysResult<string> ReadTarget(Caller caller) => Real.ReadTarget(caller);

    /// <inheritdoc/>
    public override SysResult<Unit> SetOwner(int uid, int gid) => ChangeUpper(upper => upper.SetOwner(uid, gid));

    /// <inheritdoc/>
    public override SysResult<Unit> SetTimes(Timespec atime, Timespec mtime) => ChangeUpper(upper => upper.SetTimes(atime, mtime));

    /// <inheritdoc/>
    public Errno CopyUp()
    {
        if (_upper is not null)
        {
            return Errno.Success;
        }

        if (_place is not { } place)
        {
            return Errno.ESTALE;
        }

        if (place.CopyUpDirectory(this).IsError(out TmpDirectory? directory, out Errno errno)
            || _lower!.ReadTarget(_fs.Host).IsError(out string? target, out errno))
        {
            return errno;
        }

        if (directory.CreateSymlink(place.Name, target, _lower.Uid, _lower.Gid).IsError(out Inode? made, out errno))
        {
            return errno;
        }

        made.SetTimes(_lower.Atime, _lower.Mtime);
        _upper = (TmpSymlink)made;
        _fs.NoteCopied(made, this);
        return Errno.Success;
    }

    /// <inheritdoc/>
    public void SeenAs(OverlayDirectory parent, string name)
    {
        _place = new OverlayPlace(parent, name);
        TakeAttributes(Real);
    }

    /// <inheritdoc/>
    public void MovedTo(OverlayDirectory parent, string name) => _place = new OverlayPlace(parent, name);

    private SysResult<Unit> ChangeUpper(Func<TmpSymlink, SysResult<Unit>> change)
    {
        lock (_fs.TreeLock)
        {
            Errno errno = CopyUp();
            if (errno != Errno.Success)
            {
                return errno;
            }

            SysResult<Unit> changed = change(_upper!);
            TakeAttributes(_upper!);
            return changed;
        }
    }
}
