using SecureExec.Pool;

namespace SecureExec;

/// <summary>The operating system does not lock a worker down in full, and the options ask for it: <see cref="NodeRuntimeOptions.RequireLockdown"/>, <see cref="WorkerPoolOptions.RequireLockdown"/>.</summary>
public sealed class LockdownUnavailableException : SecureExecException
{
    private LockdownUnavailableException(string message, IReadOnlyList<string> missing)
        : base(message) => Missing = missing;

    /// <summary>The measures that are not in force, by the names of <see cref="IsolationCheck"/>.</summary>
    public IReadOnlyList<string> Missing { get; }

    internal static void ThrowIfNotNative(WorkerExecutable executable)
    {
        if (!executable.NeedsRuntime) return;
        throw new LockdownUnavailableException(
            $"{nameof(NodeRuntimeOptions.RequireLockdown)} needs a worker of native code, and {executable.Path} runs on the .NET runtime, whose lock-down is weaker. Build it with -p:SecureExecWorkerMode=aot.", ["native_code"]);
    }

    internal static void ThrowIfIncomplete(IsolationReport report)
    {
        IsolationCheck[] missing = [.. report.Checks.Where(check => !check.InForce)];
        if (report.IsLockedDown && report.Variant == WorkerVariant.NativeCode && missing.Length == 0) return;
        throw new LockdownUnavailableException(
            $"{nameof(NodeRuntimeOptions.RequireLockdown)} is set, and the worker is not locked down in full: {string.Join("; ", missing.Select(check => $"{check.Name}: {check.Detail}"))}.", [.. missing.Select(check => check.Name)]);
    }
}
