namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// The end of a channel without its JavaScript object: what came in, and the group of ends that hear each other. It moves when a
/// port is transferred. Isolate's thread only.
/// </summary>
internal sealed class MessageQueue
{
    private readonly Queue<StructuredMessage> _incoming = new();
    private MessageGroup? _group;

    /// <summary>The port that reads it; null while it travels.</summary>
    public MessagePort? Owner { get; set; }

    public int Count => _incoming.Count;

    public MessageGroup? Group => _group;

    /// <summary>The next message, still in the queue; null: none.</summary>
    public StructuredMessage? Peek() => _incoming.TryPeek(out var message) ? message : null;

    /// <summary>Takes the next message; the caller disposes it.</summary>
    public StructuredMessage Take() => _incoming.Dequeue();

    /// <summary>Takes over one reference to the message.</summary>
    public void Add(StructuredMessage message)
    {
        _incoming.Enqueue(message);
        Owner?.Trigger();
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
        _group?.Remove(this);
        _group = null;
        while (_incoming.TryDequeue(out var message))
            message.Dispose();
    }
}
