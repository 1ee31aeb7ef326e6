using SecureExec.Abi;
using SecureExec.Sessions;

namespace SecureExec;

/// <summary>The process table of a runtime's VM, as the host sees it. Thread-safe.</summary>
public sealed class RuntimeProcesses
{
    private readonly NodeRuntime _runtime;

    internal RuntimeProcesses(NodeRuntime runtime) => _runtime = runtime;

    /// <summary>All processes at this moment, init (pid 1) included when the VM shows it.</summary>
    /// <exception cref="WorkerCrashedException">The worker process died meanwhile.</exception>
    public async Task<IReadOnlyList<GuestProcessInfo>> ListAsync(CancellationToken cancellationToken = default)
    {
        RuntimeSession session = await _runtime.SessionAsync(cancellationToken).ConfigureAwait(false);
        return await session.ListProcessesAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a signal: 15 (SIGTERM) unless another is given, 9 to end it without asking. False when there is no such process.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The signal is not from 0 to 64.</exception>
    /// <exception cref="WorkerCrashedException">The worker process died meanwhile.</exception>
    public async Task<bool> KillAsync(int pid, int signal = 15, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(signal);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(signal, 64);
        RuntimeSession session = await _runtime.SessionAsync(cancellationToken).ConfigureAwait(false);
        Errno error = await session.KillAsync(pid, signal, cancellationToken).ConfigureAwait(false);
        return error switch
        {
            Errno.Success => true,
            Errno.ESRCH => false,
            _ => throw new SecureExecException($"Signal {signal} could not be sent to process {pid}: {error}."),
        };
    }
}
