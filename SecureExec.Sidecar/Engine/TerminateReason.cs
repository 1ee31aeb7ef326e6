namespace SecureExec.Sidecar.Engine;

/// <summary>Why a running guest process is stopped from outside.</summary>
internal enum TerminateReason
{
    /// <summary>The run's time limit passed.</summary>
    Timeout,

    /// <summary>A signal whose default action is to end the process.</summary>
    Signal,

    /// <summary>The runtime is being disposed.</summary>
    Dispose,
}
