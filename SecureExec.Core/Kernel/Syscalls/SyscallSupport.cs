namespace SecureExec.Kernel;

/// <summary>How far a call is supported.</summary>
internal enum SyscallSupport
{
    /// <summary>As in Linux.</summary>
    Supported,

    /// <summary>Works, with a difference that the entry names.</summary>
    Partial,

    /// <summary>Always answers ENOSYS.</summary>
    Refused,
}
