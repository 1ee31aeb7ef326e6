namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// The end of a channel without its JavaScript object: what came in, and the group of ends that hear each other. It moves when a
/// port is transferred, also to another thread. Safe from any thread. Lock order: a group's before a queue's.
/// </summary>
internal sealed class MessageQueue
{
    private readonly Lock _lock = new();
    private readonly Queue<StructuredMessage> _incoming = new();
    private MessagePort? _owner;
    private volatile MessageGroup? _group;

    /// <summary>Sets the port that reads it; null while it travels. Once this returns, no other thread wakes the port before.</summary>
    public void SetOwner(MessagePort? owner)
    {
        lock (_lock)
            _owner = owner;
    }

    public int Count
    {
        get
        {
            lock (_lock)
                return _incoming.Count;
        }
    }

    public MessageGroup? Group => _group;

    /// <summary>The next message, still in the queue; null: none.</summary>
    public StructuredMessage? Peek()
    {
        lock (_lock)
            return _incoming.TryPeek(out var message) ? message : null;
    }

    /// <summary>Takes the next message; the caller disposes it.</summary>
    public StructuredMessage Take()
    {
        lock (_lock)
            return _incoming.Dequeue();
    }

    /// <summary>Takes over one reference to the message.</summary>
    public void Add(StructuredMessage message)
    {
        lock (_lock)
        {
            _incoming.Enqueue(message);
            _owner?.Trigger();
        }
    }

    /// <summary>Joins a group of ends.</summary>
    public void Join(MessageGroup group)
    {
        _group = group;
        group.Add(this);
    }

    /// <summary>Leaves the group, which ends a channel of two, and drops what nobody read.</summary>
    public void Disentangle()
    {
        var group = _group;
        _group = null;
        group?.Remove(this);
        StructuredMessage[] unread;
        lock (_lock)
        {
            unread = [.. _incoming];
            _incoming.Clear();
        }
        foreach (var message in unread)
            message.Dispose();
    }
}
