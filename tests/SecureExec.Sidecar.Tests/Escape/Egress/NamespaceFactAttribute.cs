namespace SecureExec.Sidecar.Tests.Escape.Egress;

/// <summary>A fact that needs a network namespace; skipped, with the reason, where the system permits none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NamespaceFactAttribute : FactAttribute
{
    public NamespaceFactAttribute() => Skip = NetworkNamespace.Obstacle;
}
