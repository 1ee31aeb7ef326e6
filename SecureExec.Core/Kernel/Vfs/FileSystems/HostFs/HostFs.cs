using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>
/// A host directory, reached through the broker only. Names and attributes come in whole directories and are believed for a set time;
/// contents of small files are kept while their attributes stay. The host may change anything at any time; then paths lead to
/// what is there now, and an open file whose name is gone answers ESTALE, as over NFS. <see cref="TreeLock"/> guards names and is held
/// while the broker is asked about names.
/// </summary>
internal sealed class HostFs : FileSystem
{
    private const long BindMagic = 0xEF53;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _believed;
    private readonly HostDirectory _root;

    /// <summary>Makes the file system of one mount; asks the host nothing yet.</summary>
    public HostFs(ulong dev, KernelConfig config, MountConfig mount, IBroker broker, HostCache cache)
        : base(dev, config.TimeProvider)
    {
        _clock = config.TimeProvider;
        _believed = TimeSpan.FromMilliseconds(config.Limits.HostMountCacheMs);
        MountId = mount.MountId;
        ReadOnly = mount.ReadOnly;
        Broker = broker;
        Cache = cache;
        Uid = config.Uid;
        Gid = config.Gid;
        MaxEntries = config.Limits.MaxReaddirEntries;
        _root = new HostDirectory(this, null, new FileStat { Mode = (uint)(FileMode.S_IFDIR | (FileMode)0x1ED), Ino = 1 });
    }

    /// <summary>What the broker calls the mount.</summary>
    public int MountId { get; }

    /// <summary>The way to the host.</summary>
    public IBroker Broker { get; }

    /// <summary>What is kept.</summary>
    public HostCache Cache { get; }

    /// <summary>Owner that everything shows: the guest's user, whoever owns it on the host.</summary>
    public int Uid { get; }

    /// <summary>Group that everything shows.</summary>
    public int Gid { get; }

    /// <summary>Names of one listing at most.</summary>
    public int MaxEntries { get; }

    /// <summary>Guards names and places.</summary>
    public Lock TreeLock => Cache.TreeLock;

    /// <inheritdoc/>
    public override bool ReadOnly { get; }

    /// <inheritdoc/>
    public override DirectoryInode Root => _root;

    /// <inheritdoc/>
    public override string TypeName => "hostfs";

    /// <inheritdoc/>
    public override string SourceName => "host";

    /// <summary>Now, for <see cref="IsFresh"/>.</summary>
    public long Timestamp() => _clock.GetTimestamp();

    /// <summary>True while what was learnt at <paramref name="timestamp"/> is believed.</summary>
    public bool IsFresh(long timestamp) => timestamp != 0 && _clock.GetElapsedTime(timestamp) < _believed;

    /// <inheritdoc/>
    public override SysResult<StatFs> StatFs() => new StatFs(BindMagic, 4096, 0, 0, 0, 0, 0);

    /// <inheritdoc/>
    public override SysResult<Unit> Rename(DirectoryInode from, string fromName, Inode moved, DirectoryInode to, string toName, Inode? replaced)
    {
        if (ReadOnly)
        {
            return Errno.EROFS;
        }

        if (from is not HostDirectory source || to is not HostDirectory target || moved is not IHostNode node)
        {
            return Errno.EXDEV;
        }

        lock (TreeLock)
        {
            if (moved is DirectoryInode directory && PathWalk.IsSameOrBelow(to, directory))
            {
                return Errno.EINVAL;
            }

            if (replaced is not null && moved.IsDirectory != replaced.IsDirectory)
            {
                return moved.IsDirectory ? Errno.ENOTDIR : Errno.EISDIR;
            }

            SysResult<Unit> renamed = Broker.Rename(MountId, source.PathOf(fromName), target.PathOf(toName));
            bool sameFile = replaced is not null && !ReferenceEquals(moved, replaced) && replaced.Ino == moved.Ino && !moved.IsDirectory;
            if (renamed.Ok && !sameFile && !ReferenceEquals(moved, replaced))
            {
                source.Forget(fromName);
                target.Forget(toName);
                node.MoveTo(new DirectoryPlace(target, toName));
                target.Remember(toName, moved);
            }

            return renamed;
        }
    }
}
