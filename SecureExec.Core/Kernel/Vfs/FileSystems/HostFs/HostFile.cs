using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>A regular file of a host mount. Its lock guards the kept content and is taken without the tree lock.</summary>
internal sealed class HostFile : FileInode, IHostNode
{
    private const int BulkLimit = 1024 * 1024;
    private const int PrefetchLimit = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly HostFs _fs;
    private readonly HostNode _node;
    private volatile byte[]? _content;
    private long _size;
    private long _blocks;
    private int _links;

    /// <summary>Makes a file just learnt.</summary>
    public HostFile(HostFs fs, DirectoryPlace place, in FileStat stat)
        : base(fs, stat.Ino, HostNode.GuestMode(stat) & FileMode.PermissionMask, fs.Uid, fs.Gid, stat.Mtime)
    {
        _fs = fs;
        _node = new HostNode(fs, place);
        Take(stat);
    }

    /// <summary>Path on the host side, or null when the name is gone.</summary>
    public string? HostPath => _node.Path;

    /// <summary>Its name, or null when it is gone.</summary>
    public string? Name => _node.Name;

    /// <inheritdoc/>
    public override long Size => Volatile.Read(ref _size);

    /// <inheritdoc/>
    public override long Blocks => _blocks;

    /// <inheritdoc/>
    public override int LinkCount => _links;

    /// <inheritdoc/>
    public override SysResult<FileStat> Stat()
    {
        _node.Refresh(this);
        return base.Stat();
    }

    /// <inheritdoc/>
    public override SysResult<int> ReadAt(long offset, Span<byte> buffer)
    {
        _node.Refresh(this);
        byte[]? content = _content ?? Load();
        if (content is not null)
        {
            int count = (int)Math.Clamp(content.Length - offset, 0, buffer.Length);
            if (count > 0)
            {
                content.AsSpan((int)offset, count).CopyTo(buffer);
            }

            return count;
        }

        return _node.Path is { } path ? _fs.Broker.ReadRange(_fs.MountId, path, offset, buffer) : Errno.ESTALE;
    }

    /// <inheritdoc/>
    public override SysResult<int> WriteAt(long offset, ReadOnlySpan<byte> data)
    {
        if (_fs.ReadOnly || _node.Path is not { } path)
        {
            return _fs.ReadOnly ? Errno.EROFS : Errno.ESTALE;
        }

        lock (_lock)
        {
            return WriteLocked(path, offset, data);
        }
    }

    /// <inheritdoc/>
    public override SysResult<int> Append(ReadOnlySpan<byte> data, out long end)
    {
        end = Size;
        if (_fs.ReadOnly || _node.Path is not { } path)
        {
            return _fs.ReadOnly ? Errno.EROFS : Errno.ESTALE;
        }

        lock (_lock)
        {
            if (_fs.Broker.Stat(_fs.MountId, path).IsError(out FileStat stat, out Errno errno))
            {
                return errno;
            }

            SysResult<int> written = WriteLocked(path, stat.Size, data);
            end = stat.Size + (written.Ok ? written.Value : 0);
            return written;
        }
    }

    /// <inheritdoc/>
    public override SysResult<Unit> SetLength(long length)
    {
        if (_fs.ReadOnly || _node.Path is not { } path)
        {
            return _fs.ReadOnly ? Errno.EROFS : Errno.ESTALE;
        }

        if (length > ChunkedData.MaxLength)
        {
            return Errno.EFBIG;
        }

        lock (_lock)
        {
            SysResult<Unit> set = _fs.Broker.Truncate(_fs.MountId, path, length);
            if (set.Ok)
            {
                DropContent();
                Volatile.Write(ref _size, length);
                NoteModified();
            }

            return set;
        }
    }

    /// <inheritdoc/>
    public override SysResult<Unit> SetMode(FileMode permissions)
    {
        SysResult<Unit> set = _fs.ReadOnly ? Errno.EROFS
            : _node.Path is { } path ? _fs.Broker.SetMode(_fs.MountId, path, (int)permissions & 0x1FF) : Errno.ESTALE;
        return set.Ok ? base.SetMode(permissions & (FileMode)0x1FF) : set;
    }

