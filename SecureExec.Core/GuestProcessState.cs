namespace SecureExec;

/// <summary>Where a guest process is in its life.</summary>
public enum GuestProcessState
{
    /// <summary>It may run code.</summary>
    Running,

    /// <summary>A signal has stopped it until SIGCONT comes: it makes no system call.</summary>
    Stopped,

    /// <summary>It has ended; its parent has not asked for its exit status yet.</summary>
    Zombie,
}
