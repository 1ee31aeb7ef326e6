using SecureExec.Abi;
using SecureExec.Kernel.Vfs;
using SecureExec.Permissions;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel;

/// <summary><c>truncate(2)</c>.</summary>
internal readonly struct TruncateCall(string path, long length) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Truncate;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (length < 0)
        {
            return Errno.EINVAL;
        }

        if (PathResolver.Existing(kernel, caller, path, WalkOptions.Follow, FsAccess.Truncate, kernel.Watches.Any).IsError(out CheckedDentry? granted, out Errno errno))
        {
            return errno;
        }

        if (granted.Inode is not FileInode file)
        {
            return granted.Inode is DirectoryInode ? Errno.EISDIR : Errno.EINVAL;
        }

        errno = VfsAccess.Check(file, caller, AccessMode.W_OK);
        return errno != Errno.Success ? errno : AttributeChange.Told(kernel, caller, granted, WatchEvents.IN_MODIFY, file.SetLength(length));
    }
}

/// <summary><c>ftruncate(2)</c>.</summary>
internal readonly struct FtruncateCall(int fd, long length) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Ftruncate;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Fds.Get(fd) is not { } description)
        {
            return Errno.EBADF;
        }

        if (length < 0 || !description.CanWrite || description.Inode is not FileInode file)
        {
            return Errno.EINVAL;
        }

        Errno errno = OpenedPolicy.Check(kernel, caller, description, FsAccess.Truncate);
        return errno != Errno.Success ? errno : AttributeChange.Told(kernel, caller, description, WatchEvents.IN_MODIFY, file.SetLength(length));
    }
}

/// <summary><c>chmod(2)</c>: the owner or root.</summary>
internal readonly struct ChmodCall(string path, int mode) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Chmod;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        return PathResolver.Existing(kernel, caller, path, WalkOptions.Follow, FsAccess.Chmod, kernel.Watches.Any).IsError(out CheckedDentry? granted, out Errno errno)
            ? errno
            : AttributeChange.Told(kernel, caller, granted, WatchEvents.IN_ATTRIB, Apply(granted.Inode, (FileMode)mode, caller));
    }

    /// <summary>The acting part, shared with <c>fchmod</c>.</summary>
    public static SysResult<Unit> Apply(Inode? inode, FileMode mode, Caller caller)
    {
        if (inode is null)
        {
            return Errno.EINVAL;
        }

        Errno errno = AttributeChange.Check(inode, caller);
        return errno != Errno.Success ? errno : inode.SetMode(mode & FileMode.PermissionMask);
    }
}

/// <summary><c>fchmod(2)</c>.</summary>
internal readonly struct FchmodCall(int fd, int mode) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Fchmod;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Fds.Get(fd) is not { } description)
        {
            return Errno.EBADF;
        }

        Errno errno = OpenedPolicy.Check(kernel, caller, description, FsAccess.Chmod);
        return errno != Errno.Success
            ? errno
            : AttributeChange.Told(kernel, caller, description, WatchEvents.IN_ATTRIB, ChmodCall.Apply(description.Inode, (FileMode)mode, caller));
    }
}

/// <summary><c>chown(2)</c> and <c>lchown(2)</c>: root, or the owner without a change.</summary>
internal readonly struct ChownCall(string path, int uid, int gid, bool follow) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Chown;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        WalkOptions options = follow ? WalkOptions.Follow : WalkOptions.None;
        return PathResolver.Existing(kernel, caller, path, options, FsAccess.Chmod, kernel.Watches.Any).IsError(out CheckedDentry? granted, out Errno errno)
            ? errno
            : AttributeChange.Told(kernel, caller, granted, WatchEvents.IN_ATTRIB, Apply(granted.Inode, uid, gid, caller));
    }

    /// <summary>The acting part, shared with <c>fchown</c>.</summary>
    public static SysResult<Unit> Apply(Inode? inode, int uid, int gid, Caller caller)
    {
        if (inode is null || uid < -1 || gid < -1)
        {
            return Errno.EINVAL;
        }

        if (inode.FileSystem.ReadOnly)
        {
            return Errno.EROFS;
        }

        bool keepsUid = uid == -1 || uid == inode.Uid;
        bool keepsGid = gid == -1 || gid == inode.Gid || (caller.Uid == inode.Uid && gid == caller.Gid);
        if (!caller.IsRoot && !(keepsUid && keepsGid && (caller.Uid == inode.Uid || (uid == -1 && gid == -1))))
        {
            return Errno.EPERM;
        }

        return inode.SetOwner(uid, gid);
    }
}

