using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Permissions;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>
/// What file syscalls do once the policy has said yes: permission bits, read-only mounts, mount points, and then the file system. Each
/// takes the proof of the check and demands from it what it is about to use. An answer of <see cref="Changed"/> means that another
/// process changed the names meanwhile: the syscall resolves and checks again.
/// </summary>
internal static class VfsOperations
{
    /// <summary>The names changed between resolving and acting.</summary>
    public const Errno Changed = Errno.ESTALE;

    /// <summary><c>open</c> of what exists.</summary>
    public static SysResult<FileDescription> Open(CheckedDentry granted, OpenFlags flags, Caller caller)
    {
        AccessMode wanted = WantedBy(flags);
        granted.Demand(PolicyNeedOf(flags));
        if ((flags & OpenFlags.O_CREAT) != 0 && granted.TrailingSlash)
        {
            return Errno.EISDIR;
        }

        if ((flags & (OpenFlags.O_CREAT | OpenFlags.O_EXCL)) == (OpenFlags.O_CREAT | OpenFlags.O_EXCL))
        {
            return Errno.EEXIST;
        }

        if (granted.Inode is DirectoryInode directory)
        {
            return OpenDirectory(granted, directory, flags, wanted, caller);
        }

        if ((flags & OpenFlags.O_DIRECTORY) != 0 || granted.TrailingSlash)
        {
            return Errno.ENOTDIR;
        }

        if (granted.Magic is { } magic)
        {
            return OpenAgain(granted, magic, flags, caller);
        }

        Inode inode = granted.Inode!;
        if (inode.IsSymlink)
        {
            return Errno.ELOOP;
        }

        Errno errno = VfsAccess.Check(inode, caller, wanted);
        return errno != Errno.Success ? errno : inode.Open(flags, granted.Path, caller);
    }

    /// <summary><c>open</c> with O_CREAT of what does not exist.</summary>
    public static SysResult<FileDescription> Create(CheckedDentry granted, OpenFlags flags, FileMode permissions, Caller caller)
    {
        granted.Demand(FsAccess.Write | PolicyNeedOf(flags));
        if (granted.TrailingSlash || (flags & OpenFlags.O_DIRECTORY) != 0)
        {
            return (flags & OpenFlags.O_DIRECTORY) != 0 ? Errno.EINVAL : Errno.EISDIR;
        }

        DirectoryInode parent = granted.Parent!;
        Errno errno = VfsAccess.CheckChange(parent, caller);
        if (errno != Errno.Success)
        {
            return errno;
        }

        FileMode mode = permissions & FileMode.PermissionMask & ~caller.Umask;
        if (parent.CreateFile(granted.Name!, mode, caller.OwnerUid, GroupFor(parent, caller)).IsError(out Inode? made, out errno))
        {
            return errno == Errno.EEXIST && (flags & OpenFlags.O_EXCL) == 0 ? Changed : errno;
        }

        // The mode given to open(2) binds later opens, not this one.
        return made.Open(flags & ~OpenFlags.O_TRUNC, granted.Path, caller);
    }

    /// <summary><c>mkdir</c>.</summary>
    public static SysResult<Unit> MakeDirectory(CheckedDentry granted, FileMode permissions, Caller caller)
    {
        granted.Demand(FsAccess.CreateDir);
        Errno errno = CheckFree(granted, caller);
        if (errno != Errno.Success)
        {
            return errno;
        }

        DirectoryInode parent = granted.Parent!;
        FileMode mode = permissions & (FileMode)0x3FF & ~caller.Umask;
        mode |= parent.Mode & FileMode.S_ISGID;
        return parent.CreateDirectory(granted.Name!, mode, caller.OwnerUid, GroupFor(parent, caller)).IsError(out _, out errno)
            ? errno
            : SysResult.Done;
    }

    /// <summary>The name of an AF_UNIX socket, as <c>bind(2)</c> makes it. EADDRINUSE when it is taken.</summary>
    public static SysResult<Unit> MakeSocket(CheckedDentry granted, UnixSocket socket, Caller caller)
    {
        granted.Demand(FsAccess.Write);
        Errno errno = CheckFree(granted, caller);
        if (errno == Errno.Success && granted.TrailingSlash)
        {
            errno = Errno.ENOENT;
        }

        if (errno == Errno.Success)
        {
            DirectoryInode parent = granted.Parent!;
            FileMode mode = (FileMode)0x1FF & ~caller.Umask;
            parent.CreateSocket(granted.Name!, mode, caller.OwnerUid, GroupFor(parent, caller), socket).IsError(out _, out errno);
        }

        return errno switch
        {
            Errno.Success => SysResult.Done,
            Errno.EEXIST => Errno.EADDRINUSE,
            _ => errno,
        };
    }

