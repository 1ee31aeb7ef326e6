using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.CommandLine;

/// <summary>
/// Signals that come to this process go to the guest's, whose handlers or default action decide. Before the guest has started they
/// end the run.
/// </summary>
internal sealed class SignalForwarding : IDisposable
{
    private const int UserSignal2 = 12, WindowChange = 28;

    // SIGUSR1 is left out: node itself takes it for its debugger.
    private static readonly (PosixSignal Posix, int Number)[] Forwarded =
    [
        (PosixSignal.SIGHUP, 1), (PosixSignal.SIGINT, 2), (PosixSignal.SIGQUIT, 3), ((PosixSignal)UserSignal2, UserSignal2), (PosixSignal.SIGTERM, 15),
        ((PosixSignal)WindowChange, WindowChange),
    ];

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _cancellation = new();
    private readonly PosixSignalRegistration[] _registrations;
    private Action<int>? _kill;

    internal SignalForwarding() =>
        _registrations = [.. Forwarded.Select(signal => PosixSignalRegistration.Create(signal.Posix, context => Forward(context, signal.Number)))];

    /// <summary>Cancelled by a signal that comes before the guest has started.</summary>
    internal CancellationToken BeforeStart => _cancellation.Token;

    /// <summary>The last signal that would end a process by default.</summary>
    internal int? Received { get; private set; }

    /// <summary>Told of a change of the window in place of the guest, whose terminal tells it.</summary>
    internal Action? WindowChanged { get; set; }

    /// <summary>The guest's process runs.</summary>
    internal void Started(NodeRuntime runtime, int pid)
    {
        lock (_lock) _kill = signal => _ = runtime.Processes.KillAsync(pid, signal);
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _cancellation.Dispose();
    }

    private void Forward(PosixSignalContext context, int signal)
    {
        context.Cancel = true;
        if (signal == WindowChange && WindowChanged is { } changed)
        {
            changed();
            return;
        }
        Action<int>? kill;
        lock (_lock)
        {
            kill = _kill;
            if (signal != WindowChange) Received = signal;
        }
        if (kill is not null) kill(signal);
        else if (signal != WindowChange) _cancellation.Cancel();
    }
}
