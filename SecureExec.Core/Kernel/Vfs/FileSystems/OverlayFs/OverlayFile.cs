using System.Buffers;
using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>A regular file of an overlay. Whoever has it open sees the changes of others, also those made before which it was copied up.</summary>
internal sealed class OverlayFile : FileInode, IOverlayNode
{
    private const int BufferSize = 64 * 1024;

    private readonly OverlayFs _fs;
    private readonly FileInode? _lower;
    private volatile TmpFile? _upper;
    private OverlayPlace? _place;
    private int _open;

    /// <summary>Makes the inode of an upper or a lower file.</summary>
    public OverlayFile(OverlayFs fs, FileInode real)
        : base(fs, fs.NextIno(), FileMode.None, 0, 0, fs.Now())
    {
        _fs = fs;
        _upper = fs.IsUpper(real) ? (TmpFile)real : null;
        _lower = _upper is null ? real : null;
        TakeAttributes(real);
    }

    /// <inheritdoc/>
    public Inode? Upper => _upper;

    /// <inheritdoc/>
    public override long Size => Real.Size;

    /// <inheritdoc/>
    public override long Blocks => Real.Blocks;

    // Whatever names the lower file has, this is one of them.
    /// <inheritdoc/>
    public override int LinkCount => _upper?.LinkCount ?? (_place is null ? 0 : 1);

    private FileInode Real => (FileInode?)_upper ?? _lower!;

    /// <inheritdoc/>
    public override SysResult<FileStat> Stat()
    {
        FileInode real = Real;
        if (real.Stat().IsError(out FileStat stat, out Errno errno))
        {
            return errno;
        }

        TakeAttributes(real);
        return stat with { Dev = _fs.Dev, Ino = Ino, Nlink = (ulong)LinkCount };
    }

    /// <inheritdoc/>
    public override SysResult<FileDescription> Open(OpenFlags flags, string? path, Caller caller)
    {
        bool changes = (flags & OpenFlags.O_ACCMODE) != OpenFlags.O_RDONLY || (flags & OpenFlags.O_TRUNC) != 0;
        Errno errno = changes ? CopyUpLocked() : Errno.Success;
        return errno != Errno.Success ? errno : base.Open(flags, path, caller);
    }

    /// <inheritdoc/>
    public override SysResult<int> ReadAt(long offset, Span<byte> buffer) => Real.ReadAt(offset, buffer);

    /// <inheritdoc/>
    public override SysResult<int> WriteAt(long offset, ReadOnlySpan<byte> data)
    {
        Errno errno = CopyUpLocked();
        return errno != Errno.Success ? errno : _upper!.WriteAt(offset, data);
    }

    /// <inheritdoc/>
    public override SysResult<int> Append(ReadOnlySpan<byte> data, out long end)
    {
        end = Size;
        Errno errno = CopyUpLocked();
        return errno != Errno.Success ? errno : _upper!.Append(data, out end);
    }

    /// <inheritdoc/>
    public override SysResult<Unit> SetLength(long length) => ChangeUpper(upper => upper.SetLength(length));

    /// <inheritdoc/>
    public override SysResult<Unit> NoteOpened()
    {
        lock (_fs.TreeLock)
        {
            SysResult<Unit> opened = Real.NoteOpened();
            _open += opened.Ok ? 1 : 0;
            return opened;
        }
    }

    /// <inheritdoc/>
    public override void NoteClosed()
    {
        lock (_fs.TreeLock)
        {
            _open--;
            Real.NoteClosed();
        }
    }

    /// <inheritdoc/>
    public override SysResult<Unit> SetMode(FileMode permissions) => ChangeUpper(upper => upper.SetMode(permissions));

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

        if (place.CopyUpDirectory(this).IsError(out TmpDirectory? directory, out Errno errno))
        {
            return errno;
        }

        FileInode lower = _lower!;
        if (directory.CreateFile(place.Name, lower.Mode & FileMode.PermissionMask, lower.Uid, lower.Gid).IsError(out Inode? made, out errno))
        {
            return errno;
        }

        var upper = (TmpFile)made;
        if ((errno = CopyContent(lower, upper)) != Errno.Success)
        {
            directory.Unlink(place.Name, upper);
            return errno;
        }

        upper.SetTimes(lower.Atime, lower.Mtime);
        for (int i = 0; i < _open; i++)
        {
            upper.NoteOpened();
            lower.NoteClosed();
        }

        _upper = upper;
        _fs.NoteCopied(upper, this);
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

    private static Errno CopyContent(FileInode from, TmpFile to)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long offset = 0;
            while (true)
            {
                if (from.ReadAt(offset, buffer).IsError(out int count, out Errno errno))
                {
                    return errno;
                }

                if (count == 0)
                {
                    return Errno.Success;
                }

                if (to.WriteAt(offset, buffer.AsSpan(0, count)).IsError(out int written, out errno) || written < count)
                {
                    return errno != Errno.Success ? errno : Errno.ENOSPC;
                }

                offset += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private Errno CopyUpLocked()
    {
        if (_upper is not null)
        {
            return Errno.Success;
        }

        lock (_fs.TreeLock)
        {
            return CopyUp();
        }
    }

    private SysResult<Unit> ChangeUpper(Func<TmpFile, SysResult<Unit>> change)
    {
        Errno errno = CopyUpLocked();
        if (errno != Errno.Success)
        {
            return errno;
        }

        SysResult<Unit> changed = change(_upper!);
        TakeAttributes(_upper!);
        return changed;
    }
}