    /// <summary><c>mkfifo</c>. EEXIST, ENOENT, EPERM where the file system has none.</summary>
    public static SysResult<Unit> MakeFifo(CheckedDentry granted, FileMode permissions, Caller caller)
    {
        granted.Demand(FsAccess.Write);
        Errno errno = CheckFree(granted, caller);
        if (errno == Errno.Success && granted.TrailingSlash)
        {
            errno = Errno.ENOENT;
        }

        if (errno != Errno.Success)
        {
            return errno;
        }

        DirectoryInode parent = granted.Parent!;
        FileMode mode = permissions & FileMode.PermissionMask & ~caller.Umask;
        return parent.CreateFifo(granted.Name!, mode, caller.OwnerUid, GroupFor(parent, caller)).IsError(out _, out errno) ? errno : SysResult.Done;
    }

    /// <summary><c>symlink</c>.</summary>
    public static SysResult<Unit> MakeSymlink(CheckedDentry granted, string target, Caller caller)
    {
        granted.Demand(FsAccess.Symlink);
        Errno errno = PathWalk.CheckText(target, caller.MaxPathBytes);
        if (errno == Errno.Success)
        {
            errno = CheckFree(granted, caller);
        }

        if (errno != Errno.Success)
        {
            return errno;
        }

        if (granted.TrailingSlash)
        {
            return Errno.ENOENT;
        }

        DirectoryInode parent = granted.Parent!;
        return parent.CreateSymlink(granted.Name!, target, caller.OwnerUid, GroupFor(parent, caller)).IsError(out _, out errno)
            ? errno
            : SysResult.Done;
    }

    /// <summary><c>link</c>: both sides were checked, the source for reading and writing.</summary>
    public static SysResult<Unit> MakeLink(CheckedDentry source, CheckedDentry target, Caller caller)
    {
        source.Demand(FsAccess.Read | FsAccess.Write);
        target.Demand(FsAccess.Write);
        Inode inode = source.Inode!;
        Errno errno = CheckFree(target, caller);
        if (errno != Errno.Success)
        {
            return errno;
        }

        if (target.TrailingSlash)
        {
            return Errno.ENOENT;
        }

        if (source.Magic is not null || !ReferenceEquals(inode.FileSystem, target.Parent!.FileSystem))
        {
            return Errno.EXDEV;
        }

        if (inode.IsDirectory)
        {
            return Errno.EPERM;
        }

        // As with fs.protected_hardlinks: only what one owns or may read and write.
        bool may = caller.Uid == inode.Uid || VfsAccess.Check(inode, caller, AccessMode.R_OK | AccessMode.W_OK) == Errno.Success;
        return may ? target.Parent.Link(target.Name!, inode) : Errno.EPERM;
    }

    /// <summary><c>unlink</c>.</summary>
    public static SysResult<Unit> Unlink(CheckedDentry granted, Caller caller)
    {
        granted.Demand(FsAccess.Remove);
        if (granted.Parent is null || granted.Inode!.IsDirectory)
        {
            return Errno.EISDIR;
        }

        if (granted.TrailingSlash)
        {
            return Errno.ENOTDIR;
        }

        Errno errno = CheckRemovable(granted, caller);
        return errno != Errno.Success ? errno : granted.Parent.Unlink(granted.Name!, granted.Inode);
    }

    /// <summary><c>rmdir</c>.</summary>
    public static SysResult<Unit> RemoveDirectory(CheckedDentry granted, Caller caller)
    {
        granted.Demand(FsAccess.Remove);
        if (granted.EndsInDot || granted.EndsInDotDot)
        {
            return granted.EndsInDot ? Errno.EINVAL : Errno.ENOTEMPTY;
        }

        if (granted.Inode is not DirectoryInode directory)
        {
            return Errno.ENOTDIR;
        }

        if (granted.Parent is null || directory.Place is null)
        {
            return Errno.EBUSY;
        }

        Errno errno = CheckRemovable(granted, caller);
        return errno != Errno.Success ? errno : granted.Parent.RemoveDirectory(granted.Name!, directory);
    }

