using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>The classic permission bits, judged for a caller's user and group.</summary>
internal static class VfsAccess
{
    /// <summary>EACCES when the caller lacks one of the asked rights; EROFS when it asks to write on a read-only file system.</summary>
    public static Errno Check(Inode inode, Caller caller, AccessMode wanted)
    {
        if ((wanted & AccessMode.W_OK) != 0 && inode.FileSystem.ReadOnly && inode.Type is FileMode.S_IFREG or FileMode.S_IFDIR or FileMode.S_IFLNK)
        {
            return Errno.EROFS;
        }

        uint mode = (uint)inode.Mode;
        if (caller.IsRoot)
        {
            // Root may all, but executes only what somebody may execute.
            bool refused = (wanted & AccessMode.X_OK) != 0 && !inode.IsDirectory && (mode & 0x49) == 0;
            return refused ? Errno.EACCES : Errno.Success;
        }

        uint bits = caller.Uid == inode.Uid ? mode >> 6 : caller.Gid == inode.Gid ? mode >> 3 : mode;
        return ((uint)wanted & ~bits & 7) == 0 ? Errno.Success : Errno.EACCES;
    }

    /// <summary>EACCES or EROFS when the caller may not change names in the directory; ENOENT when the directory was removed.</summary>
    public static Errno CheckChange(DirectoryInode directory, Caller caller)
    {
        Errno errno = Check(directory, caller, AccessMode.W_OK | AccessMode.X_OK);
        return errno != Errno.Success ? errno : directory.IsRemoved ? Errno.ENOENT : Errno.Success;
    }

    /// <summary>In a sticky directory only the owner of the directory or of the entry removes it. EPERM.</summary>
    public static Errno CheckSticky(DirectoryInode directory, Inode entry, Caller caller) =>
        (directory.Mode & FileMode.S_ISVTX) == 0 || caller.IsRoot || caller.Uid == directory.Uid || caller.Uid == entry.Uid
            ? Errno.Success
            : Errno.EPERM;

    /// <summary>EPERM unless the caller owns the inode or is root.</summary>
    public static Errno CheckOwner(Inode inode, Caller caller) =>
        caller.IsRoot || caller.Uid == inode.Uid ? Errno.Success : Errno.EPERM;
}
