using SecureExec.Pool;

namespace SecureExec;

/// <summary>What confines a worker process, as this side set it up and as the worker found it right before it reported to be ready.</summary>
public sealed record IsolationReport
{
    internal static IsolationReport None { get; } = new() { IsLockedDown = false, Checks = [] };

    /// <summary>True only when the operating system keeps the worker from files, network and other processes of the host, even if guest code has taken it over.</summary>
    public required bool IsLockedDown { get; init; }

    /// <summary>What the worker is made of.</summary>
    public WorkerVariant Variant { get; init; }

    /// <summary>The single measures.</summary>
    public required IReadOnlyList<IsolationCheck> Checks { get; init; }

    /// <summary>What the worker's isolates boot from.</summary>
    public SnapshotMode SnapshotMode { get; init; }

    /// <summary>One sentence for logs and people.</summary>
    public string Summary
    {
        get
        {
            string inForce = string.Join(", ", Checks.Where(check => check.InForce).Select(check => check.Name));
            string missing = string.Join(", ", Checks.Where(check => !check.InForce).Select(check => check.Name));
            string worker = Variant == WorkerVariant.DotNetRuntime ? "The worker (on the .NET runtime: the weaker variant)" : "The worker";
            return IsLockedDown
                ? $"{worker} is locked down by the operating system ({inForce}){(missing.Length == 0 ? "" : $"; not in force: {missing}")}."
                : $"{worker} is NOT locked down by the operating system; in force: {(inForce.Length == 0 ? "nothing" : inForce)}.";
        }
    }

    /// <summary>The worker's own report with what the host did. What was asked for and is missing leaves it not locked down.</summary>
    internal static IsolationReport Of(WorkerExecutable executable, IsolationReport own, IsolationCheck landlock) => own with
    {
        Variant = executable.NeedsRuntime ? WorkerVariant.DotNetRuntime : WorkerVariant.NativeCode,
        IsLockedDown = own.IsLockedDown && landlock.InForce,
        Checks = [landlock, .. own.Checks],
    };

    /// <summary>This report with further measures.</summary>
    internal IsolationReport With(IEnumerable<IsolationCheck> checks) => this with { Checks = [.. Checks, .. checks] };
}
