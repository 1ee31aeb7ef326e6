using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>An unchanging native object inside a message; the message owns the persistent handle.</summary>
internal sealed class HandleTransfer(nint handle) : IHostTransfer
{
    public nint Receive(Realm realm) => HandleScope.NewLocal(realm.Isolate, handle);

    public bool Finish(Realm realm, nint context, nint received, ValueReader reader) => true;

    public void Abandon()
    {
        // The handle goes with the message.
    }
}
