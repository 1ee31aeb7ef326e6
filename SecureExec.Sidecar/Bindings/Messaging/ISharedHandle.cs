using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>A native object that its clones share, in whatever isolate of the process: a message carries it as it is. Safe from any thread.</summary>
internal interface ISharedHandle
{
    /// <summary>A further holder, disposed apart from this one where it is disposable.</summary>
    ISharedHandle Share();

    /// <summary>A JavaScript object (a local) of the realm, which owns this from now on; 0: an exception is pending.</summary>
    nint NewObject(Realm realm);
}
