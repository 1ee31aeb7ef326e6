using SecureExec.Abi;
using SecureExec.Interop;
using SecureExec.Kernel.Vfs;
using SecureExec.Permissions;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel;

/// <summary><c>mkdir(2)</c>.</summary>
internal readonly struct MkdirCall(string path, int mode) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Mkdir;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        const WalkOptions Options = WalkOptions.KeepTrailingSlash;
        if (PathResolver.Any(kernel, caller, path, Options, FsAccess.CreateDir).IsError(out CheckedDentry? granted, out Errno errno))
        {
            return errno;
        }

        SysResult<Unit> made = VfsOperations.MakeDirectory(granted, (FileMode)mode, caller);
        if (made.Ok)
        {
            kernel.Watches.Created(granted, isDirectory: true);
        }

        return made;
    }
}

/// <summary><c>mkfifo(3)</c>.</summary>
internal readonly struct MkfifoCall(string path, int mode) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Mkfifo;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        const WalkOptions Options = WalkOptions.KeepTrailingSlash;
        if (PathResolver.Any(kernel, caller, path, Options, FsAccess.Write).IsError(out CheckedDentry? granted, out Errno errno))
        {
            return errno;
        }

        SysResult<Unit> made = VfsOperations.MakeFifo(granted, (FileMode)mode, caller);
        if (made.Ok)
        {
            kernel.Watches.Created(granted, isDirectory: false);
        }

        return made;
    }
}

/// <summary><c>mkdtemp(3)</c>: the prefix with six random characters; the path as given, not canonical.</summary>
internal readonly struct MkdtempCall(string prefix) : ISyscall<string>
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const int Attempts = 100;

    public static Syscall Number => Syscall.Mkdtemp;

    public SysResult<string> Execute(VirtualKernel kernel, Caller caller)
    {
        for (int i = 0; i < Attempts; i++)
        {
            string path = prefix + RandomBytes.Text(Alphabet, 6);
            SysResult<Unit> made = new MkdirCall(path, 0x1C0).Execute(kernel, caller);
            if (made.Error != Errno.EEXIST)
            {
                return made.Ok ? path : made.Error;
            }
        }

        return Errno.EEXIST;
    }
}

/// <summary><c>rmdir(2)</c>.</summary>
internal readonly struct RmdirCall(string path) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Rmdir;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        const WalkOptions Options = WalkOptions.KeepTrailingSlash;
        if (PathResolver.Existing(kernel, caller, path, Options, FsAccess.Remove).IsError(out CheckedDentry? granted, out Errno errno))
        {
            return errno;
        }

        int names = granted.Inode?.LinkCount ?? 0;
        SysResult<Unit> removed = VfsOperations.RemoveDirectory(granted, caller);
        if (removed.Ok)
        {
            kernel.Watches.Removed(granted, names);
        }

        return removed;
    }
}

/// <summary><c>unlink(2)</c>.</summary>
internal readonly struct UnlinkCall(string path) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Unlink;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        const WalkOptions Options = WalkOptions.KeepTrailingSlash;
        if (PathResolver.Existing(kernel, caller, path, Options, FsAccess.Remove).IsError(out CheckedDentry? granted, out Errno errno))
        {
            return errno;
        }

        int names = granted.Inode?.LinkCount ?? 0;
        SysResult<Unit> removed = VfsOperations.Unlink(granted, caller);
        if (removed.Ok)
        {
            kernel.Watches.Removed(granted, names);
        }

        return removed;
    }
}

/// <summary><c>symlink(2)</c>. The target is text; what it leads to is judged when it is followed.</summary>
internal readonly struct SymlinkCall(string target, string path) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Symlink;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        const WalkOptions Options = WalkOptions.KeepTrailingSlash;
        if (PathResolver.Any(kernel, caller, path, Options, FsAccess.Symlink).IsError(out CheckedDentry? granted, out Errno errno))
        {
            return errno;
        }

        SysResult<Unit> made = VfsOperations.MakeSymlink(granted, target, caller);
        if (made.Ok)
        {
            kernel.Watches.Created(granted, isDirectory: false);
        }

        return made;
    }
}

/// <summary><c>link(2)</c>. A hard link has no path of its own to judge later, so the source is judged now, for reading and writing, and
/// nothing may be permitted under the new name that is not under the old.</summary>
internal readonly struct LinkCall(string existing, string newPath) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Link;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        const FsAccess Both = FsAccess.Read | FsAccess.Write;
        if (PathResolver.Existing(kernel, caller, existing, WalkOptions.None, Both, keepPath: true).IsError(out CheckedDentry? source, out Errno errno))
        {
            return errno;
        }

        const WalkOptions Options = WalkOptions.KeepTrailingSlash;
        if (PathResolver.Any(kernel, caller, newPath, Options, FsAccess.Write, keepPath: true).IsError(out CheckedDentry? target, out errno))
        {
            return errno;
        }

        errno = PolicyWidening.Check(kernel.Policy, source.Path!, target.Path!, FsAccess.Write, caller);
        SysResult<Unit> made = errno != Errno.Success ? errno : VfsOperations.MakeLink(source, target, caller);
        if (made.Ok)
        {
            kernel.Watches.Linked(source, target);
        }

        return made;
    }
}

/// <summary><c>rename(2)</c>.</summary>
internal readonly struct RenameCall(string from, string to) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Rename;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        int attempts = 0;
        while (true)
        {
            SysResult<Unit> renamed = Attempt(kernel, caller);
            if (!PathResolver.ShouldRetry(renamed.Error, ref attempts))
            {
                return renamed.Error == VfsOperations.Changed ? Errno.EBUSY : renamed;
            }
        }
    }

    private SysResult<Unit> Attempt(VirtualKernel kernel, Caller caller)
    {
        const WalkOptions Options = WalkOptions.KeepTrailingSlash;
        if (PathResolver.Existing(kernel, caller, from, Options, FsAccess.Rename, keepPath: true).IsError(out CheckedDentry? source, out Errno errno))
        {
            return errno;
        }

        if (PathResolver.Any(
            kernel, caller, to, Options, FsAccess.Rename | FsAccess.Write, keepPath: true).IsError(out CheckedDentry? target, out errno))
        {
            return errno;
        }

        errno = PolicyWidening.CheckTree(kernel.Policy, source, target, caller, kernel.Config.Limits);
        int names = target.Inode?.LinkCount ?? 0;
        SysResult<Unit> renamed = errno != Errno.Success ? errno : VfsOperations.Rename(source, target, caller);
        if (renamed.Ok)
        {
            kernel.Watches.Moved(source, target, names);
        }

        return renamed;
    }
}
