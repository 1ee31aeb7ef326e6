namespace SecureExec;

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>Exit code 0.</summary>
    Succeeded,

    /// <summary>Another exit code, a signal of the guest's own, or an uncaught error.</summary>
    Failed,

    /// <summary>Its timeout, or the wall-clock limit of the runtime, was over.</summary>
    TimedOut,

    /// <summary>The caller's token was cancelled or the runtime was disposed.</summary>
    Cancelled,

    /// <summary>It exceeded a limit of the runtime; the error names it.</summary>
    LimitExceeded,
}
