using SecureExec.Abi;
using SecureExec.Permissions;

namespace SecureExec.Kernel.Vfs;

/// <summary>
/// Who watches which object, and what system calls tell them, in the order of Linux's <c>fsnotify</c>. While nobody watches, a call
/// costs one look at <see cref="Any"/>. Lock order: this table, then one queue. Safe from any thread.
/// </summary>
internal sealed class WatchTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, List<Watch>> _watches = [];
    private readonly Budget _budget;
    private int _count;
    private uint _cookie;

    /// <summary>Makes an empty table.</summary>
    /// <param name="limit">Watches at most (ENOSPC).</param>
    public WatchTable(int limit) => _budget = new Budget(limit);

    /// <summary>True while there is a watch.</summary>
    public bool Any => Volatile.Read(ref _count) != 0;

    /// <summary>Watches now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Watches an object, or changes what a watch of the same queue tells. The watch descriptor; ENOSPC.</summary>
    public SysResult<int> Add(WatchDescription queue, Inode inode, WatchEvents mask)
    {
        lock (_lock)
        {
            var key = ObjectKey.Of(inode);
            if (!_watches.TryGetValue(key, out List<Watch>? list))
            {
                list = [];
            }

            if (list.Find(w => ReferenceEquals(w.Queue, queue)) is { } known)
            {
                known.Mask = (mask & WatchEvents.IN_MASK_ADD) != 0 ? known.Mask | mask : mask;
                return known.Descriptor;
            }

            if (!_budget.TryCharge(1))
            {
                return Errno.ENOSPC;
            }

            var watch = new Watch(queue, key, queue.NextDescriptor()) { Mask = mask };
            list.Add(watch);
            _watches[key] = list;
            queue.Watches.Add(watch.Descriptor, watch);
            Volatile.Write(ref _count, _count + 1);
            return watch.Descriptor;
        }
    }

    /// <summary>Ends a watch; its queue is told so. EINVAL when there is none.</summary>
    public Errno Remove(WatchDescription queue, int descriptor)
    {
        lock (_lock)
        {
            if (!queue.Watches.TryGetValue(descriptor, out Watch? watch))
            {
                return Errno.EINVAL;
            }

            Drop(watch);
        }

        queue.Push(descriptor, WatchEvents.IN_IGNORED, 0, null);
        return Errno.Success;
    }

    /// <summary>A queue is closed.</summary>
    public void RemoveAll(WatchDescription queue)
    {
        lock (_lock)
        {
            foreach (Watch watch in queue.Watches.Values.ToArray())
            {
                Drop(watch);
            }
        }
    }

    /// <summary>A name was made.</summary>
    public void Created(CheckedDentry at, bool isDirectory)
    {
        if (Any)
        {
            Tell(at.Parent!, WatchEvents.IN_CREATE | Kind(isDirectory), at.Name);
        }
    }

    /// <summary>Content was changed through an open file.</summary>
    public void Modified(FileDescription open, Caller caller) => Changed(open, WatchEvents.IN_MODIFY, caller);

    /// <summary>Something of an open file changed.</summary>
    public void Changed(FileDescription open, WatchEvents what, Caller caller)
    {
        if (Any && open.Inode is { } inode)
        {
            Changed(inode, open.OpenedIn, NameIn(open.OpenedPath), what, caller);
        }
    }

    /// <summary>Something of what a path leads to changed; the path was kept.</summary>
    public void Changed(CheckedDentry at, WatchEvents what, Caller caller)
    {
        if (Any && at.Inode is { } inode)
        {
            Changed(inode, at.Parent, at.Name ?? NameIn(at.Path), what, caller);
        }
    }

    /// <summary>A file got one more name.</summary>
    public void Linked(CheckedDentry source, CheckedDentry target)
    {
        if (Any)
        {
            Tell(source.Inode!, WatchEvents.IN_ATTRIB, null);
            Created(target, isDirectory: false);
        }
    }

    /// <summary>A name was removed; the object had <paramref name="names"/> before.</summary>
    public void Removed(CheckedDentry at, int names)
    {
        if (Any)
        {
            Gone(at.Inode!, names);
            Tell(at.Parent!, WatchEvents.IN_DELETE | Kind(at.Inode!.IsDirectory), at.Name);
        }
    }

    /// <summary>A name was moved, over <paramref name="to"/>'s object if there was one, which had <paramref name="names"/> before.</summary>
    public void Moved(CheckedDentry from, CheckedDentry to, int names)
    {
        if (!Any || ReferenceEquals(from.Inode, to.Inode))
        {
            return;
        }

        uint cookie = Interlocked.Increment(ref _cookie);
        WatchEvents kind = Kind(from.Inode!.IsDirectory);
        Tell(from.Parent!, WatchEvents.IN_MOVED_FROM | kind, from.Name, cookie);
        Tell(to.Parent!, WatchEvents.IN_MOVED_TO | kind, to.Name, cookie);
        Tell(from.Inode, WatchEvents.IN_MOVE_SELF, null);
        if (to.Inode is { } replaced)
        {
            Gone(replaced, names);
        }
    }

    private static WatchEvents Kind(bool isDirectory) => isDirectory ? WatchEvents.IN_ISDIR : WatchEvents.None;

    private static string? NameIn(string? path) => path?[(path.LastIndexOf('/') + 1)..];

    // The directory is told only while the name still leads to the object: after a move the name would be wrong.
    private void Changed(Inode inode, DirectoryInode? parent, string? name, WatchEvents what, Caller caller)
    {
        what |= Kind(inode.IsDirectory);
        if (parent is not null && name is { Length: > 0 } && IsWatched(parent) && parent.Lookup(name, caller) is { Ok: true } found &&
            ObjectKey.Of(found.Value) == ObjectKey.Of(inode))
        {
            Tell(parent, what, name);
        }

        Tell(inode, what, null);
    }

    // Asked before: inodes of host mounts do not learn of it by themselves.
    private void Gone(Inode inode, int names)
    {
        if (!inode.IsDirectory)
        {
            Tell(inode, WatchEvents.IN_ATTRIB, null);
        }

        if (names > 1 && !inode.IsDirectory)
        {
            return;
        }

        Tell(inode, WatchEvents.IN_DELETE_SELF, null);
        Watch[] ended;
        lock (_lock)
        {
            ended = _watches.TryGetValue(ObjectKey.Of(inode), out List<Watch>? list) ? [.. list] : [];
            foreach (Watch watch in ended)
            {
                Drop(watch);
            }
        }

        foreach (Watch watch in ended)
        {
            watch.Queue.Push(watch.Descriptor, WatchEvents.IN_IGNORED, 0, null);
        }
    }

    private bool IsWatched(Inode inode)
    {
        lock (_lock)
        {
            return _watches.ContainsKey(ObjectKey.Of(inode));
        }
    }

    private void Tell(Inode inode, WatchEvents what, string? name, uint cookie = 0)
    {
        Watch[] listeners;
        lock (_lock)
        {
            if (!_watches.TryGetValue(ObjectKey.Of(inode), out List<Watch>? list))
            {
                return;
            }

            listeners = [.. list];
        }

        foreach (Watch watch in listeners)
        {
            if ((watch.Mask & what & WatchEvents.All) != 0)
            {
                watch.Queue.Push(watch.Descriptor, what, cookie, name);
            }
        }
    }

    private void Drop(Watch watch)
    {
        if (!watch.Queue.Watches.Remove(watch.Descriptor))
        {
            return;
        }

        List<Watch> list = _watches[watch.Key];
        list.Remove(watch);
        if (list.Count == 0)
        {
            _watches.Remove(watch.Key);
        }

        _budget.Release(1);
        Volatile.Write(ref _count, _count - 1);
    }
}
