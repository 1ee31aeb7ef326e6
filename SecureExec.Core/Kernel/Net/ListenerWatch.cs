namespace SecureExec.Kernel.Net;

/// <summary>Who waits for something to listen on a port of TCP. Guarded by <see cref="NetStack.Lock"/>; how many wait is the host's to bound.</summary>
internal sealed class ListenerWatch
{
    private readonly Dictionary<ushort, List<Action>> _waiting = [];

    /// <summary>Keeps a callback for a port.</summary>
    public void Add(ushort port, Action once)
    {
        if (!_waiting.TryGetValue(port, out List<Action>? waiting))
        {
            _waiting[port] = waiting = [];
        }

        waiting.Add(once);
    }

    /// <summary>Forgets a callback.</summary>
    public void Remove(ushort port, Action once)
    {
        if (_waiting.TryGetValue(port, out List<Action>? waiting) && waiting.Remove(once) && waiting.Count == 0)
        {
            _waiting.Remove(port);
        }
    }

    /// <summary>Something listens on the port.</summary>
    public void Take(ushort port, ref Wakeups wakeups)
    {
        if (_waiting.Remove(port, out List<Action>? waiting))
        {
            wakeups.Take(ref waiting);
        }
    }
}
