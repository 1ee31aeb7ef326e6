using SecureExec.Sidecar.Engine;

namespace SecureExec.Sidecar.Worker;

/// <summary>A guest process that runs.</summary>
internal interface IGuestRun
{
    /// <summary>Stops it, whatever it does; its end is told as ever. Any thread; more than once is no harm.</summary>
    void Terminate(TerminateReason reason);

    /// <summary>Gives a resident process a call; its end is told by <see cref="IGuestRunEvents.OnReply"/>, unless the process ends first. Any thread.</summary>
    void Call(GuestCall call);

    /// <summary>Takes a call back. Any thread; nothing happens when it has ended.</summary>
    void CancelCall(int id);
}
