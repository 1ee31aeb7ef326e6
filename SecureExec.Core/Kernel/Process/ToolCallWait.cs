namespace SecureExec.Kernel;

/// <summary>A thread's wait for the end of a call of a host function. Thread-safe.</summary>
internal sealed class ToolCallWait
{
    private readonly Lock _lock = new();
    private HostToolReply? _reply;
    private Action? _wake;

    /// <summary>How the call ended; null while it goes on.</summary>
    public HostToolReply? Reply
    {
        get
        {
            lock (_lock)
            {
                return _reply;
            }
        }
    }

    /// <summary>The call has ended.</summary>
    public void End(HostToolReply reply)
    {
        Action? wake;
        lock (_lock)
        {
            _reply = reply;
            wake = _wake;
        }

        wake?.Invoke();
    }

    /// <summary>Runs <paramref name="wake"/> at the end. False, and nothing is kept, when that has come.</summary>
    public bool Notify(Action wake)
    {
        lock (_lock)
        {
            _wake = _reply is null ? wake : null;
            return _reply is null;
        }
    }

    /// <summary>Forgets it.</summary>
    public void CancelNotify(Action wake)
    {
        lock (_lock)
        {
            _wake = null;
        }
    }
}
