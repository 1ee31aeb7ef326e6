using SecureExec.Protocol;

namespace SecureExec.Sessions;

/// <summary>One life of a resident process.</summary>
internal sealed class ResidentProcess
{
    private readonly CancellationTokenSource _kill;
    private int _ending;

    private ResidentProcess(RunSession run, Task<RunResult> end, CancellationTokenSource kill)
    {
        Run = run;
        End = end;
        _kill = kill;
        Pid = run.Started.Result;
    }

    /// <summary>The way to it.</summary>
    internal RunSession Run { get; }

    /// <summary>How it ended; faults when its worker died.</summary>
    internal Task<RunResult> End { get; }

    internal int Pid { get; }

    /// <summary>True once it is over, or about to be: no call goes to it any more.</summary>
    internal bool HasEnded => Volatile.Read(ref _ending) != 0 || Run.Exited.IsCompleted;

    /// <summary>Why this side ended it; null when it did not.</summary>
    internal string? Reason { get; private set; }

    /// <summary>True when its owner ended it.</summary>
    internal bool WasCancelled { get; private set; }

    /// <summary>Starts a process and waits until it exists.</summary>
    /// <exception cref="SecureExecException">The VM has no room for it.</exception>
    internal static async Task<ResidentProcess> StartAsync(RuntimeSession session, ProgramConfig program, RunOptions streams, CancellationToken cancellationToken)
    {
        var kill = new CancellationTokenSource();
        (RunSession run, Task<RunResult> end) = session.StartResident(program, streams, kill.Token);
        try
        {
            await Task.WhenAny(run.Started, end).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (run.Started is { IsCompletedSuccessfully: true, Result: > 0 }) return new ResidentProcess(run, end, kill);
            RunResult refused = await end.ConfigureAwait(false);
            throw new SecureExecException($"The resident process could not be started: {refused.Error?.Message ?? refused.Outcome.ToString()}");
        }
        catch
        {
            await kill.CancelAsync().ConfigureAwait(false);
            await ((Task)end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            kill.Dispose();
            throw;
        }
    }

    /// <summary>Ends it at once and waits until it is gone. The first reason counts.</summary>
    internal async Task EndAsync(string reason, bool cancelled)
    {
        if (Interlocked.Exchange(ref _ending, 1) == 0)
        {
            if (!Run.Exited.IsCompleted) (Reason, WasCancelled) = (reason, cancelled);
            await _kill.CancelAsync().ConfigureAwait(false);
        }
        await ((Task)End).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
