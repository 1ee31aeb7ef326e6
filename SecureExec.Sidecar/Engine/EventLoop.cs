using System.Collections.Concurrent;
using System.Diagnostics;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// A guest process's event loop, with libuv's phases: timers, completions of operations, immediates.
/// Runs on the guest's thread; <see cref="Post"/> may be called from any thread.
/// </summary>
internal sealed class EventLoop : IDisposable
{
    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly ManualResetEventSlim _wake = new(false, 0);
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _pending;

    /// <summary>Operations in flight and referenced handles: the loop stays alive while there are some.</summary>
    public int Pending => _pending;

    /// <summary>When the one timer that Node's timer list asks for is due, in loop milliseconds; negative: none.</summary>
    public double TimerDue { get; set; } = -1;

    /// <summary>Whether that timer keeps the loop alive.</summary>
    public bool TimerReferenced { get; set; } = true;

    /// <summary>Set when the guest process must stop now: the loop does not turn again.</summary>
    public volatile bool Stopped;

    /// <summary>Milliseconds since the loop was made, fractional.</summary>
    public double NowExact => Stopwatch.GetElapsedTime(_start).TotalMilliseconds;

    /// <summary>Milliseconds since the loop was made, whole, as libuv's cached time.</summary>
    public long Now => (long)NowExact;

    /// <summary>The loop's time origin, in <see cref="Stopwatch"/> ticks.</summary>
    public long Origin => _start;

    /// <summary>Counts an operation or a referenced handle in.</summary>
    public void Ref() => Interlocked.Increment(ref _pending);

    /// <summary>Counts it out; any thread.</summary>
    public void Unref() => Interlocked.Decrement(ref _pending);

    /// <summary>Queues work for the loop's thread (poll phase) and wakes it; any thread.</summary>
    public void Post(Action action)
    {
        _posted.Enqueue(action);
        _wake.Set();
    }

    /// <summary>Wakes a waiting loop; any thread.</summary>
    public void Wake() => _wake.Set();

    /// <summary>Whether work waits in the queue.</summary>
    public bool HasPosted => !_posted.IsEmpty;

    /// <summary>Runs the work that is queued now; what it queues in turn runs on the next turn.</summary>
    public void RunPosted(Action<Action> run)
    {
        for (var n = _posted.Count; n > 0 && !Stopped && _posted.TryDequeue(out var action); n--)
            run(action);
    }

    /// <summary>Blocks until something is posted, the timer is due or <paramref name="deadline"/> passes. The isolate must not be held.</summary>
    public void Wait(double? deadline)
    {
        if (deadline is { } due)
        {
            var milliseconds = Math.Ceiling(due - NowExact);
            if (milliseconds > 0)
                _wake.Wait((int)Math.Min(milliseconds, int.MaxValue));
        }
        else
        {
            _wake.Wait();
        }
    }

    /// <summary>Forgets earlier wake-ups; call before looking at the queue.</summary>
    public void ResetWake() => _wake.Reset();

    public void Dispose() => _wake.Dispose();
}
