namespace SecureExec.Protocol;

/// <summary>How a guest process ended, as the worker saw it.</summary>
internal enum ExitOutcome : byte
{
    /// <summary>It exited by itself or by a signal of the guest's own.</summary>
    Exited = 0,

    /// <summary>Its time was over.</summary>
    TimedOut = 1,

    /// <summary>The host cancelled it.</summary>
    Cancelled = 2,

    /// <summary>It exceeded a limit, named by the error.</summary>
    LimitExceeded = 3,

    /// <summary>It could not be started: the error says why.</summary>
    NotStarted = 4,

    /// <summary>The engine failed in a way that is no fault of the guest.</summary>
    Crashed = 5,
}
