using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Terminals;
using SecureExec.Sidecar.Programs;

namespace SecureExec.Sidecar.Shell;

/// <summary>
/// The terminal of an interactive shell (POSIX 2.11, job control): each command runs in a process group of its own, which has the foreground while the shell waits for it. Its modes
/// are the shell's again when a command was stopped or ended by a signal.
/// </summary>
internal sealed class ShellTerminal
{
    private static readonly Signal[] s_ignored = [Signal.SIGQUIT, Signal.SIGTERM, Signal.SIGTSTP, Signal.SIGTTIN, Signal.SIGTTOU];

    private readonly NativeContext _context;
    private readonly int _fd;
    private Termios? _modes;

    private ShellTerminal(NativeContext context, int fd)
    {
        _context = context;
        _fd = fd;
        KeepModes();
    }

    /// <summary>Takes the controlling terminal, in a group of the shell's own; null when there is none.</summary>
    /// <param name="context">The shell.</param>
    /// <param name="fd">The terminal's descriptor.</param>
    public static ShellTerminal? Take(NativeContext context, int fd)
    {
        var sys = context.Sys;
        sys.SetSignalDisposition(Signal.SIGINT, SignalDisposition.Catch);
        foreach (var signal in s_ignored)
            sys.SetSignalDisposition(signal, SignalDisposition.Ignore);
        // A session's leader has a group of its own already.
        sys.Terminals.SetGroup(0, 0);
        return sys.Terminals.SetForeground(fd, context.Process.Pgid).Ok ? new ShellTerminal(context, fd) : null;
    }

    /// <summary>Puts a child that does not run yet into its group.</summary>
    /// <param name="child">The child.</param>
    /// <param name="group">The group of the pipeline; 0 for a new one.</param>
    /// <param name="foreground">Whether the shell is about to wait for it.</param>
    public void Adopt(GuestProcess child, int group, bool foreground)
    {
        foreach (var signal in s_ignored)
            child.Sys.SetSignalDisposition(signal, SignalDisposition.Default);
        _context.Sys.Terminals.SetGroup(child.Pid, group);
        if (foreground && group == 0)
            _context.Sys.Terminals.SetForeground(_fd, child.Pid);
    }

    /// <summary>Gives a job that goes on the foreground.</summary>
    public void Give(int group) => _context.Sys.Terminals.SetForeground(_fd, group);

    /// <summary>The shell has waited: the foreground is its own again.</summary>
    /// <param name="restore">Whether what it waited for had no chance to restore the terminal's modes.</param>
    public void Retake(bool restore)
    {
        _context.Sys.Terminals.SetForeground(_fd, _context.Process.Pgid);
        if (!restore)
            KeepModes();
        else if (_modes is not null)
            _context.Sys.Terminals.SetAttributes(_fd, _modes);
    }

    private void KeepModes() => _modes = _context.Sys.Terminals.GetAttributes(_fd) is { Ok: true, Value: var modes } ? modes : null;
}
