namespace SecureExec;

/// <summary>The worker process of a runtime ended while it was in use. The VM in it is lost; the runtime boots a new one, from its options, at the next call.</summary>
public sealed class WorkerCrashedException : SecureExecException
{
    internal WorkerCrashedException(string message, int? exitCode, int? signal)
        : base(message)
    {
        ExitCode = exitCode;
        Signal = signal;
    }

    /// <summary>The exit code, when the worker exited by itself.</summary>
    public int? ExitCode { get; }

    /// <summary>The signal that ended the worker, for example 9 for SIGKILL.</summary>
    public int? Signal { get; }
}
