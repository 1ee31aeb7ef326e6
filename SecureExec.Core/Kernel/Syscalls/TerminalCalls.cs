using SecureExec.Abi;
using SecureExec.Kernel.Terminals;

namespace SecureExec.Kernel;

/// <summary><c>tcgetattr(3)</c>. EBADF, ENOTTY.</summary>
internal readonly struct TcGetAttrCall(int fd) : ISyscall<Termios>
{
    public static Syscall Number => Syscall.TcGetAttr;

    public SysResult<Termios> Execute(VirtualKernel kernel, Caller caller) =>
        TerminalArgument.Find(caller, fd).IsError(out Terminal? terminal, out Errno errno) ? errno : terminal.Termios;
}

/// <summary><c>tcsetattr(3)</c>. EBADF, ENOTTY, EIO; from the background it stops the group by SIGTTOU.</summary>
internal readonly struct TcSetAttrCall(int fd, Termios termios, bool flush) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.TcSetAttr;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (TerminalArgument.Find(caller, fd).IsError(out Terminal? terminal, out Errno errno) ||
            (errno = TerminalArgument.AwaitForeground(kernel, caller, terminal, Signal.SIGTTOU)) != Errno.Success)
        {
            return errno;
        }

        terminal.SetTermios(termios, flush);
        return SysResult.Done;
    }
}

/// <summary><c>tcgetwinsize(3)</c>. EBADF, ENOTTY.</summary>
internal readonly struct TcGetWinSizeCall(int fd) : ISyscall<WindowSize>
{
    public static Syscall Number => Syscall.TcGetWinSize;

    public SysResult<WindowSize> Execute(VirtualKernel kernel, Caller caller) =>
        TerminalArgument.Find(caller, fd).IsError(out Terminal? terminal, out Errno errno) ? errno : terminal.Size;
}

/// <summary><c>tcgetpgrp(3)</c>. EBADF; ENOTTY when it is not the caller's controlling terminal.</summary>
internal readonly struct TcGetPgrpCall(int fd) : ISyscall<int>
{
    public static Syscall Number => Syscall.TcGetPgrp;

    public SysResult<int> Execute(VirtualKernel kernel, Caller caller)
    {
        if (TerminalArgument.Find(caller, fd).IsError(out Terminal? terminal, out Errno errno))
        {
            return errno;
        }

        return terminal == caller.Process?.Terminal ? terminal.Foreground : Errno.ENOTTY;
    }
}

/// <summary><c>tcsetpgrp(3)</c>. EBADF, ENOTTY, EPERM when the group is not of the caller's session, EIO; from the background it stops the group by SIGTTOU.</summary>
internal readonly struct TcSetPgrpCall(int fd, int group) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.TcSetPgrp;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (TerminalArgument.Find(caller, fd).IsError(out Terminal? terminal, out Errno errno))
        {
            return errno;
        }

        if (terminal != caller.Process?.Terminal)
        {
            return Errno.ENOTTY;
        }

        if (!kernel.Processes.IsGroupOf(group, caller.Process.Sid))
        {
            return Errno.EPERM;
        }

        if ((errno = TerminalArgument.AwaitForeground(kernel, caller, terminal, Signal.SIGTTOU)) != Errno.Success)
        {
            return errno;
        }

        terminal.Foreground = group;
        return SysResult.Done;
    }
}

/// <summary><c>setpgid(2)</c> for the caller (0) or a child of its session, into a group of its own (0) or one of the session. ESRCH, EINVAL, EPERM for a session's leader and for
/// another session. A child may be moved whether or not it runs another program already.</summary>
internal readonly struct SetPgidCall(int pid, int group) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.SetPgid;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller)
    {
        if (group < 0)
        {
            return Errno.EINVAL;
        }

        if (caller.Process is not { } self || kernel.Processes.Find(pid == 0 ? caller.Pid : pid) is not { } target || (target != self && target.Ppid != self.Pid))
        {
            return Errno.ESRCH;
        }

        int wanted = group == 0 ? target.Pid : group;
        if (target.Sid != self.Sid || target.Sid == target.Pid || (wanted != target.Pid && !kernel.Processes.IsGroupOf(wanted, self.Sid)))
        {
            return Errno.EPERM;
        }

        target.Pgid = wanted;
        return SysResult.Done;
    }
}

/// <summary>What calls on terminals have in common.</summary>
internal static class TerminalArgument
{
    /// <summary>The terminal behind a descriptor. EBADF, ENOTTY.</summary>
    public static SysResult<Terminal> Find(Caller caller, int fd) => caller.Fds.Get(fd) switch
    {
        null => Errno.EBADF,
        TerminalDescription description => description.Terminal,
        _ => Errno.ENOTTY,
    };

    /// <summary>A process of the background is stopped with its group until it is in the foreground (job control of <c>termios(3)</c>). EIO when it ignores or blocks the signal to read and when its group is orphaned, EINTR when
    /// it catches it or ends, and when the thread was interrupted.</summary>
    public static Errno AwaitForeground(VirtualKernel kernel, Caller caller, Terminal terminal, Signal signal)
    {
        while (caller.Process is { } process && process.Terminal == terminal && process.Pgid != terminal.Foreground && !terminal.IsHungUp)
        {
            if (process.GetDisposition(signal) == SignalDisposition.Ignore || process.Masked.Blocked.Contains(signal))
            {
                return signal == Signal.SIGTTIN ? Errno.EIO : Errno.Success;
            }

            if (kernel.Processes.IsOrphaned(process.Pgid))
            {
                return Errno.EIO;
            }

            bool caught = process.GetDisposition(signal) == SignalDisposition.Catch;
            kernel.Processes.SignalGroup(process.Pgid, signal);
            caller.Thread?.WaitWhileStopped();
            if (caught || caller.Thread?.IsInterrupted != false)
            {
                return Errno.EINTR;
            }
        }

        return Errno.Success;
    }
}