    /// <summary><c>rename</c>: both sides were checked, and that the move widens nothing.</summary>
    public static SysResult<Unit> Rename(CheckedDentry from, CheckedDentry to, Caller caller)
    {
        from.Demand(FsAccess.Rename);
        to.Demand(FsAccess.Rename);
        if (from.Parent is null || to.Parent is null || from.EndsInDot || to.EndsInDot || from.EndsInDotDot || to.EndsInDotDot)
        {
            return Errno.EBUSY;
        }

        Inode moved = from.Inode!;
        Errno errno = CheckRename(from, to, moved, caller);
        if (errno != Errno.Success)
        {
            return errno;
        }

        SysResult<Unit> result = from.Parent.FileSystem.Rename(from.Parent, from.Name!, moved, to.Parent, to.Name!, to.Inode);
        return result.Error == Errno.EAGAIN ? Changed : result;
    }

    /// <summary>The rights that an open with these flags asks of the permission bits.</summary>
    public static AccessMode WantedBy(OpenFlags flags)
    {
        AccessMode wanted = (flags & OpenFlags.O_ACCMODE) switch
        {
            OpenFlags.O_RDONLY => AccessMode.R_OK,
            OpenFlags.O_WRONLY => AccessMode.W_OK,
            _ => AccessMode.R_OK | AccessMode.W_OK,
        };
        return (flags & OpenFlags.O_TRUNC) != 0 ? wanted | AccessMode.W_OK : wanted;
    }

    /// <summary>The rights that an open with these flags asks of the policy.</summary>
    public static FsAccess PolicyNeedOf(OpenFlags flags)
    {
        AccessMode wanted = WantedBy(flags);
        return ((wanted & AccessMode.R_OK) != 0 ? FsAccess.Read : FsAccess.None) |
            ((wanted & AccessMode.W_OK) != 0 ? FsAccess.Write : FsAccess.None);
    }

    private static SysResult<FileDescription> OpenDirectory(
        CheckedDentry granted, DirectoryInode directory, OpenFlags flags, AccessMode wanted, Caller caller)
    {
        if ((wanted & AccessMode.W_OK) != 0 || (flags & OpenFlags.O_CREAT) != 0)
        {
            return Errno.EISDIR;
        }

        Errno errno = VfsAccess.Check(directory, caller, wanted);
        return errno != Errno.Success ? errno : new DirectoryDescription(directory, flags, granted.Path);
    }

    // Opening /proc/self/fd/N opens a file anew; a stream has nothing to open anew and is shared.
    private static SysResult<FileDescription> OpenAgain(CheckedDentry granted, FileDescription magic, OpenFlags flags, Caller caller)
    {
        if (magic.Inode is { } inode)
        {
            Errno errno = VfsAccess.Check(inode, caller, WantedBy(flags));
            return errno != Errno.Success ? errno : inode.Open(flags, granted.Path, caller);
        }

        AccessMode wanted = WantedBy(flags & ~OpenFlags.O_TRUNC);
        bool fits = ((wanted & AccessMode.R_OK) == 0 || magic.CanRead) && ((wanted & AccessMode.W_OK) == 0 || magic.CanWrite);
        return fits ? magic : Errno.EACCES;
    }

    private static Errno CheckFree(CheckedDentry granted, Caller caller)
    {
        if (granted.Inode is not null || granted.Parent is null)
        {
            return Errno.EEXIST;
        }

        return VfsAccess.CheckChange(granted.Parent, caller);
    }

    private static Errno CheckRemovable(CheckedDentry granted, Caller caller)
    {
        Errno errno = VfsAccess.CheckChange(granted.Parent!, caller);
        return errno != Errno.Success ? errno : VfsAccess.CheckSticky(granted.Parent!, granted.Inode!, caller);
    }

    private static Errno CheckRename(CheckedDentry from, CheckedDentry to, Inode moved, Caller caller)
    {
        bool movesDirectory = moved.IsDirectory;
        if (!movesDirectory && (from.TrailingSlash || to.TrailingSlash))
        {
            return Errno.ENOTDIR;
        }

        if (moved is DirectoryInode { Place: null } || to.Inode is DirectoryInode { Place: null })
        {
            return Errno.EBUSY;
        }

        if (!ReferenceEquals(from.Parent!.FileSystem, to.Parent!.FileSystem))
        {
            return Errno.EXDEV;
        }

        Errno errno = CheckRemovable(from, caller);
        if (errno == Errno.Success)
        {
            errno = to.Inode is null ? VfsAccess.CheckChange(to.Parent, caller) : CheckRemovable(to, caller);
        }

        // A directory that changes its parent changes its "..", which is its content.
        if (errno == Errno.Success && movesDirectory && !ReferenceEquals(from.Parent, to.Parent))
        {
            errno = VfsAccess.Check(moved, caller, AccessMode.W_OK);
        }

        return errno;
    }

    private static int GroupFor(DirectoryInode parent, Caller caller) =>
        (parent.Mode & FileMode.S_ISGID) != 0 ? parent.Gid : caller.OwnerGid;
}
