namespace SecureExec.Kernel.Net;

/// <summary>What both ends of a connection inside the VM share.</summary>
/// <param name="isTcp">TCP, or AF_UNIX.</param>
/// <param name="onClosed">Runs, under no lock, when both ends are closed.</param>
internal sealed class LoopbackPair(bool isTcp, Action? onClosed)
{
    /// <summary>Guards both ends.</summary>
    public Lock Lock { get; } = new();

    /// <summary>TCP, or AF_UNIX.</summary>
    public bool IsTcp { get; } = isTcp;

    /// <summary>Runs, under no lock, when both ends are closed.</summary>
    public Action? OnClosed { get; } = onClosed;
}
