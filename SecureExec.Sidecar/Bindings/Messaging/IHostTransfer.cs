using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>An object of native or library code inside a message: a port, or an instance of a class that knows how to clone itself.</summary>
internal interface IHostTransfer
{
    /// <summary>Makes the object at the other end (a local) in a context; 0: an exception is pending. Only ports can be in another context than the main one.</summary>
    nint Receive(Realm realm, nint context);

    /// <summary>Reads what was written behind the message for it. False: an exception is pending.</summary>
    bool Finish(Realm realm, nint context, nint received, ValueReader reader);

    /// <summary>The message is dropped, read or not.</summary>
    void Abandon();
}
