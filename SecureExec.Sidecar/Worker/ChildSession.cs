using System.Diagnostics.CodeAnalysis;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine;

namespace SecureExec.Sidecar.Worker;

/// <summary>One child process: its clock and its end. It has no time of its own but shares the CPU time of the run that it descends from, even when that has ended.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The clock is stopped when the process ends, which every started process does.")]
internal sealed class ChildSession(GuestProcess process, ResourceLimits limits, Action<LimitWarning>? onLimit) : IGuestRunEvents
{
    private readonly Lock _lock = new();
    private RunClock? _clock;
    private bool _ended;

    /// <summary>Starts it.</summary>
    internal void Start(IGuestEngine engine, GuestProgram program)
    {
        IGuestRun run = engine.Start(process, program, this);
        lock (_lock)
        {
            if (!_ended) _clock = new RunClock(null, limits.CpuTimeLimitMs, process, _ => run.Terminate(TerminateReason.Timeout), onLimit);
        }
    }

    /// <inheritdoc/>
    public void OnExit(GuestExit exit)
    {
        lock (_lock)
        {
            _ended = true;
            _clock?.Dispose();
        }
    }
}
