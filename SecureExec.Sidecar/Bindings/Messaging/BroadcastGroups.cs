namespace SecureExec.Sidecar.Bindings;

/// <summary>The broadcast channels of one process by name, over all its threads. Safe from any thread. Lock order: before a group's.</summary>
internal sealed class BroadcastGroups
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, MessageGroup> _groups = new(StringComparer.Ordinal);

    /// <summary>Lets an end into the group of that name.</summary>
    public void Join(string name, MessageQueue end)
    {
        lock (_lock)
        {
            if (!_groups.TryGetValue(name, out var group))
                _groups[name] = group = new MessageGroup((from, leaving) => Leave(name, from, leaving));
            end.Join(group);
        }
    }

    private void Leave(string name, MessageGroup group, MessageQueue end)
    {
        lock (_lock)
        {
            if (group.Forget(end) == 0)
                _groups.Remove(name);
        }
    }
}
