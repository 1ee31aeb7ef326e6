using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>A directory of an overlay: the names of its upper directory and those of the lower ones that neither a whiteout nor an upper name hides.</summary>
internal sealed class OverlayDirectory : DirectoryInode, IOverlayNode
{
    private readonly OverlayFs _fs;
    private readonly DirectoryInode[] _lowers;
    private volatile TmpDirectory? _upper;
    private HashSet<string>? _whiteouts;
    private Dictionary<string, (Inode Lower, Inode Overlay)>? _linked;
    private volatile bool _removed;

    /// <summary>Makes a directory just learnt; one of upper and lowers is there.</summary>
    public OverlayDirectory(OverlayFs fs, DirectoryPlace? place, TmpDirectory? upper, DirectoryInode[] lowers)
        : base(fs, fs.NextIno(), FileMode.None, 0, 0, fs.Now(), place)
    {
        _fs = fs;
        _upper = upper;
        _lowers = lowers;
        TakeAttributes(Real);
    }

    /// <summary>The upper directory.</summary>
    public TmpDirectory? Upper => _upper;

    /// <inheritdoc/>
    Inode? IOverlayNode.Upper => _upper;

    /// <summary>A lower tree shows through here.</summary>
    public bool HasLower => _lowers.Length > 0;

    /// <inheritdoc/>
    public override bool IsRemoved => _removed;

    /// <inheritdoc/>
    public override int LinkCount => _removed ? 0 : 2;

    /// <inheritdoc/>
    public override long Size => Real.Size;

    /// <summary>No names show. Precondition: tree lock.</summary>
    public bool IsEmpty => Names(int.MaxValue, null).Count == 0;

    private DirectoryInode Real => (DirectoryInode?)_upper ?? _lowers[0];

    /// <inheritdoc/>
    public override SysResult<FileStat> Stat()
    {
        if (Real.Stat().IsError(out FileStat stat, out Errno errno))
        {
            return errno;
        }

        TakeAttributes(Real);
        return stat with { Dev = _fs.Dev, Ino = Ino, Nlink = (ulong)LinkCount };
    }

    /// <inheritdoc/>
    public override SysResult<Inode> Lookup(ReadOnlySpan<char> name, Caller caller)
    {
        lock (_fs.TreeLock)
        {
            return Find(name.ToString(), caller) is { } found ? found : Errno.ENOENT;
        }
    }

    /// <inheritdoc/>
    public override SysResult<IReadOnlyList<DirectoryEntry>> List(int maxEntries, Caller caller)
    {
        lock (_fs.TreeLock)
        {
            Dictionary<string, DirectoryEntry> names = Names(maxEntries, caller);
            return names.Count > maxEntries ? Errno.ENOMEM : SysResult.From<IReadOnlyList<DirectoryEntry>>([.. names.Values]);
        }
    }

    /// <inheritdoc/>
    public override SysResult<Inode> CreateFile(string name, FileMode permissions, int uid, int gid) =>
        Create(name, upper => upper.CreateFile(name, permissions, uid, gid));

    /// <inheritdoc/>
    public override SysResult<Inode> CreateDirectory(string name, FileMode permissions, int uid, int gid) =>
        Create(name, upper => upper.CreateDirectory(name, permissions, uid, gid));

    /// <inheritdoc/>
    public override SysResult<Inode> CreateSymlink(string name, string target, int uid, int gid) =>
        Create(name, upper => upper.CreateSymlink(name, target, uid, gid));

    /// <inheritdoc/>
    public override SysResult<Unit> Link(string name, Inode inode)
    {
        lock (_fs.TreeLock)
        {
            if (inode is not IOverlayNode node)
            {
                return Errno.EPERM;
            }

            Errno errno = Find(name) is not null ? Errno.EEXIST : node.CopyUp();
            if (errno == Errno.Success)
            {
                errno = CopyUp();
            }

            if (errno != Errno.Success)
            {
                return errno;
            }

            SysResult<Unit> linked = _upper!.Link(name, node.Upper!);
            if (linked.Ok)
            {
                Uncover(name);
            }

            return linked;
        }
    }

    /// <inheritdoc/>
    public override SysResult<Unit> Unlink(string name, Inode expected)
    {
        lock (_fs.TreeLock)
        {
            return ReferenceEquals(Find(name), expected) ? Remove(name, (IOverlayNode)expected) : Errno.ENOENT;
        }
    }

