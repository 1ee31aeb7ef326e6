using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Engine;

/// <summary>How deep native-to-guest calls are nested in a realm.</summary>
internal sealed class CallbackState : ICarried
{
    public int Depth { get; set; }

    public void Carry(StateCarrier carrier) => carrier.Untouched(Depth == 0, nameof(CallbackState));
}
