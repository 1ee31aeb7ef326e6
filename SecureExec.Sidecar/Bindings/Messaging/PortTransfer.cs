using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>A message port inside a message: its queue, which gets a new port object at the other end.</summary>
internal sealed class PortTransfer(MessageQueue queue) : IHostTransfer
{
    private MessageQueue? _queue = queue;

    public nint Receive(Realm realm, nint context)
    {
        var port = MessagePort.Create(realm, context, _queue);
        if (port != 0)
            _queue = null;
        return port;
    }

    public bool Finish(Realm realm, nint context, nint received, ValueReader reader) => true;

    public void Abandon() => Interlocked.Exchange(ref _queue, null)?.Disentangle();
}
