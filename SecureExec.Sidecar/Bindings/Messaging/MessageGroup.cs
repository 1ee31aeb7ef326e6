namespace SecureExec.Sidecar.Bindings;

/// <summary>Ends that hear each other: the two of a channel, or all of a broadcast channel's name. Safe from any thread.</summary>
/// <param name="leave">For a broadcast channel: how an end leaves; null: a channel of two, which ends with either.</param>
internal sealed class MessageGroup(Action<MessageGroup, MessageQueue>? leave = null)
{
    private readonly Lock _lock = new();
    private readonly List<MessageQueue> _ends = [];

    /// <summary>Makes two ends a channel.</summary>
    public static void Entangle(MessageQueue first, MessageQueue second)
    {
        var group = new MessageGroup();
        first.Join(group);
        second.Join(group);
    }

    public void Add(MessageQueue end)
    {
        lock (_lock)
            _ends.Add(end);
    }

    /// <summary>An end leaves for good.</summary>
    public void Remove(MessageQueue end)
    {
        if (leave != null)
        {
            leave(this, end);
            return;
        }
        lock (_lock)
        {
            _ends.Remove(end);
            foreach (var other in _ends)
                other.Add(new StructuredMessage { IsClose = true });
        }
    }

    /// <summary>Forgets an end; how many are left.</summary>
    public int Forget(MessageQueue end)
    {
        lock (_lock)
        {
            _ends.Remove(end);
            return _ends.Count;
        }
    }

    /// <summary>Gives the message, and one reference for each end, to all but the source. False: it cannot go to several.</summary>
    public bool Dispatch(MessageQueue source, StructuredMessage message)
    {
        lock (_lock)
        {
            if (_ends.Count > 2 && (message.HostObjects.Count > 0 || message.Buffers.Count > 0))
                return false;
            foreach (var end in _ends)
            {
                if (end == source)
                    continue;
                message.AddReference();
                end.Add(message);
            }
            return true;
        }
    }
}
