using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Worker;

namespace SecureExec.Sidecar.Programs;

/// <summary>A program of the machine that runs, as the worker controls it.</summary>
internal sealed class NativeRun(GuestProcess process) : IGuestRun
{
    /// <inheritdoc/>
    public void Terminate(TerminateReason reason) => process.Post(reason == TerminateReason.Dispose ? Signal.SIGTERM : Signal.SIGKILL, force: true);

    /// <summary>It takes no calls.</summary>
    public void Call(GuestCall call) => throw new InvalidOperationException("A command takes no calls.");

    /// <inheritdoc/>
    public void CancelCall(int id)
    {
    }
}
