using SecureExec.Abi;
using SecureExec.Kernel.Net;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>A directory in memory. All names are guarded by <see cref="TmpFs.TreeLock"/>.</summary>
internal sealed class TmpDirectory : DirectoryInode
{
    private const long EntrySize = 20;

    private readonly TmpFs _fs;
    private Dictionary<string, Inode>? _entries;
    private int _subdirectories;
    private volatile bool _removed;

    /// <summary>Makes an empty directory; its inode is charged already.</summary>
    public TmpDirectory(TmpFs fs, FileMode permissions, int uid, int gid, DirectoryPlace? place)
        : base(fs, fs.NextIno(), permissions, uid, gid, fs.Now(), place) => _fs = fs;

    /// <summary>The same directory in a fork, empty; its inode is charged already.</summary>
    internal TmpDirectory(TmpFs fs, TmpDirectory source, DirectoryPlace? place)
        : base(fs, source.Ino, source.Mode & FileMode.PermissionMask, source.Uid, source.Gid, source.Mtime, place)
    {
        _fs = fs;
        TakeAttributes(source);
    }

    /// <inheritdoc/>
    public override bool IsRemoved => _removed;

    /// <inheritdoc/>
    public override int LinkCount => _removed ? 0 : 2 + Volatile.Read(ref _subdirectories);

    /// <inheritdoc/>
    public override long Size => 40 + ((_entries?.Count ?? 0) * EntrySize);

    /// <summary>No names inside. Precondition: tree lock.</summary>
    public bool IsEmpty => _entries is not { Count: > 0 };

