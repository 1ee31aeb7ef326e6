using SecureExec.Kernel;
using SecureExec.Sidecar.Engine;

namespace SecureExec.Sidecar.Worker;

/// <summary>What the worker needs of the engine.</summary>
internal interface IGuestEngine : IDisposable
{
    /// <summary>What isolates boot from.</summary>
    SnapshotMode SnapshotMode { get; }

    /// <summary>Makes the first spare isolate, so that the first process starts quickly. Called once, before the worker is locked down.</summary>
    void WarmUp();

    /// <summary>Starts a guest process on a thread of its own.</summary>
    IGuestRun Start(GuestProcess process, GuestProgram program, IGuestRunEvents events);
}
