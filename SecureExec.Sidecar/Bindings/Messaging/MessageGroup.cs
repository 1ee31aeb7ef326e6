using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Ends that hear each other: the two of a channel, or all of a broadcast channel's name.</summary>
/// <param name="realm">The realm.</param>
/// <param name="name">A broadcast channel's name; null: a channel of two.</param>
internal sealed class MessageGroup(Realm realm, string? name)
{
    private readonly List<MessageQueue> _ends = [];

    /// <summary>The group of a broadcast channel's name.</summary>
    public static MessageGroup Named(Realm realm, string name)
    {
        var groups = realm.State<Dictionary<string, MessageGroup>>();
        if (!groups.TryGetValue(name, out var group))
            groups[name] = group = new MessageGroup(realm, name);
        return group;
    }

    public void Add(MessageQueue end) => _ends.Add(end);

    public void Remove(MessageQueue end)
    {
        _ends.Remove(end);
        if (name == null)
        {
            foreach (var other in _ends)
                other.Add(new StructuredMessage(realm) { IsClose = true });
        }
        else if (_ends.Count == 0)
        {
            realm.State<Dictionary<string, MessageGroup>>().Remove(name);
        }
    }

    /// <summary>Gives the message, and one reference for each end, to all but the source. False: it cannot go to several.</summary>
    public bool Dispatch(MessageQueue source, StructuredMessage message)
    {
        if (_ends.Count > 2 && (message.HostObjects.Count > 0 || message.Buffers.Count > 0))
            return false;
        foreach (var end in _ends.ToArray())
        {
            if (end == source)
                continue;
            message.AddReference();
            end.Add(message);
        }
        return true;
    }
}
