namespace SecureExec.Kernel;

/// <summary>What <c>sigprocmask(2)</c> does with a set.</summary>
internal enum SignalMaskChange
{
    /// <summary>SIG_BLOCK: these too are blocked.</summary>
    Block,

    /// <summary>SIG_UNBLOCK: these are blocked no more.</summary>
    Unblock,

    /// <summary>SIG_SETMASK: these and no others.</summary>
    Set,
}
