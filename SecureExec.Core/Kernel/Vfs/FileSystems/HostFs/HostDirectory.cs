using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>A directory of a host mount.</summary>
internal sealed class HostDirectory : DirectoryInode, IHostNode
{
    private const long PrefetchBytes = 512 * 1024;
    private const int PrefetchFiles = 64;

    private readonly HostFs _fs;
    private Dictionary<string, Inode>? _children;
    private long _listedAt;
    private long _rootStatAt;
    private bool _complete;
    private bool _holdsMount;
    private volatile bool _detached;
    private long _size;
    private int _reads;

    /// <summary>Makes a directory just learnt; the place is null for the mount's root.</summary>
    public HostDirectory(HostFs fs, DirectoryPlace? place, in FileStat stat)
        : base(fs, stat.Ino, HostNode.GuestMode(stat) & FileMode.PermissionMask, fs.Uid, fs.Gid, stat.Mtime, place)
    {
        _fs = fs;
        Take(stat);
    }

    /// <inheritdoc/>
    public override bool IsRemoved => _detached;

    /// <inheritdoc/>
    public override int LinkCount => _detached ? 0 : 2;

    /// <inheritdoc/>
    public override long Size => _size;

    /// <summary>Path on the host side; empty for the root.</summary>
    public string HostPath
    {
        get
        {
            string path = "";
            for (DirectoryPlace? place = Place; place is not null; place = place.Parent.Place)
            {
                path = path.Length == 0 ? place.Name : $"{place.Name}/{path}";
            }

            return path;
        }
    }

    /// <summary>Path of a name in here on the host side.</summary>
    public string PathOf(string name)
    {
        string path = HostPath;
        return path.Length == 0 ? name : $"{path}/{name}";
    }

    /// <inheritdoc/>
    public override SysResult<FileStat> Stat()
    {
        lock (_fs.TreeLock)
        {
            if (Place is { } place)
            {
                ((HostDirectory)place.Parent).RefreshChild(place.Name, this);
            }
            else if (!_fs.IsFresh(_rootStatAt))
            {
                if (_fs.Broker.Stat(_fs.MountId, "").IsError(out FileStat stat, out Errno errno))
                {
                    return errno;
                }

                Take(stat);
                _rootStatAt = _fs.Timestamp();
            }
        }

        return base.Stat();
    }

