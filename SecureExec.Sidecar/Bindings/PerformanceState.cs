using System.Diagnostics;
using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The pages that <c>internalBinding('performance')</c> shares with the library, and the time origin.</summary>
internal sealed unsafe class PerformanceState : ICarried
{
    public const int TimeOriginTimestamp = 0, TimeOrigin = 1, Environment = 2, NodeStart = 3, V8Start = 4, LoopStart = 5, LoopExit = 6, BootstrapComplete = 7, MilestoneCount = 8;
    public const int ObserverCount = 6;

    /// <summary>Milestones: 0 in microseconds since 1970, the others in monotonic nanoseconds; -1: not reached.</summary>
    public double* Milestones { get; set; }

    /// <summary>Observers by entry type.</summary>
    public uint* Observers { get; set; }

    /// <summary>Monotonic time now, in nanoseconds, on the clock of the milestones.</summary>
    public static double Nanoseconds => Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency);

    /// <summary>Starts the process's clock <paramref name="elapsed"/> ago: booting ahead of time does not count.</summary>
    public void SetOrigin(TimeSpan elapsed)
    {
        var now = Nanoseconds - elapsed.TotalNanoseconds;
        for (var i = 0; i < MilestoneCount; i++)
            Milestones[i] = i is LoopStart or LoopExit or BootstrapComplete ? -1 : now;
        Milestones[TimeOriginTimestamp] = (DateTime.UtcNow - elapsed - DateTime.UnixEpoch).Ticks / 10.0;
    }

    public void Carry(StateCarrier carrier)
    {
        Milestones = carrier.Page(Milestones);
        Observers = carrier.Page(Observers);
    }
}
