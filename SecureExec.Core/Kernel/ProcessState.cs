namespace SecureExec.Kernel;

/// <summary>Where a process is in its life.</summary>
internal enum ProcessState
{
    /// <summary>May make syscalls.</summary>
    Running,

    /// <summary>Ended; its parent has not asked for the exit status yet.</summary>
    Zombie,

    /// <summary>Ended and forgotten by the table.</summary>
    Reaped,
}
