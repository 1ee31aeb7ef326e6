using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>What signals do by default (<c>signal(7)</c>).</summary>
internal static class SignalTable
{
    private const int Highest = 64;

    /// <summary>A number that can be sent.</summary>
    public static bool IsValid(Signal signal) => (int)signal is >= 1 and <= Highest;

    /// <summary>Neither SIGKILL nor SIGSTOP.</summary>
    public static bool CanBeCaught(Signal signal) => signal is not (Signal.SIGKILL or Signal.SIGSTOP);

    /// <summary>True when the default action stops the process.</summary>
    public static bool StopsByDefault(Signal signal) => signal is Signal.SIGSTOP or Signal.SIGTSTP or Signal.SIGTTIN or Signal.SIGTTOU;

    /// <summary>True when the default action ends the process.</summary>
    public static bool EndsByDefault(Signal signal) => signal is not (
        Signal.SIGCHLD or Signal.SIGURG or Signal.SIGWINCH or Signal.SIGCONT or
        Signal.SIGSTOP or Signal.SIGTSTP or Signal.SIGTTIN or Signal.SIGTTOU);
}
