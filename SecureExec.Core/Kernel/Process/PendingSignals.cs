using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>Signals that a program of the machine has caught and not handled yet, each once. Thread-safe.</summary>
internal sealed class PendingSignals
{
    private readonly Lock _lock = new();
    private readonly SortedSet<Signal> _signals = [];
    private List<Action>? _waiters;

    /// <summary>True while there is one.</summary>
    public bool Any
    {
        get
        {
            lock (_lock)
            {
                return _signals.Count > 0;
            }
        }
    }

    /// <summary>Whether this one is there.</summary>
    public bool Contains(Signal signal)
    {
        lock (_lock)
        {
            return _signals.Contains(signal);
        }
    }

    /// <summary>One has come.</summary>
    public void Add(Signal signal)
    {
        List<Action>? waiters;
        lock (_lock)
        {
            _signals.Add(signal);
            waiters = _waiters;
            _waiters = null;
        }

        foreach (Action waiter in waiters ?? [])
        {
            waiter();
        }
    }

    /// <summary>Takes the lowest; null when there is none.</summary>
    public Signal? Take()
    {
        lock (_lock)
        {
            if (_signals.Count == 0)
            {
                return null;
            }

            Signal signal = _signals.Min;
            _signals.Remove(signal);
            return signal;
        }
    }

    /// <summary>Runs <paramref name="once"/> once when one comes. False, and nothing is kept, when one is there.</summary>
    internal bool Notify(Action once)
    {
        lock (_lock)
        {
            if (_signals.Count > 0)
            {
                return false;
            }

            (_waiters ??= []).Add(once);
            return true;
        }
    }

    /// <summary>Forgets a callback.</summary>
    internal void CancelNotify(Action once)
    {
        lock (_lock)
        {
            _waiters?.Remove(once);
        }
    }
}
