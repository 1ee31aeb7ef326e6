using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The page of <c>encodeIntoResults</c>: units read, bytes written.</summary>
internal sealed unsafe class EncodingState : ICarried
{
    /// <summary>Two numbers, owned by JavaScript's typed array.</summary>
    public uint* Results { get; set; }

    public void Carry(StateCarrier carrier) => Results = carrier.Page(Results);
}
