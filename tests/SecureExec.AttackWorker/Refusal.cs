namespace SecureExec.AttackWorker;

/// <summary>What comes of a system call in a locked-down worker: an errno, or more, or less.</summary>
internal enum Refusal
{
    /// <summary>It succeeds.</summary>
    None = 0,

    /// <summary>EPERM.</summary>
    NotPermitted = 1,

    /// <summary>EACCES.</summary>
    AccessDenied = 13,

    /// <summary>ENOTTY.</summary>
    NotATerminal = 25,

    /// <summary>ENOSYS.</summary>
    NotThere = 38,

    /// <summary>SIGSYS ends the process.</summary>
    ProcessKilled = 1000,
}
