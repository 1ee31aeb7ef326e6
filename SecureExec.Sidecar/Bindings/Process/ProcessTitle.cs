namespace SecureExec.Sidecar.Bindings;

/// <summary><c>process.title</c>.</summary>
internal sealed class ProcessTitle
{
    /// <summary>What the program or an option made of it; null: the name that the process was started by.</summary>
    public string? Text { get; set; }
}
