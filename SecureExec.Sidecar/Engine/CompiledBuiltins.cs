namespace SecureExec.Sidecar.Engine;

/// <summary>Built-ins that a realm has compiled, kept while a code cache is being recorded.</summary>
internal sealed class CompiledBuiltins
{
    public List<(string Id, nint Function)> Functions { get; } = [];
}
