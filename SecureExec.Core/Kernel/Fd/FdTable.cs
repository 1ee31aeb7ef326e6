using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>The file descriptors of one process. Looking one up takes no lock.</summary>
internal sealed class FdTable
{
    private const int FirstSize = 16;

    private readonly Lock _lock = new();
    private readonly int _limit;
    private readonly Budget _openFiles;
    private FileDescription?[] _slots = new FileDescription?[FirstSize];
    private int _count;
    private int _lowestFree;
    private bool _closed;

    /// <summary>Makes an empty table.</summary>
    /// <param name="limit">Descriptors at most (EMFILE).</param>
    /// <param name="openFiles">Open descriptions of the whole kernel (ENFILE).</param>
    public FdTable(int limit, Budget openFiles)
    {
        _limit = limit;
        _openFiles = openFiles;
    }

    /// <summary>Descriptors in use.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The description behind a descriptor, or null (EBADF).</summary>
    public FileDescription? Get(int fd)
    {
        FileDescription?[] slots = Volatile.Read(ref _slots);
        return (uint)fd < (uint)slots.Length ? Volatile.Read(ref slots[fd]) : null;
    }

    /// <summary>The description behind a descriptor with one more reference, which the caller gives back by <see cref="FileDescription.Detach"/>. EBADF, ENFILE.</summary>
    public SysResult<FileDescription> Hold(int fd)
    {
        lock (_lock)
        {
            if (Get(fd) is not { } description)
            {
                return Errno.EBADF;
            }

            return description.Attach(_openFiles).IsError(out _, out Errno errno) ? errno : description;
        }
    }

    /// <summary>Gives two descriptions numbers, or neither. As <see cref="Add"/>.</summary>
    public SysResult<(int First, int Second)> AddPair(FileDescription first, FileDescription second)
    {
        if (Add(first).IsError(out int one, out Errno errno))
        {
            second.Abandon();
            return errno;
        }

        if (Add(second).IsError(out int two, out errno))
        {
            Close(one);
            return errno;
        }

        return (one, two);
    }

    /// <summary>Gives a description the lowest free number. EMFILE, ENFILE; ESRCH when the process has ended. After an error the
    /// description is closed.</summary>
    public SysResult<int> Add(FileDescription description)
    {
        lock (_lock)
        {
            Errno errno = _closed ? Errno.ESRCH : Errno.Success;
            int fd = errno == Errno.Success ? FindFree() : -1;
            if (fd < 0)
            {
                errno = errno == Errno.Success ? Errno.EMFILE : errno;
            }
            else if (description.Attach(_openFiles).IsError(out _, out errno))
            {
                fd = -1;
            }

            if (fd >= 0)
            {
                Volatile.Write(ref _slots[fd], description);
                _count++;
                _lowestFree = fd + 1;
                return fd;
            }

            description.Abandon();
            return errno;
        }
    }

    /// <summary>Gives a description a certain free number. EMFILE, ENFILE; ESRCH when the process has ended.</summary>
    public Errno Set(int fd, FileDescription description)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return Errno.ESRCH;
            }

            if (fd < 0 || fd >= _limit || Get(fd) is not null)
            {
                return Errno.EMFILE;
            }

            if (description.Attach(_openFiles).IsError(out _, out Errno errno))
            {
                return errno;
            }

            GrowTo(fd);
            Volatile.Write(ref _slots[fd], description);
            _count++;
            return Errno.Success;
        }
    }

    /// <summary>Makes <paramref name="newFd"/> refer to what <paramref name="fd"/> does, closing what it was. EBADF.</summary>
    public SysResult<int> Replace(int fd, int newFd)
    {
        FileDescription? old;
        lock (_lock)
        {
            if (_closed || Get(fd) is not { } description || newFd < 0 || newFd >= _limit)
            {
                return Errno.EBADF;
            }

            if (fd == newFd)
            {
                return newFd;
            }

            if (description.Attach(_openFiles).IsError(out _, out Errno errno))
            {
                return errno;
            }

            GrowTo(newFd);
            old = _slots[newFd];
            Volatile.Write(ref _slots[newFd], description);
            _count += old is null ? 1 : 0;
        }

        old?.Detach();
        return newFd;
    }

    /// <summary>Forgets a descriptor. EBADF.</summary>
    public SysResult<Unit> Close(int fd)
    {
        FileDescription description;
        lock (_lock)
        {
            if (Get(fd) is not { } found)
            {
                return Errno.EBADF;
            }

            description = found;
            Volatile.Write(ref _slots[fd], null);
            _count--;
            _lowestFree = Math.Min(_lowestFree, fd);
        }

        description.Detach();
        return SysResult.Done;
    }

    /// <summary>Closes everything; nothing can be added afterwards.</summary>
    public void CloseAll()
    {
        FileDescription?[] slots;
        lock (_lock)
        {
            _closed = true;
            slots = _slots;
            Volatile.Write(ref _slots, []);
            _count = 0;
        }

        foreach (FileDescription? description in slots)
        {
            description?.Detach();
        }
    }

    /// <summary>Numbers in use, ascending.</summary>
    public IReadOnlyList<int> Numbers()
    {
        FileDescription?[] slots = Volatile.Read(ref _slots);
        var numbers = new List<int>();
        for (int fd = 0; fd < slots.Length; fd++)
        {
            if (Volatile.Read(ref slots[fd]) is not null)
            {
                numbers.Add(fd);
            }
        }

        return numbers;
    }

    private int FindFree()
    {
        int fd = _lowestFree;
        while (fd < _slots.Length && _slots[fd] is not null)
        {
            fd++;
        }

        if (fd >= _limit)
        {
            return -1;
        }

        GrowTo(fd);
        return fd;
    }

    private void GrowTo(int fd)
    {
        if (fd < _slots.Length)
        {
            return;
        }

        var larger = new FileDescription?[Math.Min(_limit, Math.Max(fd + 1, _slots.Length * 2))];
        _slots.CopyTo(larger, 0);
        Volatile.Write(ref _slots, larger);
    }
}
