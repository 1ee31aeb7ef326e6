using SecureExec.Kernel;
using SecureExec.Protocol;

namespace SecureExec.Sidecar.Worker;

/// <summary>Ends a run when its wall-clock or its CPU time is over. CPU time cannot pass faster than the clock, so the timer sleeps until the first moment at which either limit can have been reached.</summary>
internal sealed class RunClock : IDisposable
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1);

    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly TimeSpan _wallLimit;
    private readonly TimeSpan _cpuLimit;
    private readonly GuestProcess _process;
    private readonly Action<ExitOutcome> _terminate;
    private readonly Timer _timer;
    private TimeSpan _cpuBefore;

    internal RunClock(TimeSpan? wallLimit, long cpuLimitMs, GuestProcess process, Action<ExitOutcome> terminate)
    {
        _wallLimit = wallLimit ?? TimeSpan.MaxValue;
        _cpuLimit = TimeSpan.FromMilliseconds(cpuLimitMs);
        _process = process;
        _terminate = terminate;
        _timer = new Timer(static state => ((RunClock)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Arm(Shorter(_wallLimit, _cpuLimit));
    }

    /// <summary>Counts CPU time from now on. Not thread-safe with itself.</summary>
    internal void RestartCpu() => _cpuBefore = _process.CpuClock?.Invoke() ?? TimeSpan.Zero;

    public void Dispose() => _timer.Dispose();

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private void Tick()
    {
        TimeSpan wallLeft = _wallLimit - TimeProvider.System.GetElapsedTime(_start);
        TimeSpan cpuLeft = _cpuLimit + _cpuBefore - (_process.CpuClock?.Invoke() ?? TimeSpan.Zero);
        if (wallLeft <= TimeSpan.Zero) _terminate(ExitOutcome.TimedOut);
        else if (cpuLeft <= TimeSpan.Zero) _terminate(ExitOutcome.LimitExceeded);
        else Arm(Shorter(wallLeft, cpuLeft));
    }

    private void Arm(TimeSpan due)
    {
        try
        {
            _timer.Change(due < s_shortest ? s_shortest : Shorter(due, TimeSpan.FromDays(1)), Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // The run has ended meanwhile.
        }
    }
}
