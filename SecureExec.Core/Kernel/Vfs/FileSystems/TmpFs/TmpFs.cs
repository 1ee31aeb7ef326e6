using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>
/// Files in memory. Lock order: <see cref="TreeLock"/> (names and link counts), then the lock of one file (content). Bytes and
/// inodes are charged to budgets that several instances may share.
/// </summary>
internal sealed class TmpFs : FileSystem
{
    private const long TmpfsMagic = 0x01021994;
    private const long BlockSize = 4096;
    private long _lastIno;

    /// <summary>Makes an empty file system.</summary>
    public TmpFs(ulong dev, TimeProvider clock, Budget bytes, Budget inodes, FileMode rootPermissions, int uid, int gid)
        : base(dev, clock)
    {
        Bytes = bytes;
        Inodes = inodes;
        inodes.TryCharge(1);
        RootDirectory = new TmpDirectory(this, rootPermissions, uid, gid, null);
    }

    /// <summary>The fork of another; its root inode is charged already.</summary>
    private TmpFs(ulong dev, TmpFs source, Budget bytes, Budget inodes)
        : base(dev, source)
    {
        Bytes = bytes;
        Inodes = inodes;
        _lastIno = Volatile.Read(ref source._lastIno);
        RootDirectory = new TmpDirectory(this, source.RootDirectory, null);
    }

    /// <summary>Guards names, link counts and places of directories.</summary>
    public Lock TreeLock { get; } = new();

    /// <summary>Bytes of content.</summary>
    public Budget Bytes { get; }

    /// <summary>Inodes, and names beyond the first of one.</summary>
    public Budget Inodes { get; }

    /// <inheritdoc/>
    public override DirectoryInode Root => RootDirectory;

    /// <inheritdoc/>
    public override string TypeName => "tmpfs";

    /// <inheritdoc/>
    public override string SourceName => "tmpfs";

    /// <summary>Its top directory as what it is.</summary>
    internal TmpDirectory RootDirectory { get; }

    /// <summary>A number for a new inode.</summary>
    public ulong NextIno() => (ulong)Interlocked.Increment(ref _lastIno);

    /// <summary>
    /// The same tree as a file system of its own: a snapshot while nobody mounts it. Names and attributes are copied (a few hundred bytes
    /// each), contents are shared until one side writes. Mounts and files without a name are left out. ENOSPC.
    /// </summary>
    /// <param name="dev">Device number of the fork.</param>
    /// <param name="bytes">Charged with all of the content, shared or not.</param>
    /// <param name="inodes">Charged with every name.</param>
    public SysResult<TmpFs> Fork(ulong dev, Budget bytes, Budget inodes)
    {
        lock (TreeLock)
        {
            if (!inodes.TryCharge(1))
            {
                return Errno.ENOSPC;
            }

            var fork = new TmpFs(dev, this, bytes, inodes);
            var copy = new TmpFsFork(fork);
            Errno errno = copy.Run(RootDirectory);
            return errno == Errno.Success ? fork : errno;
        }
    }

    /// <inheritdoc/>
    public override SysResult<StatFs> StatFs() => new StatFs(
        TmpfsMagic,
        BlockSize,
        Bytes.Limit / BlockSize,
        Bytes.Free / BlockSize,
        Bytes.Free / BlockSize,
        Inodes.Limit,
        Inodes.Free);

    /// <inheritdoc/>
    public override SysResult<Unit> Rename(DirectoryInode from, string fromName, Inode moved, DirectoryInode to, string toName, Inode? replaced)
    {
        if (from is not TmpDirectory source || to is not TmpDirectory target)
        {
            return Errno.EXDEV;
        }

        lock (TreeLock)
        {
            Errno errno = Judge(source, fromName, moved, target, toName, replaced);
            if (errno != Errno.Success || ReferenceEquals(moved, replaced))
            {
                // Two names of one file: POSIX leaves both.
                return errno;
            }

            if (replaced is not null)
            {
                target.Drop(toName, replaced);
            }

            source.MoveEntry(fromName, moved, target, toName);
            return SysResult.Done;
        }
    }

    private static Errno Judge(TmpDirectory source, string fromName, Inode moved, TmpDirectory target, string toName, Inode? replaced)
    {
        if (!ReferenceEquals(source.Find(fromName), moved) || target.IsRemoved)
        {
            return Errno.ENOENT;
        }

        if (!ReferenceEquals(target.Find(toName), replaced))
        {
            return Errno.EAGAIN;
        }

        if (moved is DirectoryInode directory)
        {
            if (PathWalk.IsSameOrBelow(target, directory))
            {
                return Errno.EINVAL;
            }

            if (replaced is not null and not TmpDirectory)
            {
                return Errno.ENOTDIR;
            }

            return replaced is TmpDirectory { IsEmpty: false } && !ReferenceEquals(replaced, moved) ? Errno.ENOTEMPTY : Errno.Success;
        }

        return replaced is TmpDirectory ? Errno.EISDIR : Errno.Success;
    }
}
