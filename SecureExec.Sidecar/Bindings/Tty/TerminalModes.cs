using SecureExec.Kernel;
using SecureExec.Kernel.Terminals;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The modes of terminals that a process has changed, as it found them (<c>uv_tty_reset_mode</c>): set again when it ends.</summary>
internal sealed class TerminalModes
{
    private readonly Dictionary<int, Termios> _found = [];

    /// <summary>Notes the modes of a terminal, unless they are known already. What they were before the process changed them.</summary>
    public Termios Keep(int fd, Termios now)
    {
        _found.TryAdd(fd, now);
        return _found[fd];
    }

    /// <summary>The process ends.</summary>
    public void Restore(ProcessSyscalls sys)
    {
        foreach (var (fd, modes) in _found)
            sys.Terminals.SetAttributes(fd, modes);
        _found.Clear();
    }
}
