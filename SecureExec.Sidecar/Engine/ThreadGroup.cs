using SecureExec.Sidecar.Bindings;

namespace SecureExec.Sidecar.Engine;

/// <summary>What all threads of one guest process share on the V8 side. Safe from any thread.</summary>
internal sealed class ThreadGroup(GuestThread main)
{
    private int _lastThreadId;

    /// <summary>The thread that the process began with.</summary>
    public GuestThread Main { get; } = main;

    /// <summary>Its broadcast channels.</summary>
    public BroadcastGroups Broadcasts { get; } = new();

    /// <summary>Its Web Locks.</summary>
    public LockTable Locks { get; } = new(LocksBinding.Wake);

    /// <summary>The process's time origin as the main thread has it: monotonic nanoseconds, and microseconds since 1970. Set before there are other threads.</summary>
    public (double Monotonic, double Timestamp)? Origin { get; set; }

    /// <summary>Whether there ever was a thread beside the main one.</summary>
    public bool HasWorkers => Volatile.Read(ref _lastThreadId) > 0;

    /// <summary>A number for a further thread: Node's <c>threadId</c>, which the main thread has as 0.</summary>
    public int NextThreadId() => Interlocked.Increment(ref _lastThreadId);
}
