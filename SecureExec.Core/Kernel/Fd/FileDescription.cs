using SecureExec.Abi;
using SecureExec.Kernel.Vfs;

namespace SecureExec.Kernel;

/// <summary>
/// An open file in the sense of <c>open(2)</c>: what file descriptors refer to and <c>dup</c> and child processes share. Safe from any
/// thread. Its operations never block; a stream without data answers EAGAIN, and waiting is the caller's business.
/// </summary>
internal abstract class FileDescription
{
    private readonly Lock _referenceLock = new();
    private int _references;
    private Budget? _openFiles;

    /// <summary>Makes a description that no descriptor refers to yet.</summary>
    protected FileDescription(OpenFlags flags) => Flags = flags;

    /// <summary>Access mode and status flags it was opened with.</summary>
    public OpenFlags Flags { get; }

    /// <summary>True when the access mode allows reading.</summary>
    public bool CanRead => (Flags & OpenFlags.O_ACCMODE) is OpenFlags.O_RDONLY or OpenFlags.O_RDWR;

    /// <summary>True when the access mode allows writing.</summary>
    public bool CanWrite => (Flags & OpenFlags.O_ACCMODE) is OpenFlags.O_WRONLY or OpenFlags.O_RDWR;

    /// <summary>Descriptors that refer to it.</summary>
    public int References => Volatile.Read(ref _references);

    /// <summary>The inode behind it; null for streams that have none.</summary>
    public virtual Inode? Inode => null;

    /// <summary>What <c>/proc/self/fd</c> shows: a path, or e.g. <c>pipe:[1]</c>.</summary>
    public abstract string DisplayName { get; }

    /// <summary>Canonical path at the time of opening, which the policy judges later changes through the descriptor by; null when there is none.</summary>
    public virtual string? OpenedPath => null;

    /// <summary>The directory that held the name at the time of opening; null when there was none.</summary>
    internal DirectoryInode? OpenedIn { get; set; }

    /// <summary>Where it may hold a lock of <c>flock(2)</c>; null while it never took one.</summary>
    internal FileLockTable? LockedIn { get; set; }

    /// <summary>Reads at <paramref name="position"/>, or at the current offset and moves it when that is -1. Zero at the end.
    /// EAGAIN, EBADF, EISDIR, EINVAL, ESPIPE.</summary>
    public abstract SysResult<int> Read(Span<byte> buffer, long position);

    /// <summary>Writes at <paramref name="position"/>, or at the current offset (with O_APPEND the end) when that is -1.
    /// EAGAIN, EBADF, EINVAL, ENOSPC, EPIPE, ESPIPE, EFBIG.</summary>
    public abstract SysResult<int> Write(ReadOnlySpan<byte> data, long position);

    /// <summary><c>fstat</c>.</summary>
    public abstract SysResult<FileStat> Stat();

    /// <summary>Sees to it that <paramref name="once"/> runs once, on any thread, when a read would no longer answer EAGAIN. False, and nothing is
    /// kept, when it would not now.</summary>
    public virtual bool NotifyReadable(Action once) => false;

    /// <summary>Sees to it that <paramref name="once"/> runs once, on any thread, when a write would no longer answer EAGAIN. False, and nothing is
    /// kept, when it would not now.</summary>
    public virtual bool NotifyWritable(Action once) => false;

    /// <summary>Forgets a callback of <see cref="NotifyReadable"/> or <see cref="NotifyWritable"/>.</summary>
    public virtual void CancelNotify(Action once)
    {
    }

    /// <summary><c>lseek</c>: the new offset. ESPIPE for what has none.</summary>
    public virtual SysResult<long> Seek(long offset, int whence) => Errno.ESPIPE;

    /// <summary>It was opened but found no descriptor: closes it when nothing else refers to it.</summary>
    internal void Abandon()
    {
        if (References == 0)
        {
            OnLastClose();
        }
    }

    /// <summary>One more descriptor refers to it. ENFILE when the kernel has too many open files.</summary>
    internal SysResult<Unit> Attach(Budget openFiles)
    {
        lock (_referenceLock)
        {
            if (_references == 0)
            {
                if (!openFiles.TryCharge(1))
                {
                    return Errno.ENFILE;
                }

                _openFiles = openFiles;
            }

            _references++;
            return SysResult.Done;
        }
    }

    /// <summary>One descriptor fewer refers to it; after the last it is closed.</summary>
    internal void Detach()
    {
        lock (_referenceLock)
        {
            if (_references == 0 || --_references > 0)
            {
                return;
            }

            _openFiles?.Release(1);
            _openFiles = null;
        }

        LockedIn?.Release(this);
        OnLastClose();
    }

    /// <summary>The last descriptor is gone.</summary>
    protected virtual void OnLastClose()
    {
    }
}
