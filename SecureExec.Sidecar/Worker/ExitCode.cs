namespace SecureExec.Sidecar.Worker;

/// <summary>Exit codes of the worker role. All are below 128, so that the host can tell them from signals.</summary>
internal static class ExitCode
{
    /// <summary>The host disposed the runtime, or is gone.</summary>
    internal const int Ended = 0;

    /// <summary>No host speaks on the pipes.</summary>
    internal const int NoHost = 64;

    /// <summary>The host is of another version.</summary>
    internal const int WrongVersion = 65;

    /// <summary>A fault of the worker.</summary>
    internal const int Fault = 70;

    /// <summary>The host broke the protocol.</summary>
    internal const int Protocol = 76;
}
