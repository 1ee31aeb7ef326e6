namespace SecureExec.Pool;

/// <summary>A worker found on disk.</summary>
/// <param name="Path">Full path of the executable.</param>
/// <param name="NeedsRuntime">True when it runs on an installed .NET runtime; false when it carries all it needs.</param>
/// <param name="UseSnapshot">False makes isolates boot from the code cache although there is a start-up snapshot.</param>
internal sealed record WorkerExecutable(string Path, bool NeedsRuntime, bool UseSnapshot = true)
{
    /// <summary>False for programs that stand in for a worker in tests: they are shell scripts, and need a shell.</summary>
    internal bool Confine { get; init; } = true;
}
