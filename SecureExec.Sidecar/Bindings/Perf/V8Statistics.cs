using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The pages that <c>internalBinding('v8')</c> shares with the library.</summary>
internal sealed unsafe class V8Statistics : ICarried
{
    /// <summary>Heap statistics by Node's <c>k…Index</c> constants.</summary>
    public double* Heap { get; set; }

    /// <summary>Code statistics.</summary>
    public double* Code { get; set; }

    /// <summary>Statistics of one heap space.</summary>
    public double* Space { get; set; }

    public void Carry(StateCarrier carrier)
    {
        Heap = carrier.Page(Heap);
        Code = carrier.Page(Code);
        Space = carrier.Page(Space);
    }
}