    /// <inheritdoc/>
    public override SysResult<Inode> Lookup(ReadOnlySpan<char> name, Caller caller)
    {
        lock (_fs.TreeLock)
        {
            return _entries is not null && _entries.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out Inode? inode)
                ? inode
                : Errno.ENOENT;
        }
    }

    /// <inheritdoc/>
    public override SysResult<IReadOnlyList<DirectoryEntry>> List(int maxEntries, Caller caller)
    {
        lock (_fs.TreeLock)
        {
            if (_entries is null)
            {
                return SysResult.From<IReadOnlyList<DirectoryEntry>>([]);
            }

            if (_entries.Count > maxEntries)
            {
                return Errno.ENOMEM;
            }

            var list = new List<DirectoryEntry>(_entries.Count);
            foreach ((string name, Inode inode) in _entries)
            {
                list.Add(new DirectoryEntry(name, inode.DirentType, inode.Ino));
            }

            return SysResult.From<IReadOnlyList<DirectoryEntry>>(list);
        }
    }

    /// <inheritdoc/>
    public override SysResult<Inode> CreateFile(string name, FileMode permissions, int uid, int gid)
    {
        lock (_fs.TreeLock)
        {
            Errno errno = Reserve(name);
            return errno != Errno.Success ? errno : Put(name, new TmpFile(_fs, permissions, uid, gid));
        }
    }

    /// <inheritdoc/>
    public override SysResult<Inode> CreateDirectory(string name, FileMode permissions, int uid, int gid)
    {
        lock (_fs.TreeLock)
        {
            Errno errno = Reserve(name);
            if (errno != Errno.Success)
            {
                return errno;
            }

            _subdirectories++;
            return Put(name, new TmpDirectory(_fs, permissions, uid, gid, new DirectoryPlace(this, name)));
        }
    }

    /// <inheritdoc/>
    public override SysResult<Inode> CreateSymlink(string name, string target, int uid, int gid)
    {
        lock (_fs.TreeLock)
        {
            Errno errno = Reserve(name);
            if (errno != Errno.Success)
            {
                return errno;
            }

            var link = new TmpSymlink(_fs, target, uid, gid);
            if (!_fs.Bytes.TryCharge(link.Charge))
            {
                _fs.Inodes.Release(1);
                return Errno.ENOSPC;
            }

            return Put(name, link);
        }
    }

    /// <inheritdoc/>
    public override SysResult<Inode> CreateSocket(string name, FileMode permissions, int uid, int gid, UnixSocket socket)
    {
        lock (_fs.TreeLock)
        {
            Errno errno = Reserve(name);
            return errno != Errno.Success ? errno : Put(name, new TmpSocket(_fs, permissions, uid, gid, socket));
        }
    }

    /// <inheritdoc/>
    public override SysResult<Inode> CreateFifo(string name, FileMode permissions, int uid, int gid)
    {
        lock (_fs.TreeLock)
        {
            Errno errno = Reserve(name);
            return errno != Errno.Success ? errno : Put(name, new TmpFifo(_fs, permissions, uid, gid));
        }
    }

    /// <inheritdoc/>
    public override SysResult<Unit> Link(string name, Inode inode)
    {
        lock (_fs.TreeLock)
        {
            if (inode.LinkCount == 0)
            {
                return Errno.ENOENT;
            }

            if (inode.LinkCount >= AbiLimits.LinkMax)
            {
                return Errno.EMLINK;
            }

            // As in Linux's tmpfs every name beyond the first counts as an inode, or names would cost nothing.
            Errno errno = Reserve(name);
            if (errno != Errno.Success)
            {
                return errno;
            }

            ((ITmpNamed)inode).AddName();
            Put(name, inode);
            return SysResult.Done;
        }
    }

    /// <inheritdoc/>
    public override SysResult<Unit> Unlink(string name, Inode expected)
    {
        lock (_fs.TreeLock)
        {
            if (!ReferenceEquals(Find(name), expected))
            {
                return Errno.ENOENT;
            }

            Drop(name, expected);
            return SysResult.Done;
        }
    }

    /// <inheritdoc/>
    public override SysResult<Unit> RemoveDirectory(string name, DirectoryInode expected)
    {
        lock (_fs.TreeLock)
        {
            if (!ReferenceEquals(Find(name), expected))
            {
                return Errno.ENOENT;
            }

            if (expected is TmpDirectory { IsEmpty: false })
            {
                return Errno.ENOTEMPTY;
            }

            if (expected.Covering is not null)
            {
                return Errno.EBUSY;
            }

            Drop(name, expected);
            return SysResult.Done;
        }
    }

    /// <summary>Names and inodes. Precondition: tree lock.</summary>
    internal IReadOnlyCollection<KeyValuePair<string, Inode>> Entries => _entries ?? [];

    /// <summary>Takes a name into a fork that is being made.</summary>
    internal void AddForked(string name, Inode inode)
    {
        (_entries ??= [])[name] = inode;
        _subdirectories += inode.IsDirectory ? 1 : 0;
    }

    /// <summary>The inode of that name or null. Precondition: tree lock.</summary>
    internal Inode? Find(string name) => _entries?.GetValueOrDefault(name);

    /// <summary>Takes a name away and gives back what it held. Precondition: tree lock; a directory is empty.</summary>
    internal void Drop(string name, Inode inode)
    {
        _entries!.Remove(name);
        NoteModified();
        if (inode is TmpDirectory directory)
        {
            _subdirectories--;
            directory._removed = true;
        }
        else
        {
            ((ITmpNamed)inode).RemoveName();
        }

        _fs.Inodes.Release(1);
    }

    /// <summary>Moves a name. Precondition: tree lock; the target name is free and the move was judged.</summary>
    internal void MoveEntry(string name, Inode inode, TmpDirectory target, string targetName)
    {
        _entries!.Remove(name);
        (target._entries ??= [])[targetName] = inode;
        if (inode is TmpDirectory directory)
        {
            directory.Place = new DirectoryPlace(target, targetName);
            _subdirectories--;
            target._subdirectories++;
        }
        else
        {
            ((ITmpNamed)inode).NoteRenamed();
        }

        NoteModified();
        target.NoteModified();
    }

    private Errno Reserve(string name)
    {
        if (_removed)
        {
            return Errno.ENOENT;
        }

        if (_entries is not null && _entries.ContainsKey(name))
        {
            return Errno.EEXIST;
        }

        return _fs.Inodes.TryCharge(1) ? Errno.Success : Errno.ENOSPC;
    }

    private SysResult<Inode> Put(string name, Inode inode)
    {
        (_entries ??= [])[name] = inode;
        NoteModified();
        return inode;
    }
}
