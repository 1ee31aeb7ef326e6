using SecureExec.Kernel;
using SecureExec.Protocol;

namespace SecureExec.Sidecar.Worker;

/// <summary>
/// Ends a run when its wall-clock or its CPU time is over, and tells when 80 % of either are used. CPU time, that of the process with all it has started, cannot
/// pass faster than the clock on each processor, so the timer sleeps until the first moment at which something can have been reached.
/// </summary>
internal sealed class RunClock : IDisposable
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1);

    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly TimeSpan _wallLimit;
    private readonly TimeSpan _cpuLimit;
    private readonly LimitWatch _wallWatch;
    private readonly LimitWatch _cpuWatch;
    private readonly GuestProcess _process;
    private readonly Action<ExitOutcome> _terminate;
    private readonly Timer _timer;
    private TimeSpan _cpuBefore;

    /// <param name="wallLimit">Wall-clock time of the run; null for none.</param>
    /// <param name="cpuLimitMs">CPU time of the run, milliseconds.</param>
    /// <param name="process">The process whose job counts.</param>
    /// <param name="terminate">Called once a limit is reached.</param>
    /// <param name="onLimit">Told of 80 %; null for nobody.</param>
    internal RunClock(TimeSpan? wallLimit, long cpuLimitMs, GuestProcess process, Action<ExitOutcome> terminate, Action<LimitWarning>? onLimit)
    {
        _wallLimit = wallLimit ?? TimeSpan.MaxValue;
        _cpuLimit = TimeSpan.FromMilliseconds(cpuLimitMs);
        _process = process;
        _terminate = terminate;
        _wallWatch = new LimitWatch("v8_wall_clock_ms", "cpu", (long)_wallLimit.TotalMilliseconds, onLimit, process.Pid);
        _cpuWatch = new LimitWatch("v8_cpu_time_ms", "cpu", cpuLimitMs, onLimit, process.Pid);
        _timer = new Timer(static state => ((RunClock)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Arm(TimeSpan.Zero, TimeSpan.Zero);
    }

    /// <summary>Counts CPU time from now on. Not thread-safe with itself.</summary>
    internal void RestartCpu()
    {
        _cpuBefore = _process.Job.Cpu;
        _cpuWatch.Observe(0);
    }

    public void Dispose() => _timer.Dispose();

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    /// <summary>Until the first of a limit and its warning that is still to come.</summary>
    private static TimeSpan Next(TimeSpan used, TimeSpan limit)
    {
        TimeSpan warning = limit * 0.8;
        return used < warning ? warning - used : limit - used;
    }

    private void Tick()
    {
        TimeSpan wall = TimeProvider.System.GetElapsedTime(_start);
        TimeSpan cpu = _process.Job.Cpu - _cpuBefore;
        _wallWatch.Observe((long)wall.TotalMilliseconds);
        _cpuWatch.Observe((long)cpu.TotalMilliseconds);
        if (wall >= _wallLimit) _terminate(ExitOutcome.TimedOut);
        else if (cpu >= _cpuLimit) _terminate(ExitOutcome.LimitExceeded);
        else Arm(wall, cpu);
    }

    private void Arm(TimeSpan wall, TimeSpan cpu)
    {
        TimeSpan due = Shorter(Next(wall, _wallLimit), Next(cpu, _cpuLimit) / Environment.ProcessorCount);
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
