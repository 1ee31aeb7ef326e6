using SecureExec.Abi;
using SecureExec.Kernel.Terminals;

namespace SecureExec.Kernel;

/// <summary>The calls of one process on terminals and process groups. As with <see cref="ProcessSyscalls"/>: nothing throws, each is one syscall.</summary>
internal sealed class TerminalSyscalls
{
    private readonly SyscallDispatcher _dispatcher;
    private readonly Caller _caller;

    /// <summary>Makes the way in for one caller.</summary>
    internal TerminalSyscalls(SyscallDispatcher dispatcher, Caller caller)
    {
        _dispatcher = dispatcher;
        _caller = caller;
    }

    /// <summary><c>isatty</c>.</summary>
    public bool IsTerminal(int fd) => GetAttributes(fd).Ok;

    /// <summary><c>tcgetattr</c>. EBADF, ENOTTY.</summary>
    public SysResult<Termios> GetAttributes(int fd) => _dispatcher.Run<TcGetAttrCall, Termios>(_caller, new TcGetAttrCall(fd));

    /// <summary><c>tcsetattr</c>. EBADF, ENOTTY, EIO.</summary>
    /// <param name="fd">A terminal.</param>
    /// <param name="termios">The new modes.</param>
    /// <param name="flush">Whether what has been typed is forgotten (TCSAFLUSH).</param>
    public SysResult<Unit> SetAttributes(int fd, Termios termios, bool flush = false) =>
        _dispatcher.Run<TcSetAttrCall, Unit>(_caller, new TcSetAttrCall(fd, termios, flush));

    /// <summary><c>tcgetwinsize</c>. EBADF, ENOTTY.</summary>
    public SysResult<WindowSize> GetWindowSize(int fd) => _dispatcher.Run<TcGetWinSizeCall, WindowSize>(_caller, new TcGetWinSizeCall(fd));

    /// <summary><c>tcgetpgrp</c>. EBADF, ENOTTY.</summary>
    public SysResult<int> GetForeground(int fd) => _dispatcher.Run<TcGetPgrpCall, int>(_caller, new TcGetPgrpCall(fd));

    /// <summary><c>tcsetpgrp</c>. EBADF, ENOTTY, EPERM, EIO.</summary>
    public SysResult<Unit> SetForeground(int fd, int group) => _dispatcher.Run<TcSetPgrpCall, Unit>(_caller, new TcSetPgrpCall(fd, group));

    /// <summary><c>setpgid</c>; 0 is the caller, and the process's own number. ESRCH, EINVAL, EPERM.</summary>
    public SysResult<Unit> SetGroup(int pid, int group) => _dispatcher.Run<SetPgidCall, Unit>(_caller, new SetPgidCall(pid, group));
}
