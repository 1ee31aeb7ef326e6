using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The page of <c>urlComponents</c> that the realm's URL class reads after each call.</summary>
internal sealed unsafe class UrlState : ICarried
{
    /// <summary>Nine numbers, owned by JavaScript's typed array.</summary>
    public uint* Components { get; set; }

    public void Carry(StateCarrier carrier) => Components = carrier.Page(Components);
}
