using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Kernel.Vfs;

namespace SecureExec.Kernel;

/// <summary><c>posix_spawn(3)</c>: the pid of a child that runs. What <see cref="ExecPath"/> and <c>chdir</c> answer; EAGAIN (too many processes), E2BIG, EBADF,
/// EMFILE, ENFILE, EPERM (another user), ENOSYS when the machine runs no programs.</summary>
internal readonly struct SpawnCall(SpawnConfig config) : ISyscall<int>
{
    public static Syscall Number => Syscall.Spawn;

    public SysResult<int> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Process is not { } parent || kernel.Config.Programs is not { } programs)
        {
            return Errno.ENOSYS;
        }

        if (!caller.IsRoot && ((config.Uid ?? caller.Uid) != caller.Uid || (config.Gid ?? caller.Gid) != caller.Gid))
        {
            return Errno.EPERM;
        }

        if (Descriptors(kernel, caller).IsError(out FileDescription?[]? fds, out Errno errno))
        {
            return errno;
        }

        var made = new ProcessConfig
        {
            Argv = config.Argv,
            Env = config.Env ?? caller.Thread!.Environment.List().ToDictionary(StringComparer.Ordinal),
            Ppid = parent.Pid,
            Uid = config.Uid,
            Gid = config.Gid,
            NewSession = config.NewSession,
            Fds = fds,
        };
        if (kernel.CreateProcess(made).IsError(out GuestProcess? child, out errno))
        {
            return errno;
        }

        errno = config.Cwd is { } cwd ? new ChdirCall(cwd).Execute(kernel, child.Caller).Error : Errno.Success;
        Executable? program = null;
        if (errno == Errno.Success)
        {
            ExecPath.Resolve(kernel, child.Caller, caller, config.File, config.Argv).IsError(out program, out errno);
        }

        if (errno != Errno.Success)
        {
            kernel.Abandon(child);
            return errno;
        }

        programs.Start(child, program!);
        return child.Pid;
    }

    private SysResult<FileDescription?[]> Descriptors(VirtualKernel kernel, Caller caller)
    {
        if (config.Fds.Count > kernel.Config.Limits.MaxOpenFds)
        {
            return Errno.EMFILE;
        }

        var descriptions = new FileDescription?[config.Fds.Count];
        for (int i = 0; i < descriptions.Length; i++)
        {
            int fd = config.Fds[i];
            descriptions[i] = fd switch
            {
                SpawnConfig.Closed => null,
                SpawnConfig.Null => new DeviceDescription(BaseSystem.NullDevice(kernel), i == 0 ? OpenFlags.O_RDONLY : OpenFlags.O_RDWR),
                _ => caller.Fds.Get(fd),
            };
            if (descriptions[i] is null && fd != SpawnConfig.Closed)
            {
                return Errno.EBADF;
            }
        }

        return descriptions;
    }
}

/// <summary><c>socketpair(2)</c> of AF_UNIX and SOCK_STREAM. EMFILE, ENFILE.</summary>
internal readonly struct SocketPairCall : ISyscall<(int First, int Second)>
{
    public static Syscall Number => Syscall.SocketPair;

    public SysResult<(int First, int Second)> Execute(VirtualKernel kernel, Caller caller)
    {
        if (UnixSocket.Pair(kernel.Net).IsError(out (UnixSocket First, UnixSocket Second) pair, out Errno errno))
        {
            return errno;
        }

        return caller.Fds.AddPair(pair.First, pair.Second);
    }
}

/// <summary>Tells when a child has ended, as <c>poll(2)</c> of a pidfd: true when the callback was kept because it runs. ECHILD.</summary>
internal readonly struct PollChildCall(int pid, Action once) : ISyscall<bool>
{
    public static Syscall Number => Syscall.Wait;

    public SysResult<bool> Execute(VirtualKernel kernel, Caller caller) =>
        kernel.Processes.Find(pid) is { } child && child.Ppid == caller.Pid ? child.NotifyExit(once) : Errno.ECHILD;
}

/// <summary><c>ppoll(2)</c> that blocks: until a descriptor can be read, or written, or there is something to tell of a child. EAGAIN after the time, EINTR when the
/// process is being ended, EBADF, ECHILD.</summary>
internal readonly struct WaitEventsCall(IReadOnlyList<(int Fd, bool ForWriting)> descriptors, ChildWait? children, int milliseconds, PendingSignals? signals = null)
    : ISyscall<Unit>
{
    public static Syscall Number => Syscall.Poll;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Thread is not { } thread)
        {
            return Errno.EINVAL;
        }

        var waited = new List<(FileDescription Description, bool ForWriting)>(descriptors.Count);
        foreach ((int fd, bool forWriting) in descriptors)
        {
            if (caller.Fds.Get(fd) is not { } description)
            {
                return Errno.EBADF;
            }

            waited.Add((description, forWriting));
        }

        PendingSignals? awaitedSignals = signals;
        ChildWait? look = children is { } wait ? wait with { Options = wait.Options | WaitOptions.WNOWAIT } : null;
        GuestProcess parent = thread.Process;
        if (look is { } asked && kernel.Processes.Wait(parent, asked).Error == Errno.ECHILD)
        {
            return Errno.ECHILD;
        }

        void Cancel(Action wake)
        {
            foreach ((FileDescription description, bool _) in waited)
            {
                description.CancelNotify(wake);
            }

            parent.CancelNotifyChild(wake);
            awaitedSignals?.CancelNotify(wake);
        }

        // Looked at after the callback is known: what happens to a child later finds it.
        bool NotifyChild(Action wake)
        {
            if (look is not { } wait)
            {
                return true;
            }

            parent.NotifyChild(wake);
            return kernel.Processes.Wait(parent, wait).Error == Errno.EAGAIN;
        }

        bool Register(Action wake)
        {
            bool all = waited.TrueForAll(w => w.ForWriting ? w.Description.NotifyWritable(wake) : w.Description.NotifyReadable(wake))
                && NotifyChild(wake) && awaitedSignals?.Notify(wake) != false;
            if (!all)
            {
                Cancel(wake);
            }

            return all;
        }

        Errno errno = thread.Wait(Register, Cancel, milliseconds);
        return errno == Errno.Success ? SysResult.Done : errno;
    }
}
