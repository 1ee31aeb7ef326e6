using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>What signals do by default (<c>signal(7)</c>).</summary>
internal static class SignalTable
{
    /// <summary>Exit codes of processes that a signal has ended: this and its number.</summary>
    public const int ExitBase = 128;

    private const int Highest = 64;

    private static readonly SignalSet s_continue = SignalSet.Of(Signal.SIGCONT);
    private static readonly SignalSet s_stops = SignalSet.Of(Signal.SIGSTOP, Signal.SIGTSTP, Signal.SIGTTIN, Signal.SIGTTOU);

    /// <summary>Those that are neither caught, ignored nor blocked.</summary>
    public static SignalSet Uncatchable { get; } = SignalSet.Of(Signal.SIGKILL, Signal.SIGSTOP);

    /// <summary>A number that can be sent.</summary>
    public static bool IsValid(Signal signal) => (int)signal is >= 1 and <= Highest;

    /// <summary>Neither SIGKILL nor SIGSTOP.</summary>
    public static bool CanBeCaught(Signal signal) => !Uncatchable.Contains(signal);

    /// <summary>True when the default action stops the process.</summary>
    public static bool StopsByDefault(Signal signal) => s_stops.Contains(signal);

    /// <summary>Those that wait no longer once a signal comes: a stop and SIGCONT undo each other.</summary>
    public static SignalSet Cancels(Signal signal) => signal == Signal.SIGCONT ? s_stops : StopsByDefault(signal) ? s_continue : default;

    /// <summary>True when the default action ends the process.</summary>
    public static bool EndsByDefault(Signal signal) => signal is not (
        Signal.SIGCHLD or Signal.SIGURG or Signal.SIGWINCH or Signal.SIGCONT or
        Signal.SIGSTOP or Signal.SIGTSTP or Signal.SIGTTIN or Signal.SIGTTOU);
}
