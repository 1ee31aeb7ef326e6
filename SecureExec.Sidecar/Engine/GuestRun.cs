using SecureExec.Abi;
using SecureExec.Sidecar.Worker;

namespace SecureExec.Sidecar.Engine;

/// <summary>A running guest process, as the worker controls it. Thread-safe.</summary>
internal sealed class GuestRun(GuestThread thread) : IGuestRun
{
    private const int SignalBase = 128;

    /// <summary>Stops the process; the first reason counts. Its end is reported as usual.</summary>
    public void Terminate(TerminateReason reason)
    {
        switch (reason)
        {
            case TerminateReason.Timeout:
                thread.Stop(GuestOutcome.TimedOut, SignalBase + (int)Signal.SIGKILL, Signal.SIGKILL);
                break;
            case TerminateReason.Dispose:
                thread.Stop(GuestOutcome.Killed, SignalBase + (int)Signal.SIGTERM, Signal.SIGTERM);
                break;
            default:
                thread.Stop(GuestOutcome.Killed, SignalBase + (int)Signal.SIGKILL, Signal.SIGKILL);
                break;
        }
    }

    /// <inheritdoc/>
    public void Call(GuestCall call) => thread.Loop.Post(() => ResidentProgram.Begin(thread.Realm, call));

    /// <inheritdoc/>
    public void CancelCall(int id) => thread.Loop.Post(() => ResidentProgram.Cancel(thread.Realm, id));

    /// <summary>A signal whose default action ends the process.</summary>
    public void OnSignal(Signal signal) => thread.Stop(GuestOutcome.Killed, SignalBase + (int)signal, signal);
}
