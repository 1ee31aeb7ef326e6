using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine;

namespace SecureExec.Sidecar.Worker;

/// <summary>One child process: its clock and its end. It has no time of its own but shares the CPU time of the run that it descends from, even when that has ended.</summary>
internal sealed class ChildSession : IGuestRunEvents, IDisposable
{
    private readonly ChildPrograms _programs;
    private readonly RunClock _clock;

    internal ChildSession(ChildPrograms programs, GuestProcess process, ResourceLimits limits, Action<LimitWarning>? onLimit)
    {
        _programs = programs;
        _clock = new RunClock(null, limits.CpuTimeLimitMs, process, _ => process.Post(Signal.SIGKILL, force: true), onLimit);
    }

    /// <inheritdoc/>
    public void OnExit(GuestExit exit) => Dispose();

    /// <inheritdoc/>
    public void OnReplaced(GuestProcess process, Executable program) => _programs.Run(process, program, this);

    public void Dispose() => _clock.Dispose();
}
