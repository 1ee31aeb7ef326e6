namespace SecureExec.Kernel;

/// <summary>What <c>waitpid(2)</c> and <c>waitid(2)</c> tell beside ends, with Linux's numbers. Neither blocks here (WNOHANG).</summary>
[Flags]
internal enum WaitOptions
{
    /// <summary>Ends only.</summary>
    None = 0,

    /// <summary>Children that a signal has stopped, each stop once.</summary>
    WUNTRACED = 2,

    /// <summary>Stopped children that SIGCONT has let go on, each time once.</summary>
    WCONTINUED = 8,

    /// <summary>What is told can be told again.</summary>
    WNOWAIT = 0x0100_0000,
}
