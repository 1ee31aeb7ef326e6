using SecureExec.Abi;
using SecureExec.Kernel.Vfs;

namespace SecureExec.Kernel;

/// <summary><c>flock(2)</c>: without LOCK_NB it blocks the thread (EINTR when the process is ended meanwhile).</summary>
internal readonly struct FlockCall(int fd, LockOperation operation) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Flock;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Fds.Get(fd) is not { } description)
        {
            return Errno.EBADF;
        }

        FileLockTable locks = kernel.Locks;
        bool waits = (operation & LockOperation.LOCK_NB) == 0;
        switch (operation & ~LockOperation.LOCK_NB)
        {
            case LockOperation.LOCK_UN:
                locks.Release(description);
                return SysResult.Done;
            case LockOperation.LOCK_SH:
            case LockOperation.LOCK_EX:
                return Take(locks, description, (operation & LockOperation.LOCK_EX) != 0, waits ? caller.Thread : null);
            default:
                return Errno.EINVAL;
        }
    }

    private static SysResult<Unit> Take(FileLockTable locks, FileDescription description, bool exclusive, ProcessThread? waiting)
    {
        while (true)
        {
            Errno errno = locks.TryLock(description, exclusive);
            if (errno == Errno.EAGAIN && waiting is not null)
            {
                errno = waiting.Wait(
                    wake => locks.NotifyFree(description, exclusive, wake),
                    wake => locks.CancelNotify(description, wake),
                    Timeout.Infinite);
                if (errno == Errno.Success)
                {
                    continue;
                }
            }

            return errno == Errno.Success ? SysResult.Done : errno;
        }
    }
}
