namespace SecureExec.Kernel;

/// <summary>The calls of host functions that one process waits for. When the process ends they are given up. Thread-safe.</summary>
internal sealed class ToolCallSet
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, Action<int>> _calls = [];
    private bool _closed;

    /// <summary>A call begins; <paramref name="cancel"/> gives it up. False when the process has ended.</summary>
    public bool TryBegin(int id, Action<int> cancel)
    {
        lock (_lock)
        {
            return !_closed && _calls.TryAdd(id, cancel);
        }
    }

    /// <summary>A call has ended.</summary>
    public void End(int id)
    {
        lock (_lock)
        {
            _calls.Remove(id);
        }
    }

    /// <summary>Gives a call up. False when the process waits for none of that number.</summary>
    public bool Cancel(int id)
    {
        Action<int>? cancel;
        lock (_lock)
        {
            if (!_calls.TryGetValue(id, out cancel))
            {
                return false;
            }
        }

        cancel(id);
        return true;
    }

    /// <summary>The process has ended: gives all up and takes no more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }

        CancelAll();
    }

    /// <summary>Gives all up.</summary>
    public void CancelAll()
    {
        KeyValuePair<int, Action<int>>[] calls;
        lock (_lock)
        {
            calls = [.. _calls];
            _calls.Clear();
        }

        foreach ((int id, Action<int> cancel) in calls)
        {
            cancel(id);
        }
    }
}
