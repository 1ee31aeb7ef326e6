namespace SecureExec.Sidecar.Bindings;

/// <summary><c>process.title</c>.</summary>
internal sealed class ProcessTitle
{
    public string Text { get; set; } = "node";
}
