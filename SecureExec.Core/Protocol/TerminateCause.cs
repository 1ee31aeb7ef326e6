namespace SecureExec.Protocol;

/// <summary>Why the host ends a run.</summary>
internal enum TerminateCause : byte
{
    /// <summary>The caller cancelled it.</summary>
    Cancelled = 0,

    /// <summary>The host's own clock says that its time is over.</summary>
    TimedOut = 1,

    /// <summary>The runtime is being disposed.</summary>
    Disposed = 2,
}
