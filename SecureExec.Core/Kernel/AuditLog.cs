namespace SecureExec.Kernel;

/// <summary>The last denials, in a ring of fixed size.</summary>
internal sealed class AuditLog
{
    private const int MaxResourceLength = 4096;

    private readonly Lock _lock = new();
    private readonly Queue<AuditEvent> _events = new();
    private readonly int _capacity;
    private readonly TimeProvider _clock;
    private readonly Action<AuditEvent>? _observer;
    private long _total;

    /// <summary>Makes an empty log.</summary>
    public AuditLog(int capacity, TimeProvider clock, Action<AuditEvent>? observer)
    {
        _capacity = capacity;
        _clock = clock;
        _observer = observer;
    }

    /// <summary>Denials noted so far, dropped ones included.</summary>
    public long Total => Volatile.Read(ref _total);

    /// <summary>What is kept, oldest first.</summary>
    public IReadOnlyList<AuditEvent> Snapshot()
    {
        lock (_lock)
        {
            return [.. _events];
        }
    }

    /// <summary>Notes a denial and tells the observer.</summary>
    public void Add(PermissionScope scope, string operation, string resource, int pid)
    {
        string shown = resource.Length > MaxResourceLength ? resource[..MaxResourceLength] : resource;
        var denied = new AuditEvent(scope, operation, shown, pid, _clock.GetUtcNow());
        lock (_lock)
        {
            _total++;
            if (_events.Count == _capacity)
            {
                _events.Dequeue();
            }

            _events.Enqueue(denied);
        }

        _observer?.Invoke(denied);
    }
}
