using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>A regular file in memory. It lives while it has names or is open.</summary>
internal sealed class TmpFile : FileInode, ITmpNamed
{
    private readonly Lock _lock = new();
    private readonly TmpFs _fs;
    private readonly ChunkedData _data;
    private int _names = 1;
    private int _open;

    /// <summary>Makes an empty file with one name; its inode is charged already.</summary>
    public TmpFile(TmpFs fs, FileMode permissions, int uid, int gid)
        : base(fs, fs.NextIno(), permissions, uid, gid, fs.Now())
    {
        _fs = fs;
        _data = new ChunkedData(fs.Bytes);
    }

    private TmpFile(TmpFs fs, TmpFile source, ChunkedData data)
        : base(fs, source.Ino, source.Mode & FileMode.PermissionMask, source.Uid, source.Gid, source.Mtime)
    {
        _fs = fs;
        _data = data;
        _names = 0;
        TakeAttributes(source);
    }

    /// <inheritdoc/>
    public override long Size => _data.Length;

    /// <inheritdoc/>
    public override long Blocks => _data.Charged / 512;

    /// <inheritdoc/>
    public override int LinkCount => Volatile.Read(ref _names);

    /// <inheritdoc/>
    public override SysResult<int> ReadAt(long offset, Span<byte> buffer)
    {
        lock (_lock)
        {
            NoteAccess();
            return _data.Read(offset, buffer);
        }
    }

    /// <inheritdoc/>
    public override SysResult<int> WriteAt(long offset, ReadOnlySpan<byte> data)
    {
        lock (_lock)
        {
            return WriteLocked(offset, data);
        }
    }

    /// <inheritdoc/>
    public override SysResult<int> Append(ReadOnlySpan<byte> data, out long end)
    {
        lock (_lock)
        {
            SysResult<int> written = WriteLocked(_data.Length, data);
            end = _data.Length;
            return written;
        }
    }

    /// <inheritdoc/>
    public override SysResult<Unit> SetLength(long length)
    {
        lock (_lock)
        {
            Errno errno = _data.SetLength(length);
            if (errno != Errno.Success)
            {
                return errno;
            }

            NoteModified();
            return SysResult.Done;
        }
    }

    /// <inheritdoc/>
    public override SysResult<Unit> NoteOpened()
    {
        lock (_lock)
        {
            if (_names == 0 && _open == 0)
            {
                return Errno.ENOENT;
            }

            _open++;
            return SysResult.Done;
        }
    }

    /// <inheritdoc/>
    public override void NoteClosed()
    {
        lock (_lock)
        {
            _open--;
            FreeWhenGone();
        }
    }

    /// <inheritdoc/>
    public void AddName()
    {
        lock (_lock)
        {
            _names++;
            Ctime = _fs.Now();
        }
    }

    /// <inheritdoc/>
    public void RemoveName()
    {
        lock (_lock)
        {
            _names--;
            Ctime = _fs.Now();
            FreeWhenGone();
        }
    }

    /// <summary>The same file in a fork, without names yet; content is shared until one side writes. ENOSPC.</summary>
    internal SysResult<TmpFile> Fork(TmpFs fs)
    {
        lock (_lock)
        {
            return _data.Fork(fs.Bytes).IsError(out ChunkedData? data, out Errno errno) ? errno : new TmpFile(fs, this, data);
        }
    }

    /// <summary>A name in a fork that is being made.</summary>
    internal void CountForkedName() => _names++;

    /// <summary>Gives the content of a fork that cannot be finished back.</summary>
    internal void Discard() => _data.Free();

    /// <inheritdoc/>
    public void NoteRenamed() => Ctime = _fs.Now();

    private SysResult<int> WriteLocked(long offset, ReadOnlySpan<byte> data)
    {
        SysResult<int> written = _data.Write(offset, data);
        if (written.Ok && !data.IsEmpty)
        {
            NoteModified();
        }

        return written;
    }

    private void FreeWhenGone()
    {
        if (_names == 0 && _open == 0)
        {
            _data.Free();
        }
    }
}
