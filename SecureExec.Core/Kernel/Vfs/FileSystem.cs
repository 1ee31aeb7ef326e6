using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary>One file system. It is mounted at most at one place.</summary>
internal abstract class FileSystem
{
    private readonly TimeProvider _clock;

    /// <summary>Makes a file system that is not mounted yet.</summary>
    protected FileSystem(ulong dev, TimeProvider clock)
    {
        Dev = dev;
        _clock = clock;
    }

    /// <summary>Makes a file system that goes by the clock of another.</summary>
    protected FileSystem(ulong dev, FileSystem source)
        : this(dev, source._clock)
    {
    }

    /// <summary>Device number in <c>st_dev</c>.</summary>
    public ulong Dev { get; }

    /// <summary>Its top directory.</summary>
    public abstract DirectoryInode Root { get; }

    /// <summary>Type as <c>/proc/mounts</c> tells it.</summary>
    public abstract string TypeName { get; }

    /// <summary>Source as <c>/proc/mounts</c> tells it; never a host path.</summary>
    public abstract string SourceName { get; }

    /// <summary>True when every change is EROFS.</summary>
    public virtual bool ReadOnly => false;

    /// <summary>The directory it covers; null for the root file system or when it is not mounted.</summary>
    public DirectoryInode? MountPoint { get; private set; }

    /// <summary>The current time as a timestamp.</summary>
    public Timespec Now() => Timespec.From(_clock.GetUtcNow());

    /// <summary><c>statfs</c>.</summary>
    public abstract SysResult<StatFs> StatFs();

    /// <summary>
    /// Moves a name within this file system, replacing what is there by POSIX rules. The inodes are what the caller resolved and checked;
    /// ESTALE-like races answer ENOENT or EEXIST and the caller resolves again.
    /// </summary>
    public abstract SysResult<Unit> Rename(DirectoryInode from, string fromName, Inode moved, DirectoryInode to, string toName, Inode? replaced);

    /// <summary>Covers <paramref name="mountPoint"/> with this file system. EBUSY when it is covered or this is mounted already.</summary>
    internal SysResult<Unit> MountOn(DirectoryInode mountPoint)
    {
        if (MountPoint is not null || mountPoint.Covering is not null)
        {
            return Errno.EBUSY;
        }

        MountPoint = mountPoint;
        mountPoint.Covering = this;
        mountPoint.NoteMount();
        return SysResult.Done;
    }
}