    /// <inheritdoc/>
    public override SysResult<Unit> SetOwner(int uid, int gid) => Errno.EPERM;

    /// <inheritdoc/>
    public override SysResult<Unit> SetTimes(Timespec atime, Timespec mtime)
    {
        SysResult<Unit> set = _fs.ReadOnly ? Errno.EROFS
            : _node.Path is { } path ? _fs.Broker.SetTimes(_fs.MountId, path, atime, mtime) : Errno.ESTALE;
        return set.Ok ? base.SetTimes(atime, mtime) : set;
    }

    /// <inheritdoc/>
    public void Update(in FileStat stat, long timestamp)
    {
        if (stat.Size != Size || stat.Mtime != Mtime || stat.Ino != Ino)
        {
            DropContent();
        }

        Take(stat);
        _node.NoteFresh(timestamp);
    }

    /// <inheritdoc/>
    public void MoveTo(DirectoryPlace place) => _node.Place(place);

    /// <inheritdoc/>
    public void Detach() => _node.Place(null);

    /// <summary>The cache needs the room.</summary>
    internal void ForgetContent() => _content = null;

    /// <summary>Takes content that came with that of a neighbour, if it is still this file's and none is known.</summary>
    internal void Offer(HostFileContent file)
    {
        lock (_lock)
        {
            if (_content is null && file.Stat.IsRegular && file.Stat.Ino == Ino && file.Data.Length > 0 && _node.Path is not null)
            {
                Keep(file);
            }
        }
    }

    /// <summary>True when its content is not known, and small enough to come along with another file's.</summary>
    internal bool IsWorthPrefetching => _content is null && Size is > 0 and <= PrefetchLimit;

    private byte[]? Load()
    {
        if (Size > Math.Min(BulkLimit, _fs.Cache.LargestContent) || _node.Path is not { } path)
        {
            return null;
        }

        if (Size <= PrefetchLimit && _node.Directory is { } directory)
        {
            directory.Prefetch(this);
        }

        lock (_lock)
        {
            if (_content is { } loaded)
            {
                return loaded;
            }

            if (_fs.Broker.ReadFile(_fs.MountId, path, Math.Min(BulkLimit, _fs.Cache.LargestContent)).IsError(out HostFileContent? file, out _))
            {
                return null;
            }

            return Keep(file);
        }
    }

    private byte[] Keep(HostFileContent file)
    {
        Take(file.Stat);
        Volatile.Write(ref _size, file.Data.Length);
        _content = file.Data;
        _fs.Cache.SetContent(this, file.Data.Length);
        return file.Data;
    }

    private SysResult<int> WriteLocked(string path, long offset, ReadOnlySpan<byte> data)
    {
        if (offset > ChunkedData.MaxLength - data.Length)
        {
            return Errno.EFBIG;
        }

        SysResult<int> written = _fs.Broker.WriteRange(_fs.MountId, path, offset, data);
        if (written.Ok)
        {
            DropContent();
            Volatile.Write(ref _size, Math.Max(Size, offset + written.Value));
            NoteModified();
        }

        return written;
    }

    private void DropContent()
    {
        if (_content is not null)
        {
            _content = null;
            _fs.Cache.SetContent(this, 0);
        }
    }

    private void Take(in FileStat stat)
    {
        Ino = stat.Ino;
        Mode = FileMode.S_IFREG | (HostNode.GuestMode(stat) & FileMode.PermissionMask);
        Atime = stat.Atime;
        Mtime = stat.Mtime;
        Ctime = stat.Ctime;
        Birthtime = stat.Birthtime;
        _blocks = stat.Blocks;
        _links = (int)Math.Min(stat.Nlink, int.MaxValue);
        Volatile.Write(ref _size, stat.Size);
    }
}
