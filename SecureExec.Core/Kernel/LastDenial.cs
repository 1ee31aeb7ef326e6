namespace SecureExec.Kernel;

/// <summary>
/// Why the calling thread's last system call answered EACCES: the policy's capability, or null when it was not the policy. As with
/// <c>errno</c>, read it before the next call on the same thread.
/// </summary>
internal static class LastDenial
{
    [ThreadStatic]
    private static string? t_capability;

    /// <summary>The capability's word, e.g. <c>fs.read</c>; null when the policy did not refuse.</summary>
    public static string? Capability => t_capability;

    /// <summary>The policy refused.</summary>
    public static void Note(string capability) => t_capability = capability;

    /// <summary>A call begins.</summary>
    public static void Clear() => t_capability = null;
}
