namespace SecureExec.Abi;

/// <summary>What <c>flock(2)</c> is asked for. The numbers are Linux's.</summary>
[Flags]
internal enum LockOperation
{
    /// <summary>A lock that others may share.</summary>
    LOCK_SH = 1,

    /// <summary>A lock of one's own.</summary>
    LOCK_EX = 2,

    /// <summary>EAGAIN instead of waiting.</summary>
    LOCK_NB = 4,

    /// <summary>Gives the lock back.</summary>
    LOCK_UN = 8,
}
