using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary>A symbolic link of a host mount. Its target is guest text: it leads wherever that path leads in the guest, never on the host.</summary>
internal sealed class HostSymlink : SymlinkInode, IHostNode
{
    private readonly HostFs _fs;
    private readonly HostNode _node;
    private volatile string? _target;
    private long _size;

    /// <summary>Makes a link just learnt.</summary>
    public HostSymlink(HostFs fs, DirectoryPlace place, in FileStat stat)
        : base(fs, stat.Ino, fs.Uid, fs.Gid, stat.Mtime)
    {
        _fs = fs;
        _node = new HostNode(fs, place);
        Take(stat);
    }

    /// <inheritdoc/>
    public override long Size => _size;

    /// <inheritdoc/>
    public override SysResult<FileStat> Stat()
    {
        _node.Refresh(this);
        return base.Stat();
    }

    /// <inheritdoc/>
    public override SysResult<string> ReadTarget(Caller caller)
    {
        _node.Refresh(this);
        if (_target is { } known)
        {
            return known;
        }

        if (_node.Path is not { } path)
        {
            return Errno.ESTALE;
        }

        SysResult<string> read = _fs.Broker.ReadLink(_fs.MountId, path);
        _target = read.Ok ? read.Value : null;
        return read;
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
        if (stat.Mtime != Mtime || stat.Ctime != Ctime)
        {
            _target = null;
        }

        Take(stat);
        _node.NoteFresh(timestamp);
    }

    /// <inheritdoc/>
    public void MoveTo(DirectoryPlace place) => _node.Place(place);

    /// <inheritdoc/>
    public void Detach() => _node.Place(null);

    private void Take(in FileStat stat)
    {
        Ino = stat.Ino;
        Atime = stat.Atime;
        Mtime = stat.Mtime;
        Ctime = stat.Ctime;
        Birthtime = stat.Birthtime;
        _size = stat.Size;
    }
}
