using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Engine;

/// <summary><c>task_queue.tickInfo</c>: two bytes that Node's library and the engine share.</summary>
internal sealed unsafe class TickInfo : ICarried
{
    /// <summary>The shared page; null until the binding is made.</summary>
    public byte* Page { get; set; }

    public bool HasTickScheduled => Page != null && Page[0] != 0;

    public bool HasRejectionToWarn => Page != null && Page[1] != 0;

    public void Carry(StateCarrier carrier) => Page = carrier.Page(Page);
}
