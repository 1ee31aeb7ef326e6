namespace SecureExec.Kernel;

/// <summary>What <c>waitpid(2)</c> tells of a child.</summary>
internal enum ChildChange
{
    /// <summary>It has ended.</summary>
    Ended,

    /// <summary>A signal has stopped it.</summary>
    Stopped,

    /// <summary>SIGCONT lets it go on.</summary>
    Continued,
}