    /// <inheritdoc/>
    public override SysResult<Unit> RemoveDirectory(string name, DirectoryInode expected)
    {
        lock (_fs.TreeLock)
        {
            if (!ReferenceEquals(Find(name), expected) || expected is not OverlayDirectory directory)
            {
                return Errno.ENOENT;
            }

            if (!directory.IsEmpty || directory.Covering is not null)
            {
                return directory.Covering is not null ? Errno.EBUSY : Errno.ENOTEMPTY;
            }

            SysResult<Unit> removed = Remove(name, directory);
            if (removed.Ok)
            {
                directory.NoteRemoved();
            }

            return removed;
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

        if (_removed || Place is not { Parent: OverlayDirectory parent } place)
        {
            return Errno.ENOENT;
        }

        Errno errno = parent.CopyUp();
        if (errno != Errno.Success)
        {
            return errno;
        }

        Inode lower = _lowers[0];
        if (parent._upper!.CreateDirectory(place.Name, lower.Mode & FileMode.PermissionMask, lower.Uid, lower.Gid).IsError(out Inode? made, out errno))
        {
            return errno;
        }

        made.SetTimes(lower.Atime, lower.Mtime);
        _upper = (TmpDirectory)made;
        _fs.NoteCopied(made, this);
        return Errno.Success;
    }

    /// <inheritdoc/>
    public void SeenAs(OverlayDirectory parent, string name)
    {
        if (Place is not { } place || !ReferenceEquals(place.Parent, parent) || place.Name != name)
        {
            Place = new DirectoryPlace(parent, name);
        }

        TakeAttributes(Real);
    }

    /// <inheritdoc/>
    public void MovedTo(OverlayDirectory parent, string name) => Place = new DirectoryPlace(parent, name);

    /// <summary>What a name leads to, or null. Precondition: tree lock.</summary>
    internal Inode? Find(string name, Caller? caller = null)
    {
        Inode? upper = _upper?.Find(name);
        if (upper is not null and not DirectoryInode)
        {
            return _fs.Wrap(upper, this, name, []);
        }

        DirectoryInode[] lowers = [];
        if (_whiteouts?.Contains(name) != true)
        {
            Inode? lower = FindLower(name, caller, out lowers);
            if (upper is null)
            {
                return lower is null ? null : lower.LinkCount > 1 && !lower.IsDirectory ? Linked(name, lower) : _fs.Wrap(lower, this, name, lowers);
            }
        }

        return upper is null ? null : _fs.Wrap(upper, this, name, lowers);
    }

    /// <summary>Hides a name that a lower tree has, with a whiteout that counts as an inode; nothing when it has none. Precondition: tree lock. ENOSPC.</summary>
    internal Errno CoverLower(string name)
    {
        if (_whiteouts?.Contains(name) == true || FindLower(name, null, out _) is null)
        {
            return Errno.Success;
        }

        Errno errno = CopyUp();
        if (errno == Errno.Success && !_fs.Upper.Inodes.TryCharge(1))
        {
            errno = Errno.ENOSPC;
        }

        if (errno == Errno.Success)
        {
            (_whiteouts ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);
        }

        return errno;
    }

    /// <summary>Takes a whiteout away. Precondition: tree lock.</summary>
    internal void Uncover(string name)
    {
        if (_whiteouts?.Remove(name) == true)
        {
            _fs.Upper.Inodes.Release(1);
        }
    }

    /// <summary>The directory is gone, with its whiteouts. Precondition: tree lock.</summary>
    internal void NoteRemoved()
    {
        _removed = true;
        _fs.Upper.Inodes.Release(_whiteouts?.Count ?? 0);
        _whiteouts = null;
    }

    private SysResult<Inode> Create(string name, Func<TmpDirectory, SysResult<Inode>> make)
    {
        lock (_fs.TreeLock)
        {
            Errno errno = _removed ? Errno.ENOENT : Find(name) is not null ? Errno.EEXIST : CopyUp();
            if (errno != Errno.Success)
            {
                return errno;
            }

            if (make(_upper!).IsError(out Inode? made, out errno))
            {
                return errno;
            }

            // Learnt without lower trees: a directory over a whiteout is opaque, and stays so when the whiteout goes.
            Inode overlay = _fs.Wrap(made, this, name, []);
            Uncover(name);
            TakeAttributes(_upper!);
            return overlay;
        }
    }

    private SysResult<Unit> Remove(string name, IOverlayNode node)
    {
        Errno errno = CoverLower(name);
        if (errno != Errno.Success || node.Upper is not { } upper)
        {
            return errno == Errno.Success ? SysResult.Done : errno;
        }

        return upper is DirectoryInode directory ? _upper!.RemoveDirectory(name, directory) : _upper!.Unlink(name, upper);
    }

    // Directories of the same name merge from the top down, until something that is none ends it.
    private Inode? FindLower(string name, Caller? caller, out DirectoryInode[] directories)
    {
        List<DirectoryInode>? found = null;
        directories = [];
        foreach (DirectoryInode lower in _lowers)
        {
            if (lower.Lookup(name, caller ?? _fs.Host).IsError(out Inode? inode, out _))
            {
                continue;
            }

            if (inode is not DirectoryInode directory)
            {
                if (found is null)
                {
                    return inode;
                }

                break;
            }

            (found ??= []).Add(directory);
        }

        directories = found is null ? [] : [.. found];
        return directories.Length == 0 ? null : directories[0];
    }

    // As in Linux, names of one lower file are files of their own here: each is copied up by itself.
    private Inode Linked(string name, Inode lower)
    {
        _linked ??= new Dictionary<string, (Inode, Inode)>(StringComparer.Ordinal);
        if (!_linked.TryGetValue(name, out (Inode Lower, Inode Overlay) known) || !ReferenceEquals(known.Lower, lower))
        {
            known = _linked[name] = (lower, _fs.WrapFile(lower));
        }

        ((IOverlayNode)known.Overlay).SeenAs(this, name);
        return known.Overlay;
    }

    private Dictionary<string, DirectoryEntry> Names(int maxEntries, Caller? caller)
    {
        var names = new Dictionary<string, DirectoryEntry>(StringComparer.Ordinal);
        foreach (DirectoryInode? directory in _lowers.Prepend(_upper))
        {
            if (directory is null || directory.List(maxEntries, caller ?? _fs.Host).IsError(out IReadOnlyList<DirectoryEntry>? entries, out _))
            {
                continue;
            }

            foreach (DirectoryEntry entry in entries)
            {
                if (ReferenceEquals(directory, _upper) || _whiteouts?.Contains(entry.Name) != true)
                {
                    names.TryAdd(entry.Name, entry);
                }
            }
        }

        return names;
    }

    private SysResult<Unit> ChangeUpper(Func<TmpDirectory, SysResult<Unit>> change)
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
