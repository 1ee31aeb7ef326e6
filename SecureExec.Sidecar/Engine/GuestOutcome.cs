namespace SecureExec.Sidecar.Engine;

/// <summary>Why a guest process ended.</summary>
internal enum GuestOutcome
{
    /// <summary>It ended by itself: see the exit code.</summary>
    Exited,

    /// <summary>Its time was over.</summary>
    TimedOut,

    /// <summary>A signal or the host ended it.</summary>
    Killed,

    /// <summary>Its heap reached the limit.</summary>
    HeapLimit,

    /// <summary>It had more timers and immediates than the limit.</summary>
    TimerLimit,

    /// <summary>The engine failed: our bug.</summary>
    Crashed,
}
