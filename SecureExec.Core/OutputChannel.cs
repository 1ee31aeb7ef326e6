namespace SecureExec;

/// <summary>Where a piece of output was put out.</summary>
public enum OutputChannel
{
    /// <summary>Standard output.</summary>
    Stdout,

    /// <summary>Standard error.</summary>
    Stderr,

    /// <summary>The process's terminal.</summary>
    Terminal,
}
