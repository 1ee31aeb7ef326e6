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

    /// <summary>Loop iterations, events, events waiting.</summary>
    public int* Metrics { get; set; }

    /// <summary>Monotonic time now, in nanoseconds, on the clock of the milestones.</summary>
    public static double Nanoseconds => Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency);

    /// <summary>Nanoseconds since the process started.</summary>
    public double Age => Nanoseconds - (Milestones == null ? 0 : Milestones[TimeOrigin]);

    /// <summary>The program has run; the loop begins.</summary>
    public void MarkLoop(int milestone)
    {
        if (Milestones != null && Milestones[milestone] < 0)
            Milestones[milestone] = Nanoseconds;
    }

    /// <summary>Starts the process's clock <paramref name="elapsed"/> ago: booting ahead of time does not count.</summary>
    public void SetOrigin(TimeSpan elapsed)
    {
        var now = Nanoseconds - elapsed.TotalNanoseconds;
        // What was booted ahead has no time of its own in the process: its milestones follow each other at its start, in Node's order.
        for (var i = 0; i < MilestoneCount; i++)
            Milestones[i] = i is LoopStart or LoopExit or BootstrapComplete ? -1 : now;
        (Milestones[NodeStart], Milestones[V8Start], Milestones[Environment]) = (now + 1000, now + 2000, now + 3000);
        Milestones[TimeOriginTimestamp] = (DateTime.UtcNow - elapsed - DateTime.UnixEpoch).Ticks / 10.0;
    }

    public void Carry(StateCarrier carrier)
    {
        Milestones = carrier.Page(Milestones);
        Observers = carrier.Page(Observers);
        Metrics = carrier.Page(Metrics);
    }
}
