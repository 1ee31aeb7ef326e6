using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// Ports with something in their queue. The loop looks at the oldest port first, as libuv looks at its async handles in the order they were made.
/// Safe from any thread.
/// </summary>
internal sealed class WaitingPorts : ICarried
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, MessagePort> _ports = [];
    private long _made;

    /// <summary>Numbers ports in the order they are made. Not the async id: the guest can write that counter. Loop's thread.</summary>
    public long NextNumber() => ++_made;

    public void Add(MessagePort port)
    {
        lock (_lock)
            _ports[port.Number] = port;
    }

    /// <summary>Takes the oldest one out. There is one for each call, since each <see cref="Add"/> is followed by one.</summary>
    public MessagePort TakeOldest()
    {
        lock (_lock)
        {
            var (id, port) = _ports.First();
            _ports.Remove(id);
            return port;
        }
    }

    public void Carry(StateCarrier carrier) => carrier.Untouched(_made == 0, nameof(WaitingPorts));
}
