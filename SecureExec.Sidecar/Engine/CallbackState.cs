namespace SecureExec.Sidecar.Engine;

/// <summary>How deep native-to-guest calls are nested in a realm.</summary>
internal sealed class CallbackState
{
    public int Depth { get; set; }
}
