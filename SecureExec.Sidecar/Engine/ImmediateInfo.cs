using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Engine;

/// <summary><c>timers.immediateInfo</c>: three counters that Node's library and the engine share.</summary>
internal sealed unsafe class ImmediateInfo : ICarried
{
    public const int Fields = 3;
    private const int CountIndex = 0, ReferencedIndex = 1, OutstandingIndex = 2;

    public uint* Page { get; set; }

    /// <summary><c>timers.timeoutInfo</c>: the timers that keep the loop alive.</summary>
    public int* Timeouts { get; set; }

    /// <summary>Immediates, and timers that keep the loop alive.</summary>
    public long Active => Count + (Timeouts == null ? 0L : Timeouts[0]);

    public uint Count => Page == null ? 0 : Page[CountIndex];

    public uint Referenced => Page == null ? 0 : Page[ReferencedIndex];

    public bool HasOutstanding => Page != null && Page[OutstandingIndex] != 0;

    public void Carry(StateCarrier carrier)
    {
        Page = carrier.Page(Page);
        Timeouts = carrier.Page(Timeouts);
    }
}
