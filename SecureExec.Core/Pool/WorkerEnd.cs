namespace SecureExec.Pool;

/// <summary>How a worker process ended, with what is known of why.</summary>
/// <param name="ExitCode">Exit code, when it exited by itself.</param>
/// <param name="Signal">The signal that ended it.</param>
/// <param name="StderrTail">The end of what it wrote to its standard error.</param>
/// <param name="Reason">What this side found wrong before (a broken channel, a reported fault, a deliberate kill); null when the worker just ended.</param>
internal sealed record WorkerEnd(int? ExitCode, int? Signal, string StderrTail, string? Reason)
{
    private const int SigTrap = 5;
    private const int SigAbort = 6;

    /// <summary>The limit this side killed it for.</summary>
    internal LimitBreach? Killed { get; init; }

    /// <summary>The limit that ended it: what this side killed it for, else what V8 or the runtime wrote when they could get no more memory and ended the process; null when it ended otherwise.</summary>
    internal LimitBreach? Breach => Killed ?? (Signal is SigTrap or SigAbort ? LimitBreach.FromLastWords(StderrTail) : null);

    /// <summary>One sentence for the message of an exception.</summary>
    internal string Describe()
    {
        string how = Signal is { } signal ? $"was ended by signal {signal} ({SignalName(signal)})" : $"exited with code {ExitCode}";
        string why = Reason is null ? "" : $" ({Reason})";
        string tail = StderrTail.Length == 0 ? "" : $" Its standard error ended with: {StderrTail.Trim()}";
        return $"The worker process {how}{why}.{tail}";
    }

    internal WorkerCrashedException ToException() => new(Describe(), ExitCode, Signal);

    private static string SignalName(int signal) => ((Abi.Signal)signal).ToString();
}
