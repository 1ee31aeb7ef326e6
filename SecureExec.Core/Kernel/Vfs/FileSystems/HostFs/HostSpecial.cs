using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary>A device, pipe or socket of a host mount: shown, never opened (ENXIO).</summary>
internal sealed class HostSpecial : Inode, IHostNode
{
    private readonly HostNode _node;

    /// <summary>Makes a node just learnt.</summary>
    public HostSpecial(HostFs fs, DirectoryPlace place, in FileStat stat)
        : base(fs, stat.Ino, HostNode.GuestMode(stat), fs.Uid, fs.Gid, stat.Mtime) => _node = new HostNode(fs, place);

    /// <inheritdoc/>
    public override SysResult<Unit> SetMode(Abi.FileMode permissions) => Errno.EPERM;

    /// <inheritdoc/>
    public override SysResult<Unit> SetOwner(int uid, int gid) => Errno.EPERM;

    /// <inheritdoc/>
    public override SysResult<Unit> SetTimes(Timespec atime, Timespec mtime) => Errno.EPERM;

    /// <inheritdoc/>
    public void Update(in FileStat stat, long timestamp) => _node.NoteFresh(timestamp);

    /// <inheritdoc/>
    public void MoveTo(DirectoryPlace place) => _node.Place(place);

    /// <inheritdoc/>
    public void Detach() => _node.Place(null);
}
