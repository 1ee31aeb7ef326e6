using SecureExec.Abi;
using SecureExec.Kernel.Vfs;
using SecureExec.Permissions;

namespace SecureExec.Kernel;

/// <summary><c>stat(2)</c> and <c>lstat(2)</c>.</summary>
internal readonly struct StatCall(string path, bool follow) : ISyscall<FileStat>
{
    public static Syscall Number => Syscall.Stat;

    public SysResult<FileStat> Execute(VirtualKernel kernel, Caller caller)
    {
        WalkOptions options = follow ? WalkOptions.Follow : WalkOptions.None;
        if (PathResolver.Existing(kernel, caller, path, options, FsAccess.Stat).IsError(out CheckedDentry? granted, out Errno errno))
        {
            return errno;
        }

        return granted.Magic is { } open ? open.Stat() : granted.Inode!.Stat();
    }
}

/// <summary><c>fstat(2)</c>.</summary>
internal readonly struct FstatCall(int fd) : ISyscall<FileStat>
{
    public static Syscall Number => Syscall.Fstat;

    public SysResult<FileStat> Execute(VirtualKernel kernel, Caller caller) =>
        caller.Fds.Get(fd) is { } description ? description.Stat() : Errno.EBADF;
}

/// <summary><c>statfs(2)</c>.</summary>
internal readonly struct StatfsCall(string path) : ISyscall<StatFs>
{
    public static Syscall Number => Syscall.Statfs;

    public SysResult<StatFs> Execute(VirtualKernel kernel, Caller caller)
    {
        if (PathResolver.Existing(kernel, caller, path, WalkOptions.Follow, FsAccess.Stat).IsError(out CheckedDentry? granted, out Errno errno))
        {
            return errno;
        }

        return granted.Inode is { } inode ? inode.FileSystem.StatFs() : Errno.ENOSYS;
    }
}

/// <summary><c>access(2)</c>.</summary>
internal readonly struct AccessCall(string path, int mode) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Access;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if ((mode & ~7) != 0)
        {
            return Errno.EINVAL;
        }

        if (PathResolver.Existing(kernel, caller, path, WalkOptions.Follow, FsAccess.Stat).IsError(out CheckedDentry? granted, out Errno errno))
        {
            return errno;
        }

        if (granted.Inode is not null)
        {
            errno = VfsAccess.Check(granted.Inode, caller, (AccessMode)mode);
        }

        return errno != Errno.Success ? errno : SysResult.Done;
    }
}

/// <summary><c>realpath(3)</c>.</summary>
internal readonly struct RealPathCall(string path) : ISyscall<string>
{
    public static Syscall Number => Syscall.RealPath;

    public SysResult<string> Execute(VirtualKernel kernel, Caller caller)
    {
        SysResult<CheckedDentry> resolved = PathResolver.Existing(kernel, caller, path, WalkOptions.Follow, FsAccess.Stat, keepPath: true);
        return resolved.IsError(out CheckedDentry? granted, out Errno errno) ? errno : granted.Path!;
    }
}

/// <summary><c>readlink(2)</c>.</summary>
internal readonly struct ReadLinkCall(string path) : ISyscall<string>
{
    public static Syscall Number => Syscall.ReadLink;

    public SysResult<string> Execute(VirtualKernel kernel, Caller caller)
    {
        if (PathResolver.Existing(kernel, caller, path, WalkOptions.None, FsAccess.ReadLink).IsError(out CheckedDentry? granted, out Errno errno))
        {
            return errno;
        }

        return granted.Inode is SymlinkInode link ? link.ReadTarget(caller) : Errno.EINVAL;
    }
}

/// <summary><c>scandir(3)</c>: all entries with their types.</summary>
internal readonly struct ReadDirCall(string path) : ISyscall<IReadOnlyList<DirectoryEntry>>
{
    public static Syscall Number => Syscall.ReadDir;

    public SysResult<IReadOnlyList<DirectoryEntry>> Execute(VirtualKernel kernel, Caller caller)
    {
        if (PathResolver.Existing(kernel, caller, path, WalkOptions.Follow, FsAccess.ReadDir).IsError(out CheckedDentry? granted, out Errno errno))
        {
            return errno;
        }

        if (granted.Inode is not DirectoryInode directory)
        {
            return Errno.ENOTDIR;
        }

        errno = VfsAccess.Check(directory, caller, AccessMode.R_OK);
        return errno != Errno.Success ? errno : directory.List(kernel.Config.Limits.MaxReaddirEntries, caller);
    }
}
