using SecureExec.Abi;

namespace SecureExec.Sidecar.Shell;

/// <summary>Jobs as the shells show them: dash's way, or bash's.</summary>
internal static class JobText
{
    private const int DashColumn = 33, BashWidth = 24;

    /// <summary>One line of <c>jobs</c>, without the line's end.</summary>
    public static string Line(ShellInterpreter shell, ShellJob job, bool withPid = false)
    {
        var head = $"[{job.Number}]{(shell.State.IsBash ? "" : " ")}{Mark(shell.Jobs, job)}{(shell.State.IsBash ? "  " : " ")}{(withPid ? job.Group + " " : "")}";
        if (!shell.State.IsBash)
            return $"{(head + State(job, isBash: false)).PadRight(DashColumn)}{job.Command}";
        bool runs = !job.IsEnded && !job.IsStopped;
        return $"{head}{State(job, isBash: true),-BashWidth}{job.Command}{(runs ? " &" : "")}";
    }

    /// <summary>What marks the current one and the one before.</summary>
    public static char Mark(ShellJobs jobs, ShellJob job) =>
        jobs.Current == job ? '+' : jobs.Previous == job ? '-' : ' ';

    private static string State(ShellJob job, bool isBash)
    {
        if (job.IsStopped)
            return isBash ? "Stopped" : SignalNames.Describe(job.Signal ?? Signal.SIGTSTP);
        if (!job.IsEnded)
            return "Running";
        if (job.Signal is { } signal)
            return SignalNames.Describe(signal);
        return job.Status == 0 ? "Done" : isBash ? $"Exit {job.Status}" : $"Done({job.Status})";
    }
}
