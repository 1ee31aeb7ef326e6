using SecureExec.Abi;
using SecureExec.Kernel.Vfs;
using SecureExec.Permissions;

namespace SecureExec.Kernel;

/// <summary><c>inotify_init1(2)</c>: a descriptor that events are read from.</summary>
internal readonly struct WatchInitCall(OpenFlags flags) : ISyscall<int>
{
    public static Syscall Number => Syscall.InotifyInit;

    public SysResult<int> Execute(VirtualKernel kernel, Caller caller) => (flags & ~(OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC)) != 0
        ? Errno.EINVAL
        : caller.Fds.Add(new WatchDescription(kernel.Watches, kernel.Config.Limits.MaxWatchEvents, flags & OpenFlags.O_NONBLOCK));
}

/// <summary><c>inotify_add_watch(2)</c>. A directory needs <c>readdir</c> of the policy, anything else <c>stat</c>; both need to be readable.</summary>
internal readonly struct WatchAddCall(int fd, string path, WatchEvents mask) : ISyscall<int>
{
    public static Syscall Number => Syscall.InotifyAdd;

    public SysResult<int> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Fds.Get(fd) is not { } description)
        {
            return Errno.EBADF;
        }

        if (description is not WatchDescription queue || (mask & WatchEvents.All) == 0)
        {
            return Errno.EINVAL;
        }

        WalkOptions options = (mask & WatchEvents.IN_DONT_FOLLOW) != 0 ? WalkOptions.None : WalkOptions.Follow;
        if (PathResolver.Existing(kernel, caller, path, options, FsAccess.Stat, keepPath: true).IsError(out CheckedDentry? granted, out Errno errno))
        {
            return errno;
        }

        if (granted.Inode is not { } inode || ((mask & WatchEvents.IN_ONLYDIR) != 0 && !inode.IsDirectory))
        {
            return granted.Inode is null ? Errno.EINVAL : Errno.ENOTDIR;
        }

        errno = inode.IsDirectory ? kernel.Policy.CheckFs(FsAccess.ReadDir, granted.Path!, caller) : Errno.Success;
        if (errno == Errno.Success)
        {
            errno = VfsAccess.Check(inode, caller, AccessMode.R_OK);
        }

        return errno != Errno.Success ? errno : kernel.Watches.Add(queue, inode, mask & (WatchEvents.All | WatchEvents.IN_MASK_ADD));
    }
}

/// <summary><c>inotify_rm_watch(2)</c>. EINVAL when the queue has no such watch.</summary>
internal readonly struct WatchRemoveCall(int fd, int descriptor) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.InotifyRemove;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Fds.Get(fd) is not { } description)
        {
            return Errno.EBADF;
        }

        Errno errno = description is WatchDescription queue ? kernel.Watches.Remove(queue, descriptor) : Errno.EINVAL;
        return errno == Errno.Success ? SysResult.Done : errno;
    }
}
