using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>A shared native object inside a message, which is one of its holders.</summary>
internal sealed class HandleTransfer(ISharedHandle handle) : IHostTransfer
{
    public nint Receive(Realm realm, nint context) => TargetContexts.IsMain(realm, context) ? handle.Share().NewObject(realm) : 0;

    public bool Finish(Realm realm, nint context, nint received, ValueReader reader) => true;

    public void Abandon() => (handle as IDisposable)?.Dispose();
}