    /// <inheritdoc/>
    public override SysResult<Inode> Lookup(ReadOnlySpan<char> name, Caller caller)
    {
        lock (_fs.TreeLock)
        {
            Errno errno = RefreshNames();
            if (errno == Errno.ENOMEM)
            {
                return LookupOne(name.ToString());
            }

            if (errno != Errno.Success)
            {
                return errno;
            }

            return _children!.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out Inode? inode) ? inode : Errno.ENOENT;
        }
    }

    /// <inheritdoc/>
    public override SysResult<IReadOnlyList<DirectoryEntry>> List(int maxEntries, Caller caller)
    {
        lock (_fs.TreeLock)
        {
            Errno errno = RefreshNames();
            if (errno != Errno.Success)
            {
                return errno;
            }

            return _children!.Count > maxEntries
                ? Errno.ENOMEM
                : SysResult.From<IReadOnlyList<DirectoryEntry>>([.. _children.Select(c => new DirectoryEntry(c.Key, c.Value.DirentType, c.Value.Ino))]);
        }
    }

    /// <inheritdoc/>
    public override SysResult<Inode> CreateFile(string name, FileMode permissions, int uid, int gid) =>
        Create(name, path => _fs.Broker.CreateFile(_fs.MountId, path, (int)permissions & 0x1FF));

    /// <inheritdoc/>
    public override SysResult<Inode> CreateDirectory(string name, FileMode permissions, int uid, int gid) =>
        Create(name, path => _fs.Broker.CreateDirectory(_fs.MountId, path, (int)permissions & 0x1FF));

    /// <inheritdoc/>
    public override SysResult<Inode> CreateSymlink(string name, string target, int uid, int gid) =>
        Create(name, path => _fs.Broker.CreateSymlink(_fs.MountId, path, target));

    /// <inheritdoc/>
    public override SysResult<Unit> Link(string name, Inode inode)
    {
        if (inode is not HostFile file || file.HostPath is not { } existing)
        {
            return Errno.EPERM;
        }

        return Change(name, () => _fs.Broker.Link(_fs.MountId, existing, PathOf(name)));
    }

    /// <inheritdoc/>
    public override SysResult<Unit> Unlink(string name, Inode expected) =>
        Change(name, () => _fs.Broker.RemoveFile(_fs.MountId, PathOf(name)));

    /// <inheritdoc/>
    public override SysResult<Unit> RemoveDirectory(string name, DirectoryInode expected) => expected.Covering is not null
        ? Errno.EBUSY
        : Change(name, () => _fs.Broker.RemoveDirectory(_fs.MountId, PathOf(name)));

    /// <inheritdoc/>
    public override SysResult<Unit> SetMode(FileMode permissions)
    {
        SysResult<Unit> set = _fs.ReadOnly ? Errno.EROFS : _fs.Broker.SetMode(_fs.MountId, HostPath, (int)permissions & 0x1FF);
        return set.Ok ? base.SetMode(permissions & (FileMode)0x1FF) : set;
    }

    /// <inheritdoc/>
    public override SysResult<Unit> SetOwner(int uid, int gid) => Errno.EPERM;

    /// <inheritdoc/>
    public override SysResult<Unit> SetTimes(Timespec atime, Timespec mtime)
    {
        SysResult<Unit> set = _fs.ReadOnly ? Errno.EROFS : _fs.Broker.SetTimes(_fs.MountId, HostPath, atime, mtime);
        return set.Ok ? base.SetTimes(atime, mtime) : set;
    }

    /// <inheritdoc/>
    public void Update(in FileStat stat, long timestamp) => Take(stat);

    /// <inheritdoc/>
    public void MoveTo(DirectoryPlace place) => Place = place;

    /// <inheritdoc/>
    public void Detach()
    {
        _detached = true;
        ForgetNames();
        _fs.Cache.SetNames(this, 0);
    }

    /// <inheritdoc/>
    public override void NoteMount()
    {
        for (DirectoryInode? at = this; at is HostDirectory directory; at = at.Place?.Parent)
        {
            directory._holdsMount = true;
        }
    }

    /// <summary>Drops what is known of the names; they are learnt again when asked for. What carries a mount stays. Precondition: tree lock.</summary>
    internal void ForgetNames()
    {
        Volatile.Write(ref _listedAt, 0);
        if (!_holdsMount)
        {
            _children = null;
        }
    }

    /// <summary>Learns the attributes of one child anew. The child may have been dropped from the names meanwhile; then it takes its place again.</summary>
    internal void RefreshChild(string name, Inode child)
    {
        lock (_fs.TreeLock)
        {
            Errno errno = RefreshNames();
            if (errno == Errno.Success && ReferenceEquals(_children!.GetValueOrDefault(name), child))
            {
                return;
            }

            if (child is IHostNode node && !_fs.Broker.Stat(_fs.MountId, PathOf(name)).IsError(out FileStat stat, out errno) &&
                stat.Ino == child.Ino && stat.Type == child.Type)
            {
                node.Update(stat, _fs.Timestamp());
                Remember(name, child);
            }
            else if (errno is Errno.Success or Errno.ENOENT or Errno.ENOTDIR)
            {
                (child as IHostNode)?.Detach();
            }
        }
    }

    /// <summary>
    /// Fetches a file's content together with that of its neighbours of the same kind, once a second file of this directory is read: a program
    /// that loads two modules of a package loads more. Asks nothing when the names are not known.
    /// </summary>
    internal void Prefetch(HostFile wanted)
    {
        Dictionary<string, HostFile> files;
        string path, first;
        lock (_fs.TreeLock)
        {
            if (_detached || !_complete || _children is null || !_fs.IsFresh(Volatile.Read(ref _listedAt)) || wanted.Name is not { } name || _reads++ == 0)
            {
                return;
            }

            files = Neighbours(name);
            files[name] = wanted;
            (path, first) = (HostPath, name);
        }

        if (files.Count < 2 || _fs.Broker.ReadFiles(_fs.MountId, path, [first, .. files.Keys.Where(other => other != first)], PrefetchBytes).IsError(out var contents, out _))
        {
            return;
        }

        foreach ((string name, HostFileContent content) in contents)
        {
            files.GetValueOrDefault(name)?.Offer(content);
        }
    }

    private Dictionary<string, HostFile> Neighbours(string name)
    {
        var files = new Dictionary<string, HostFile>(StringComparer.Ordinal);
        ReadOnlySpan<char> extension = name.AsSpan(Math.Max(name.LastIndexOf('.'), 0));
        long bytes = 0;
        foreach ((string other, Inode inode) in _children!)
        {
            if (inode is HostFile { IsWorthPrefetching: true } file && other.AsSpan().EndsWith(extension) && bytes + file.Size <= PrefetchBytes)
            {
                bytes += file.Size;
                files[other] = file;
                if (files.Count == PrefetchFiles)
                {
                    break;
                }
            }
        }

        return files;
    }

    /// <summary>A name is gone. Precondition: tree lock.</summary>
    internal void Forget(string name)
    {
        if (_children is not null && _children.Remove(name, out Inode? inode))
        {
            (inode as IHostNode)?.Detach();
        }
    }

    /// <summary>A name is known. Precondition: tree lock.</summary>
    internal void Remember(string name, Inode inode)
    {
        (_children ??= new Dictionary<string, Inode>(StringComparer.Ordinal))[name] = inode;
        if (inode is HostDirectory directory)
        {
            directory._detached = false;
        }
    }

    private Errno RefreshNames()
    {
        if (_detached)
        {
            return Errno.ENOENT;
        }

        if (_fs.IsFresh(Volatile.Read(ref _listedAt)))
        {
            return _complete ? Errno.Success : Errno.ENOMEM;
        }

        long now = _fs.Timestamp();
        SysResult<IReadOnlyList<HostDirectoryEntry>> listed = _fs.Broker.ReadDirectory(_fs.MountId, HostPath, _fs.MaxEntries);
        if (listed.IsError(out IReadOnlyList<HostDirectoryEntry>? entries, out Errno errno))
        {
            if (errno == Errno.ENOMEM)
            {
                _complete = false;
                Volatile.Write(ref _listedAt, now);
            }

            return errno;
        }

        TakeNames(entries, now);
        _complete = true;
        Volatile.Write(ref _listedAt, now);
        _fs.Cache.SetNames(this, _children!.Count);
        return Errno.Success;
    }

    private void TakeNames(IReadOnlyList<HostDirectoryEntry> entries, long now)
    {
        Dictionary<string, Inode>? before = _children;
        var after = new Dictionary<string, Inode>(entries.Count, StringComparer.Ordinal);
        foreach (HostDirectoryEntry entry in entries)
        {
            if (entry.Name is not (null or "" or "." or "..") && !entry.Name.AsSpan().ContainsAny('/', '\0'))
            {
                Inode? known = before?.GetValueOrDefault(entry.Name);
                after[entry.Name] = TakeOne(entry.Name, entry.Stat, known, now);
                before?.Remove(entry.Name);
            }
        }

        if (before is not null)
        {
            foreach ((string name, Inode gone) in before)
            {
                if (gone is DirectoryInode { Covering: not null } or HostDirectory { _holdsMount: true })
                {
                    after[name] = gone;
                }
                else
                {
                    (gone as IHostNode)?.Detach();
                }
            }
        }

        _children = after;
    }

    private Inode TakeOne(string name, in FileStat stat, Inode? known, long now)
    {
        bool same = known is IHostNode && known.Type == stat.Type && known.Ino == stat.Ino;
        if (same || known is HostDirectory { _holdsMount: true })
        {
            ((IHostNode)known!).Update(stat, now);
            return known;
        }

        (known as IHostNode)?.Detach();
        var place = new DirectoryPlace(this, name);
        return stat.Type switch
        {
            FileMode.S_IFREG => new HostFile(_fs, place, stat),
            FileMode.S_IFDIR => new HostDirectory(_fs, place, stat),
            FileMode.S_IFLNK => new HostSymlink(_fs, place, stat),
            _ => new HostSpecial(_fs, place, stat),
        };
    }

    // For directories too large to list: one name at a time.
    private SysResult<Inode> LookupOne(string name)
    {
        if (_fs.Broker.Stat(_fs.MountId, PathOf(name)).IsError(out FileStat stat, out Errno errno))
        {
            Forget(name);
            return errno;
        }

        _children ??= new Dictionary<string, Inode>(StringComparer.Ordinal);
        if (_children.Count >= _fs.MaxEntries && !_holdsMount)
        {
            _children.Clear();
        }

        Inode inode = TakeOne(name, stat, _children.GetValueOrDefault(name), _fs.Timestamp());
        _children[name] = inode;
        _fs.Cache.SetNames(this, _children.Count);
        return inode;
    }

    private SysResult<Inode> Create(string name, Func<string, SysResult<FileStat>> make)
    {
        if (_fs.ReadOnly)
        {
            return Errno.EROFS;
        }

        lock (_fs.TreeLock)
        {
            if (make(PathOf(name)).IsError(out FileStat stat, out Errno errno))
            {
                Volatile.Write(ref _listedAt, 0);
                return errno;
            }

            Inode made = TakeOne(name, stat, null, _fs.Timestamp());
            Remember(name, made);
            return made;
        }
    }

    private SysResult<Unit> Change(string name, Func<SysResult<Unit>> act)
    {
        if (_fs.ReadOnly)
        {
            return Errno.EROFS;
        }

        lock (_fs.TreeLock)
        {
            SysResult<Unit> done = act();
            if (done.Ok)
            {
                Forget(name);
            }

            Volatile.Write(ref _listedAt, 0);
            return done;
        }
    }

    private void Take(in FileStat stat)
    {
        Ino = stat.Ino;
        Mode = FileMode.S_IFDIR | (HostNode.GuestMode(stat) & FileMode.PermissionMask);
        Atime = stat.Atime;
        Mtime = stat.Mtime;
        Ctime = stat.Ctime;
        Birthtime = stat.Birthtime;
        _size = stat.Size;
    }
}
