namespace SecureExec.Kernel.Net;

/// <summary>Callbacks to run once all locks are released: what a change under a lock collects.</summary>
internal struct Wakeups
{
    private List<Action>? _callbacks;

    /// <summary>Takes over all of a list.</summary>
    public void Take(ref List<Action>? waiters)
    {
        if (waiters is null)
        {
            return;
        }

        if (_callbacks is null)
        {
            _callbacks = waiters;
        }
        else
        {
            _callbacks.AddRange(waiters);
        }

        waiters = null;
    }

    /// <summary>Runs them. Precondition: the caller holds no lock.</summary>
    public readonly void Run()
    {
        foreach (Action callback in _callbacks ?? [])
        {
            callback();
        }
    }
}
