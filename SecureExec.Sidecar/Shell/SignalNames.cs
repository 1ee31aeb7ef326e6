using SecureExec.Abi;

namespace SecureExec.Sidecar.Shell;

/// <summary>Names of signals as shells write them: without SIG.</summary>
internal static class SignalNames
{
    /// <summary>For example TERM.</summary>
    public static string NameOf(Signal signal) => Enum.IsDefined(signal) ? signal.ToString()[3..] : ((int)signal).ToString();

    /// <summary>A signal by number or name, with or without SIG; null for none. 0 is <see cref="Signal.None"/>.</summary>
    public static Signal? Parse(string text)
    {
        if (int.TryParse(text, out int number))
            return number is >= 0 and <= 64 ? (Signal)number : null;
        var name = text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? text[3..] : text;
        return name.Length > 0 && char.IsAsciiLetter(name[0]) && Enum.TryParse("SIG" + name, ignoreCase: true, out Signal signal) ? signal : null;
    }

    /// <summary><c>strsignal(3)</c>.</summary>
    public static string Describe(Signal signal) => signal switch
    {
        Signal.SIGHUP => "Hangup",
        Signal.SIGINT => "Interrupt",
        Signal.SIGQUIT => "Quit",
        Signal.SIGILL => "Illegal instruction",
        Signal.SIGTRAP => "Trace/breakpoint trap",
        Signal.SIGABRT => "Aborted",
        Signal.SIGBUS => "Bus error",
        Signal.SIGFPE => "Floating point exception",
        Signal.SIGKILL => "Killed",
        Signal.SIGUSR1 => "User defined signal 1",
        Signal.SIGSEGV => "Segmentation fault",
        Signal.SIGUSR2 => "User defined signal 2",
        Signal.SIGALRM => "Alarm clock",
        Signal.SIGTERM => "Terminated",
        Signal.SIGSTOP => "Stopped (signal)",
        Signal.SIGTSTP => "Stopped",
        Signal.SIGTTIN => "Stopped (tty input)",
        Signal.SIGTTOU => "Stopped (tty output)",
        Signal.SIGXCPU => "CPU time limit exceeded",
        _ => $"Signal {(int)signal}",
    };
}
