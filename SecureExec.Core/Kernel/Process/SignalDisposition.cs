namespace SecureExec.Kernel;

/// <summary>What a process does with a signal.</summary>
internal enum SignalDisposition
{
    /// <summary>What <c>signal(7)</c> says: most end the process.</summary>
    Default,

    /// <summary>Nothing.</summary>
    Ignore,

    /// <summary>The guest has a handler: the signal goes to <see cref="GuestProcess.SignalSink"/> and the process lives on.</summary>
    Catch,
}
