using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary>
/// The advisory locks of <c>flock(2)</c>: they belong to open files, so <c>dup</c> and children share them, and end with the last descriptor.
/// An open file holds at most one, so open files bound the table. Safe from any thread.
/// </summary>
internal sealed class FileLockTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, Entry> _entries = [];
    private readonly Dictionary<FileDescription, ObjectKey> _held = [];

    /// <summary>Locks held now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _held.Count;
            }
        }
    }

    /// <summary>Takes or converts a lock. EAGAIN while others hold what excludes it; then, as in Linux, a lock held before is lost.</summary>
    public Errno TryLock(FileDescription description, bool exclusive)
    {
        List<Action>? wake;
        Errno errno;
        lock (_lock)
        {
            var key = ObjectKey.Of(description);
            if (_entries.TryGetValue(key, out Entry? entry) && entry.Holders.Contains(description) && entry.Exclusive == exclusive)
            {
                return Errno.Success;
            }

            wake = Remove(description);
            if (!_entries.TryGetValue(key, out entry))
            {
                entry = _entries[key] = new Entry();
            }

            errno = entry.Admits(exclusive) ? Errno.Success : Errno.EAGAIN;
            if (errno == Errno.Success)
            {
                entry.Holders.Add(description);
                entry.Exclusive = exclusive;
                _held[description] = key;
            }
        }

        Run(wake);
        description.LockedIn = this;
        if (description.References == 0)
        {
            Release(description);
        }

        return errno;
    }

    /// <summary>Gives back what the open file holds.</summary>
    public void Release(FileDescription description)
    {
        List<Action>? wake;
        lock (_lock)
        {
            wake = Remove(description);
        }

        Run(wake);
    }

    /// <summary>Sees to it that <paramref name="once"/> runs when the lock may have become free. False, and nothing is kept, when it is free now.</summary>
    public bool NotifyFree(FileDescription description, bool exclusive, Action once)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(ObjectKey.Of(description), out Entry? entry) || entry.Admits(exclusive))
            {
                return false;
            }

            entry.Waiters.Add(once);
            return true;
        }
    }

    /// <summary>Forgets a callback of <see cref="NotifyFree"/>.</summary>
    public void CancelNotify(FileDescription description, Action once)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(ObjectKey.Of(description), out Entry? entry))
            {
                entry.Waiters.Remove(once);
            }
        }
    }

    private List<Action>? Remove(FileDescription description)
    {
        if (!_held.Remove(description, out ObjectKey key) || !_entries.TryGetValue(key, out Entry? entry))
        {
            return null;
        }

        entry.Holders.Remove(description);
        if (entry.Holders.Count == 0)
        {
            _entries.Remove(key);
        }

        List<Action>? wake = entry.Waiters.Count == 0 ? null : [.. entry.Waiters];
        entry.Waiters.Clear();
        return wake;
    }

    private static void Run(List<Action>? actions)
    {
        foreach (Action action in actions ?? [])
        {
            action();
        }
    }

    private sealed class Entry
    {
        public HashSet<FileDescription> Holders { get; } = [];

        public bool Exclusive { get; set; }

        public List<Action> Waiters { get; } = [];

        public bool Admits(bool exclusive) => Holders.Count == 0 || (!exclusive && !Exclusive);
    }
}