/// <summary><c>fchown(2)</c>.</summary>
internal readonly struct FchownCall(int fd, int uid, int gid) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Fchown;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Fds.Get(fd) is not { } description)
        {
            return Errno.EBADF;
        }

        Errno errno = OpenedPolicy.Check(kernel, caller, description, FsAccess.Chmod);
        return errno != Errno.Success
            ? errno
            : AttributeChange.Told(kernel, caller, description, WatchEvents.IN_ATTRIB, ChownCall.Apply(description.Inode, uid, gid, caller));
    }
}

/// <summary><c>utimes(2)</c> and <c>lutimes(3)</c>: the owner or root.</summary>
internal readonly struct UtimesCall(string path, Timespec atime, Timespec mtime, bool follow) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Utimes;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        WalkOptions options = follow ? WalkOptions.Follow : WalkOptions.None;
        return PathResolver.Existing(kernel, caller, path, options, FsAccess.Write, kernel.Watches.Any).IsError(out CheckedDentry? granted, out Errno errno)
            ? errno
            : AttributeChange.Told(kernel, caller, granted, WatchEvents.IN_ATTRIB, Apply(granted.Inode, atime, mtime, caller));
    }

    /// <summary>The acting part, shared with <c>futimes</c>.</summary>
    public static SysResult<Unit> Apply(Inode? inode, Timespec atime, Timespec mtime, Caller caller)
    {
        if (inode is null)
        {
            return Errno.EINVAL;
        }

        Errno errno = AttributeChange.Check(inode, caller);
        return errno != Errno.Success ? errno : inode.SetTimes(atime, mtime);
    }
}

/// <summary><c>futimes(3)</c>.</summary>
internal readonly struct FutimesCall(int fd, Timespec atime, Timespec mtime) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Futimes;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Fds.Get(fd) is not { } description)
        {
            return Errno.EBADF;
        }

        Errno errno = OpenedPolicy.Check(kernel, caller, description, FsAccess.Write);
        return errno != Errno.Success
            ? errno
            : AttributeChange.Told(kernel, caller, description, WatchEvents.IN_ATTRIB, UtimesCall.Apply(description.Inode, atime, mtime, caller));
    }
}

/// <summary>What changes of attributes have in common.</summary>
internal static class AttributeChange
{
    /// <summary>EROFS on a read-only mount, EPERM unless the caller owns the inode or is root.</summary>
    public static Errno Check(Inode inode, Caller caller) =>
        inode.FileSystem.ReadOnly ? Errno.EROFS : VfsAccess.CheckOwner(inode, caller);

    /// <summary>Tells watchers of a change that succeeded.</summary>
    public static SysResult<Unit> Told(VirtualKernel kernel, Caller caller, CheckedDentry at, WatchEvents what, SysResult<Unit> result)
    {
        if (result.Ok)
        {
            kernel.Watches.Changed(at, what, caller);
        }

        return result;
    }

    /// <summary>Tells watchers of a change through a descriptor that succeeded.</summary>
    public static SysResult<Unit> Told(VirtualKernel kernel, Caller caller, FileDescription open, WatchEvents what, SysResult<Unit> result)
    {
        if (result.Ok)
        {
            kernel.Watches.Changed(open, what, caller);
        }

        return result;
    }
}

/// <summary>Changes through a descriptor are judged by the path it was opened at; streams and exempt devices have none to judge.</summary>
internal static class OpenedPolicy
{
    /// <summary>EACCES when the policy denies.</summary>
    public static Errno Check(VirtualKernel kernel, Caller caller, FileDescription description, FsAccess access) =>
        description.OpenedPath is not { } path || description.Inode is { PolicyExempt: true }
            ? Errno.Success
            : kernel.Policy.CheckFs(access, path, caller);
}
