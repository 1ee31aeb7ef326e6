using System.Runtime.CompilerServices;
using SecureExec.Abi;
using SecureExec.Interop;
using SecureExec.Kernel.Vfs;
using SecureExec.Permissions;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel;

/// <summary><c>chdir(2)</c>.</summary>
internal readonly struct ChdirCall(string path) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Chdir;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (PathResolver.Existing(kernel, caller, path, WalkOptions.Follow, FsAccess.Stat).IsError(out CheckedDentry? granted, out Errno errno))
        {
            return errno;
        }

        if (granted.Inode is not DirectoryInode directory)
        {
            return Errno.ENOTDIR;
        }

        errno = VfsAccess.Check(directory, caller, AccessMode.X_OK);
        if (errno != Errno.Success)
        {
            return errno;
        }

        caller.Cwd = directory;
        return SysResult.Done;
    }
}

/// <summary><c>getcwd(2)</c>. ENOENT when the directory was removed.</summary>
internal readonly struct GetcwdCall : ISyscall<string>
{
    public static Syscall Number => Syscall.Getcwd;

    [SkipLocalsInit]
    public SysResult<string> Execute(VirtualKernel kernel, Caller caller)
    {
        DirectoryInode cwd = caller.Cwd;
        if (cwd.IsRemoved)
        {
            return Errno.ENOENT;
        }

        Span<char> buffer = stackalloc char[PathWalk.BufferSize];
        int length = PathWalk.WriteCanonicalPath(cwd, buffer);
        return length < 0 ? Errno.ENAMETOOLONG : buffer[..length].ToString();
    }
}

/// <summary><c>umask(2)</c>; null only asks. The mask before.</summary>
internal readonly struct UmaskCall(int? mask) : ISyscall<int>
{
    public static Syscall Number => Syscall.Umask;

    public SysResult<int> Execute(VirtualKernel kernel, Caller caller)
    {
        int before = (int)caller.Umask;
        if (mask is { } value)
        {
            caller.Umask = (FileMode)(value & 0x1FF);
        }

        return before;
    }
}

/// <summary><c>getenv(3)</c>. ENOENT when unset, and the same when the policy denies.</summary>
internal readonly struct GetenvCall(string name) : ISyscall<string>
{
    public static Syscall Number => Syscall.Getenv;

    public SysResult<string> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Thread?.Environment.Get(name) is not { } value)
        {
            return Errno.ENOENT;
        }

        return kernel.Policy.Check(PermissionScope.Env, "read", name, caller) == Errno.Success ? value : Errno.ENOENT;
    }
}

/// <summary><c>setenv(3)</c>. EINVAL for a bad name, ENOMEM when the environment is full.</summary>
internal readonly struct SetenvCall(string name, string value) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Setenv;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (!ProcessEnvironment.IsName(name) || value is null || value.Contains('\0', StringComparison.Ordinal))
        {
            return Errno.EINVAL;
        }

        Errno errno = kernel.Policy.Check(PermissionScope.Env, "write", name, caller);
        if (errno == Errno.Success)
        {
            errno = caller.Thread?.Environment.Set(name, value) ?? Errno.ESRCH;
        }

        return errno != Errno.Success ? errno : SysResult.Done;
    }
}

/// <summary><c>unsetenv(3)</c>.</summary>
internal readonly struct UnsetenvCall(string name) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Unsetenv;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (!ProcessEnvironment.IsName(name))
        {
            return Errno.EINVAL;
        }

        Errno errno = kernel.Policy.Check(PermissionScope.Env, "write", name, caller);
        if (errno != Errno.Success)
        {
            return errno;
        }

        caller.Thread?.Environment.Unset(name);
        return SysResult.Done;
    }
}

/// <summary>All variables the policy lets the process read.</summary>
internal readonly struct ListEnvCall : ISyscall<IReadOnlyList<KeyValuePair<string, string>>>
{
    public static Syscall Number => Syscall.ListEnv;

    public SysResult<IReadOnlyList<KeyValuePair<string, string>>> Execute(VirtualKernel kernel, Caller caller)
    {
        IReadOnlyList<KeyValuePair<string, string>> all = caller.Thread?.Environment.List() ?? [];
        PolicyEngine policy = kernel.Policy;
        return SysResult.From<IReadOnlyList<KeyValuePair<string, string>>>(
            [.. all.Where(pair => policy.Allows(PermissionScope.Env, "read", pair.Key))]);
    }
}

/// <summary><c>kill(2)</c>.</summary>
internal readonly struct KillCall(int pid, Signal signal) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Kill;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller) => kernel.Processes.Kill(pid, signal, caller, kernel.Policy);
}

/// <summary><c>sigaction(2)</c> without flags.</summary>
internal readonly struct SigActionCall(Signal signal, SignalDisposition disposition) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.SigAction;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Process is not { } process || !SignalTable.IsValid(signal) || !Enum.IsDefined(disposition) ||
            (disposition != SignalDisposition.Default && !SignalTable.CanBeCaught(signal)))
        {
            return Errno.EINVAL;
        }

        process.SetDisposition(signal, disposition);
        return SysResult.Done;
    }
}

/// <summary><c>sigprocmask(2)</c>; the mask before. It is the process's: threads beside the main one take no signals. EINVAL.</summary>
internal readonly struct SigProcMaskCall(SignalMaskChange how, SignalSet set) : ISyscall<SignalSet>
{
    public static Syscall Number => Syscall.SigProcMask;

    public SysResult<SignalSet> Execute(VirtualKernel kernel, Caller caller) =>
        caller.Process is { } process && Enum.IsDefined(how) ? process.ChangeMask(how, set) : Errno.EINVAL;
}

/// <summary><c>sigpending(2)</c>.</summary>
internal readonly struct SigPendingCall : ISyscall<SignalSet>
{
    public static Syscall Number => Syscall.SigPending;

    public SysResult<SignalSet> Execute(VirtualKernel kernel, Caller caller) => caller.Process is { } process ? process.Masked.Pending : Errno.EINVAL;
}

/// <summary><c>waitpid(2)</c> with WNOHANG: reaps an ended child, or tells of one that was stopped or goes on. ECHILD, EAGAIN while there is nothing to tell.</summary>
internal readonly struct WaitCall(ChildWait wait) : ISyscall<WaitStatus>
{
    public static Syscall Number => Syscall.Wait;

    public SysResult<WaitStatus> Execute(VirtualKernel kernel, Caller caller) =>
        caller.Process is { } process ? kernel.Processes.Wait(process, wait) : Errno.ECHILD;
}

/// <summary><c>getrandom(2)</c>.</summary>
internal readonly ref struct GetRandomCall(Span<byte> buffer) : ISyscall<Unit>
{
    private readonly Span<byte> _buffer = buffer;

    public static Syscall Number => Syscall.GetRandom;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        RandomBytes.Fill(_buffer);
        return SysResult.Done;
    }
}

/// <summary>Any call the kernel does not have: ENOSYS.</summary>
internal readonly struct RefusedCall(Syscall number) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Pipe;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller) =>
        SyscallTable.Get(number).Support == SyscallSupport.Refused ? Errno.ENOSYS : Errno.EINVAL;
}
