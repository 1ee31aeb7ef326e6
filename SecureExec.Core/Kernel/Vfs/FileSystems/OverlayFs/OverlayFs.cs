using System.Runtime.CompilerServices;
using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary>
/// One tree out of several: what is written goes to an upper file system in memory, what was never changed is seen through from the
/// lower trees, which are never written to. As in Linux's overlayfs, removing what a lower tree has leaves a whiteout, a directory made
/// over a whiteout is opaque, a lower file is copied up before its first change, and renaming a directory that a lower tree has is EXDEV.
/// Lock order: <see cref="TreeLock"/>, then the locks of the upper and lower file systems.
/// </summary>
internal sealed class OverlayFs : FileSystem
{
    private const long OverlayMagic = 0x794c7630;

    // Lives as long as the real inode: the same file is the same inode whatever name leads to it.
    private readonly ConditionalWeakTable<Inode, Inode> _known = [];
    private readonly OverlayDirectory _root;
    private long _lastIno;

    /// <summary>Lays an upper tree, which nobody else uses, over lower ones.</summary>
    /// <param name="dev">Device number.</param>
    /// <param name="upper">Takes the changes; may hold some already.</param>
    /// <param name="lowers">Directories seen through, the topmost first.</param>
    /// <param name="host">Who looks into the lower trees.</param>
    public OverlayFs(ulong dev, TmpFs upper, IReadOnlyList<DirectoryInode> lowers, Caller host)
        : base(dev, upper)
    {
        Upper = upper;
        Host = host;
        _root = new OverlayDirectory(this, null, upper.RootDirectory, [.. lowers]);
        _known.Add(upper.Root, _root);
    }

    /// <summary>Takes the changes.</summary>
    public TmpFs Upper { get; }

    /// <summary>Who looks into the lower trees.</summary>
    public Caller Host { get; }

    /// <summary>Guards names, whiteouts and copying up.</summary>
    public Lock TreeLock { get; } = new();

    /// <inheritdoc/>
    public override DirectoryInode Root => _root;

    /// <inheritdoc/>
    public override string TypeName => "overlay";

    /// <inheritdoc/>
    public override string SourceName => "overlay";

    /// <summary>A number for a new inode.</summary>
    public ulong NextIno() => (ulong)Interlocked.Increment(ref _lastIno);

    /// <inheritdoc/>
    public override SysResult<StatFs> StatFs() =>
        Upper.StatFs() is { Ok: true } stat ? stat.Value with { Type = OverlayMagic } : Errno.EIO;

    /// <inheritdoc/>
    public override SysResult<Unit> Rename(DirectoryInode from, string fromName, Inode moved, DirectoryInode to, string toName, Inode? replaced)
    {
        if (from is not OverlayDirectory source || to is not OverlayDirectory target)
        {
            return Errno.EXDEV;
        }

        lock (TreeLock)
        {
            Errno errno = Judge(source, fromName, moved, target, toName, replaced);
            if (errno != Errno.Success || ReferenceEquals(moved, replaced))
            {
                return errno;
            }

            return Move(source, fromName, (IOverlayNode)moved, target, toName, replaced);
        }
    }

    /// <summary>The overlay's inode of a real one, made when there is none. Precondition: tree lock.</summary>
    internal Inode Wrap(Inode real, OverlayDirectory parent, string name, DirectoryInode[] lowers)
    {
        if (!_known.TryGetValue(real, out Inode? known))
        {
            known = real is DirectoryInode directory
                ? new OverlayDirectory(this, new DirectoryPlace(parent, name), IsUpper(real) ? (TmpDirectory)directory : null, lowers)
                : WrapFile(real);
            _known.Add(real, known);
        }

        ((IOverlayNode)known).SeenAs(parent, name);
        return known;
    }

    /// <summary>A new inode for what is no directory.</summary>
    internal Inode WrapFile(Inode real) => real switch
    {
        FileInode file => new OverlayFile(this, file),
        SymlinkInode link => new OverlaySymlink(this, link),
        _ => new OverlaySpecial(this, real),
    };

    /// <summary>True for an object of the upper file system.</summary>
    internal bool IsUpper(Inode real) => ReferenceEquals(real.FileSystem, Upper);

    /// <summary>A lower object has got an upper one. Precondition: tree lock.</summary>
    internal void NoteCopied(Inode upper, Inode overlay) => _known.AddOrUpdate(upper, overlay);

    private static Errno Judge(OverlayDirectory source, string fromName, Inode moved, OverlayDirectory target, string toName, Inode? replaced)
    {
        if (!ReferenceEquals(source.Find(fromName), moved) || target.IsRemoved)
        {
            return Errno.ENOENT;
        }

        if (!ReferenceEquals(target.Find(toName), replaced))
        {
            return Errno.EAGAIN;
        }

        if (moved is not OverlayDirectory directory)
        {
            return replaced is OverlayDirectory ? Errno.EISDIR : Errno.Success;
        }

        if (PathWalk.IsSameOrBelow(target, directory))
        {
            return Errno.EINVAL;
        }

        if (replaced is not null and not OverlayDirectory)
        {
            return Errno.ENOTDIR;
        }

        if (replaced is OverlayDirectory { IsEmpty: false } && !ReferenceEquals(replaced, moved))
        {
            return Errno.ENOTEMPTY;
        }

        return directory.HasLower && !ReferenceEquals(replaced, moved) ? Errno.EXDEV : Errno.Success;
    }

    private SysResult<Unit> Move(
        OverlayDirectory source, string fromName, IOverlayNode moved, OverlayDirectory target, string toName, Inode? replaced)
    {
        Errno errno = moved.CopyUp();
        if (errno == Errno.Success)
        {
            errno = target.CopyUp();
        }

        if (errno == Errno.Success)
        {
            errno = source.CoverLower(fromName);
        }

        if (errno != Errno.Success)
        {
            return errno;
        }

        SysResult<Unit> renamed = Upper.Rename(
            source.Upper!, fromName, moved.Upper!, target.Upper!, toName, (replaced as IOverlayNode)?.Upper);
        if (!renamed.Ok)
        {
            source.Uncover(fromName);
            return renamed.Error;
        }

        target.Uncover(toName);
        (replaced as OverlayDirectory)?.NoteRemoved();
        moved.MovedTo(target, toName);
        return SysResult.Done;
    }
}
