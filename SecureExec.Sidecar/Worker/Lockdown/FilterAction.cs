namespace SecureExec.Sidecar.Worker.Lockdown;

/// <summary>The kernel's answer to a filtered system call (SECCOMP_RET_*).</summary>
internal enum FilterAction : uint
{
    Allow = 0x7fff_0000,

    /// <summary>EPERM.</summary>
    NotPermitted = 0x0005_0000 | 1,

    /// <summary>EACCES.</summary>
    AccessDenied = 0x0005_0000 | 13,

    /// <summary>ENOTTY.</summary>
    NotATerminal = 0x0005_0000 | 25,

    /// <summary>ENOSYS.</summary>
    NotThere = 0x0005_0000 | 38,

    /// <summary>SIGSYS to the whole process; it cannot be caught.</summary>
    Kill = 0x8000_0000,
}
