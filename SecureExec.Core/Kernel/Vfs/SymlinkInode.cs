using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>A symbolic link.</summary>
internal abstract class SymlinkInode : Inode
{
    /// <summary>Makes a link; its mode is always 0777, as in Linux.</summary>
    protected SymlinkInode(FileSystem fileSystem, ulong ino, int uid, int gid, Timespec now)
        : base(fileSystem, ino, FileMode.S_IFLNK | (FileMode)0x1FF, uid, gid, now)
    {
    }

    /// <summary>The target text.</summary>
    public abstract SysResult<string> ReadTarget(Caller caller);

    /// <summary>For links that lead to an open file of the caller rather than to a path (<c>/proc/self/fd/0</c>): that file. Null for common links.</summary>
    public virtual FileDescription? OpenTarget(Caller caller) => null;

    /// <inheritdoc/>
    public override SysResult<Unit> SetMode(FileMode permissions) => Errno.EOPNOTSUPP;

    /// <inheritdoc/>
    public override SysResult<FileDescription> Open(OpenFlags flags, string? path, Caller caller) => Errno.ELOOP;
}
