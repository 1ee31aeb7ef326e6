using SecureExec.Sidecar.Engine;

namespace SecureExec.Sidecar.Worker;

/// <summary>A guest process that runs.</summary>
internal interface IGuestRun
{
    /// <summary>Stops it, whatever it does; its end is told as ever. Any thread; more than once is no harm.</summary>
    void Terminate(TerminateReason reason);
}
