using System.Runtime.CompilerServices;
using SecureExec.Abi;
using SecureExec.Kernel.Vfs;
using SecureExec.Permissions;

namespace SecureExec.Kernel;

/// <summary>The first three steps of every call with a path: decode, resolve, check.</summary>
internal static class PathResolver
{
    /// <summary>Resolves a path that must exist and asks the policy for <paramref name="access"/>. Where the policy denies, the answer is EACCES whether or not
    /// there is something.</summary>
    [SkipLocalsInit]
    public static SysResult<CheckedDentry> Existing(
        VirtualKernel kernel, Caller caller, string path, WalkOptions options, FsAccess access, bool keepPath = false)
    {
        Span<char> buffer = stackalloc char[PathWalk.BufferSize];
        Errno errno = PathWalk.Resolve(kernel.Root, caller, path, options, buffer, out Dentry dentry);
        if (errno == Errno.Success && dentry.Inode is null && dentry.Magic is null)
        {
            errno = Errno.ENOENT;
        }

        return errno == Errno.Success
            ? kernel.Policy.Check(dentry, access, caller, keepPath)
            : kernel.Policy.Hide(errno, dentry, access, caller);
    }

    /// <summary>Resolves a path whose last name may be free and asks the policy for <paramref name="access"/>.</summary>
    [SkipLocalsInit]
    public static SysResult<CheckedDentry> Any(
        VirtualKernel kernel, Caller caller, string path, WalkOptions options, FsAccess access, bool keepPath = false)
    {
        Span<char> buffer = stackalloc char[PathWalk.BufferSize];
        Errno errno = PathWalk.Resolve(kernel.Root, caller, path, options, buffer, out Dentry dentry);
        return errno == Errno.Success
            ? kernel.Policy.Check(dentry, access, caller, keepPath)
            : kernel.Policy.Hide(errno, dentry, access, caller);
    }

    /// <summary>Acts again while other processes change the names in between, a bounded number of times.</summary>
    public static bool ShouldRetry(Errno errno, ref int attempts) => errno == VfsOperations.Changed && ++attempts < 8;
}
