using SecureExec.Abi;
using SecureExec.Kernel.Net;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>A directory. It has exactly one name, so its canonical path can be told by climbing.</summary>
internal abstract class DirectoryInode : Inode
{
    private volatile DirectoryPlace? _place;
    private volatile FileSystem? _covering;

    /// <summary>Makes a directory; <paramref name="place"/> is null for the root of a file system.</summary>
    protected DirectoryInode(FileSystem fileSystem, ulong ino, FileMode permissions, int uid, int gid, Timespec now, DirectoryPlace? place)
        : base(fileSystem, ino, FileMode.S_IFDIR | permissions, uid, gid, now) => _place = place;

    /// <summary>Parent and name; null for the root of a file system. Changes as one when the directory is renamed.</summary>
    public DirectoryPlace? Place
    {
        get => _place;
        protected set => _place = value;
    }

    /// <summary>The file system mounted here, or null.</summary>
    public FileSystem? Covering
    {
        get => _covering;
        internal set => _covering = value;
    }

    /// <summary>True once the directory was removed; nothing can be made in it then.</summary>
    public virtual bool IsRemoved => false;

    /// <summary>A file system was mounted here: the directory must not be forgotten.</summary>
    public virtual void NoteMount()
    {
    }

    /// <summary>Finds a name. ENOENT.</summary>
    public abstract SysResult<Inode> Lookup(ReadOnlySpan<char> name, Caller caller);

    /// <summary>Tells all names. ENOMEM above <paramref name="maxEntries"/>.</summary>
    public abstract SysResult<IReadOnlyList<DirectoryEntry>> List(int maxEntries, Caller caller);

    /// <summary>Makes an empty regular file. EEXIST, ENOSPC, ENOENT when the directory was removed, EROFS.</summary>
    public virtual SysResult<Inode> CreateFile(string name, FileMode permissions, int uid, int gid) => Errno.EACCES;

    /// <summary>Makes an empty directory. EEXIST, ENOSPC, ENOENT, EROFS.</summary>
    public virtual SysResult<Inode> CreateDirectory(string name, FileMode permissions, int uid, int gid) => Errno.EACCES;

    /// <summary>Makes a symbolic link. EEXIST, ENOSPC, ENOENT, EROFS.</summary>
    public virtual SysResult<Inode> CreateSymlink(string name, string target, int uid, int gid) => Errno.EACCES;

    /// <summary>Makes the name of an AF_UNIX socket. EEXIST, ENOSPC, ENOENT, EROFS; EOPNOTSUPP where there are none.</summary>
    public virtual SysResult<Inode> CreateSocket(string name, FileMode permissions, int uid, int gid, UnixSocket socket) => Errno.EOPNOTSUPP;

    /// <summary>Adds a named pipe. EEXIST, ENOSPC; EPERM where the file system has none.</summary>
    public virtual SysResult<Inode> CreateFifo(string name, FileMode permissions, int uid, int gid) => Errno.EPERM;

    /// <summary>Gives an inode of the same file system one more name. EEXIST, EMLINK, ENOSPC, ENOENT, EROFS.</summary>
    public virtual SysResult<Unit> Link(string name, Inode inode) => Errno.EPERM;

    /// <summary>Removes a name that is no directory, when it still is <paramref name="expected"/>. ENOENT, EROFS.</summary>
    public virtual SysResult<Unit> Unlink(string name, Inode expected) => Errno.EPERM;

    /// <summary>Removes an empty directory, when it still is <paramref name="expected"/>. ENOENT, ENOTEMPTY, EROFS.</summary>
    public virtual SysResult<Unit> RemoveDirectory(string name, DirectoryInode expected) => Errno.EPERM;
}
