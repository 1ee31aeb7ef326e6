namespace SecureExec.Sidecar.CommandLine;

/// <summary>Exit codes of <c>run</c> that are not the program's own.</summary>
internal static class RunExitCode
{
    /// <summary>The command line is wrong; Node's own code for it.</summary>
    internal const int Usage = 9;

    /// <summary>The time was over, as timeout(1) says it.</summary>
    internal const int TimedOut = 124;

    /// <summary>A fault of the host: no worker, or a worker that died.</summary>
    internal const int HostFault = 125;

    /// <summary>Nobody reads the output any more: 128 + SIGPIPE.</summary>
    internal const int BrokenPipe = 141;

    /// <summary>Interrupted: 128 + SIGINT.</summary>
    internal const int Cancelled = 130;

    /// <summary>A limit was exceeded: 128 + SIGKILL.</summary>
    internal const int LimitExceeded = 137;

    /// <summary>The exit code for a result.</summary>
    internal static int For(RunResult result) => result.Outcome switch
    {
        RunOutcome.TimedOut => TimedOut,
        RunOutcome.LimitExceeded => LimitExceeded,
        RunOutcome.Cancelled => Cancelled,
        RunOutcome.Succeeded or RunOutcome.Failed => result.ExitCode,
        _ => result.ExitCode,
    };
}
