namespace SecureExec.Sidecar.Engine;

/// <summary>The arrow (file, line, carets) of the last uncaught value that cannot carry it itself: a thrown primitive.</summary>
internal sealed class ThrownPlace
{
    public string? Arrow { get; set; }
}
