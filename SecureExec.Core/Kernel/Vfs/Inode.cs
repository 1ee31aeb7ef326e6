using SecureExec.Abi;
using SecureExec.Kernel.Net;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>
/// One object of a file system, whatever its names. Attributes may be read without a lock; each file system says which lock its
/// changes take. Nothing here judges the caller: modes are judged by <see cref="VfsAccess"/>, policy by the policy engine.
/// </summary>
internal abstract class Inode
{
    private const long PageSize = 4096;

    /// <summary>Makes an inode whose four times are <paramref name="now"/>.</summary>
    protected Inode(FileSystem fileSystem, ulong ino, FileMode mode, int uid, int gid, Timespec now)
    {
        FileSystem = fileSystem;
        Ino = ino;
        Mode = mode;
        Uid = uid;
        Gid = gid;
        Atime = Mtime = Ctime = Birthtime = now;
    }

    /// <summary>Where it lives.</summary>
    public FileSystem FileSystem { get; }

    /// <summary>Its number, unique in the file system.</summary>
    public ulong Ino { get; protected set; }

    /// <summary>Type and permissions.</summary>
    public FileMode Mode { get; protected set; }

    /// <summary>Owner.</summary>
    public int Uid { get; protected set; }

    /// <summary>Group.</summary>
    public int Gid { get; protected set; }

    /// <summary>Last access (kept as with <c>relatime</c>: only when older than the last change).</summary>
    public Timespec Atime { get; protected set; }

    /// <summary>Last change of the content.</summary>
    public Timespec Mtime { get; protected set; }

    /// <summary>Last change of content or attributes.</summary>
    public Timespec Ctime { get; protected set; }

    /// <summary>Creation.</summary>
    public Timespec Birthtime { get; protected set; }

    /// <summary>Number of names.</summary>
    public virtual int LinkCount => 1;

    /// <summary>Bytes.</summary>
    public virtual long Size => 0;

    /// <summary>Storage in units of 512 bytes.</summary>
    public virtual long Blocks => 0;

    /// <summary>Device number of a device file.</summary>
    public virtual ulong Rdev => 0;

    /// <summary>True for the devices that every process may use whatever the policy says (<c>/dev/null</c> and its like).</summary>
    public virtual bool PolicyExempt => false;

    /// <summary>The AF_UNIX socket that was bound to it; null for anything else.</summary>
    public virtual UnixSocket? Socket => null;

    /// <summary>The type bits.</summary>
    public FileMode Type => Mode & FileMode.S_IFMT;

    /// <summary>True for a directory.</summary>
    public bool IsDirectory => Type == FileMode.S_IFDIR;

    /// <summary>True for a regular file.</summary>
    public bool IsRegular => Type == FileMode.S_IFREG;

    /// <summary>True for a symbolic link.</summary>
    public bool IsSymlink => Type == FileMode.S_IFLNK;

    /// <summary>Type as a directory listing tells it.</summary>
    public DirentType DirentType => ToDirentType(Mode);

    /// <summary>Type bits as a directory listing tells them.</summary>
    public static DirentType ToDirentType(FileMode mode) => (mode & FileMode.S_IFMT) switch
    {
        FileMode.S_IFREG => DirentType.File,
        FileMode.S_IFDIR => DirentType.Directory,
        FileMode.S_IFLNK => DirentType.Link,
        FileMode.S_IFIFO => DirentType.Fifo,
        FileMode.S_IFSOCK => DirentType.Socket,
        FileMode.S_IFCHR => DirentType.Character,
        FileMode.S_IFBLK => DirentType.Block,
        _ => DirentType.Unknown,
    };

    /// <summary><c>lstat</c>.</summary>
    public virtual SysResult<FileStat> Stat() => new FileStat(
        FileSystem.Dev,
        (uint)Mode,
        (ulong)LinkCount,
        (uint)Uid,
        (uint)Gid,
        Rdev,
        PageSize,
        Ino,
        Size,
        Blocks,
        Atime,
        Mtime,
        Ctime,
        Birthtime);

    /// <summary>Opens what is no directory. ENXIO for what cannot be opened.</summary>
    public virtual SysResult<FileDescription> Open(OpenFlags flags, string? path, Caller caller) => Errno.ENXIO;

    /// <summary>Sets the lower twelve mode bits. EROFS, EPERM.</summary>
    public virtual SysResult<Unit> SetMode(FileMode permissions)
    {
        Mode = Type | (permissions & FileMode.PermissionMask);
        Ctime = FileSystem.Now();
        return SysResult.Done;
    }

    /// <summary>Sets owner and group; -1 leaves one as it is. EROFS, EPERM.</summary>
    public virtual SysResult<Unit> SetOwner(int uid, int gid)
    {
        Uid = uid == -1 ? Uid : uid;
        Gid = gid == -1 ? Gid : gid;
        if (IsRegular)
        {
            Mode &= ~(FileMode.S_ISUID | FileMode.S_ISGID);
        }

        Ctime = FileSystem.Now();
        return SysResult.Done;
    }

    /// <summary>Sets access and modification time. EROFS, EPERM.</summary>
    public virtual SysResult<Unit> SetTimes(Timespec atime, Timespec mtime)
    {
        Atime = atime;
        Mtime = mtime;
        Ctime = FileSystem.Now();
        return SysResult.Done;
    }

    /// <summary>Takes mode, owner and times of another inode of the same type.</summary>
    protected void TakeAttributes(Inode source)
    {
        Mode = source.Mode;
        Uid = source.Uid;
        Gid = source.Gid;
        Atime = source.Atime;
        Mtime = source.Mtime;
        Ctime = source.Ctime;
        Birthtime = source.Birthtime;
    }

    /// <summary>Notes a read, as <c>relatime</c> does.</summary>
    protected void NoteAccess()
    {
        if (Atime.Seconds < Mtime.Seconds || (Atime.Seconds == Mtime.Seconds && Atime.Nanoseconds <= Mtime.Nanoseconds))
        {
            Atime = FileSystem.Now();
        }
    }

    /// <summary>Notes a change of the content.</summary>
    protected void NoteModified() => Mtime = Ctime = FileSystem.Now();
}
