using SecureExec.Abi;

namespace SecureExec.Kernel.Net;

/// <summary>Connections that wait to be accepted, and sockets that wait for room among them. Guarded by <see cref="NetStack.Lock"/>.</summary>
internal sealed class Backlog
{
    private readonly Queue<IncomingConnection> _ready = new();
    private readonly List<StreamSocket> _waiting = [];

    /// <summary>How many may wait; as in Linux one more is taken.</summary>
    public int Limit { get; set; }

    /// <summary>Connections that can be accepted now.</summary>
    public int Ready => _ready.Count;

    /// <summary>No more can wait.</summary>
    public bool IsFull => _ready.Count > Limit;

    /// <summary>A connection stands.</summary>
    public void Add(IncomingConnection connection) => _ready.Enqueue(connection);

    /// <summary>Takes the one that has waited longest; one must be ready.</summary>
    public IncomingConnection Take() => _ready.Dequeue();

    /// <summary>A socket waits for room.</summary>
    public void Wait(StreamSocket client) => _waiting.Add(client);

    /// <summary>The socket that waits longest for room; null for none.</summary>
    public StreamSocket? NextWaiting()
    {
        if (_waiting.Count == 0)
        {
            return null;
        }

        StreamSocket next = _waiting[0];
        _waiting.RemoveAt(0);
        return next;
    }

    /// <summary>A socket waits no more.</summary>
    public void Forget(StreamSocket client) => _waiting.Remove(client);

    /// <summary>Nobody will accept: who waits for room is refused, and what stands is given out to be reset.</summary>
    public void Close(List<StreamEnd> standing, ref Wakeups wakeups)
    {
        while (_ready.TryDequeue(out IncomingConnection connection))
        {
            standing.Add(connection.End);
        }

        foreach (StreamSocket client in _waiting)
        {
            client.FailConnecting(Errno.ECONNREFUSED, ref wakeups);
        }

        _waiting.Clear();
    }
}
