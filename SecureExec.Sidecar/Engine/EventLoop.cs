using System.Collections.Concurrent;
using System.Diagnostics;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// A guest process's event loop, with libuv's phases: timers, completions of operations, immediates.
/// Runs on the guest's thread; <see cref="Post"/> may be called from any thread.
/// </summary>
internal sealed class EventLoop : IDisposable
{
    private readonly ConcurrentQueue<(Action Action, bool OneScope)> _posted = new();
    private readonly ConcurrentQueue<Action> _unreferenced = new();
    private readonly Queue<Action> _immediates = new();
    private readonly ManualResetEventSlim _wake = new(false, 0);
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly List<LoopTimer> _timers = [];
    private int _pending;
    private long _idleTicks, _waitingSince; // 0: does not wait

    /// <summary>Operations in flight and referenced handles: the loop stays alive while there are some.</summary>
    public int Pending => _pending;

    /// <summary>When the one timer that Node's timer list asks for is due, in loop milliseconds; negative: none.</summary>
    public double TimerDue { get; set; } = -1;

    /// <summary>Whether that timer keeps the loop alive.</summary>
    public bool TimerReferenced { get; set; } = true;

    /// <summary>How long the loop has waited so far, the wait that goes on included; any thread.</summary>
    public TimeSpan Idle
    {
        get
        {
            var (past, since) = (Volatile.Read(ref _idleTicks), Volatile.Read(ref _waitingSince));
            return Stopwatch.GetElapsedTime(0, past + (since == 0 ? 0 : Stopwatch.GetTimestamp() - since));
        }
    }

    /// <summary>Turns of the loop, pieces of posted work it ran, and how many of those were there when it looked: as <c>uv_metrics_t</c>.</summary>
    public (long Turns, long Events, long Waiting) Metrics { get; private set; }

    /// <summary>Whether a timer of native code keeps the loop alive.</summary>
    public bool HasReferencedTimer => _timers.Exists(timer => timer.Referenced);

    /// <summary>When the loop must wake by itself: the earliest timer; null: only when something is posted.</summary>
    public double? NextDue
    {
        get
        {
            double? due = TimerDue >= 0 ? TimerDue : null;
            foreach (var timer in _timers)
                due = due is { } earlier ? Math.Min(earlier, timer.Due) : timer.Due;
            return due;
        }
    }

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
        _posted.Enqueue((action, true));
        _wake.Set();
    }

    /// <summary>As <see cref="Post"/>, for work that calls the guest several times, as libuv's streams do: next ticks run after each call, not after all; any thread.</summary>
    public void PostCalls(Action action)
    {
        _posted.Enqueue((action, false));
        _wake.Set();
    }

    /// <summary>As <see cref="Post"/>, for work that is not worth staying alive for; any thread.</summary>
    public void PostUnreferenced(Action action)
    {
        _unreferenced.Enqueue(action);
        _wake.Set();
    }

    /// <summary>Queues work for the check phase of this turn, before JavaScript's immediates (<c>SetImmediate</c> of Node's own code). Loop's thread.</summary>
    public void PostImmediate(Action action) => _immediates.Enqueue(action);

    /// <summary>Whether work waits for the check phase.</summary>
    public bool HasImmediates => _immediates.Count > 0;

    /// <summary>Runs the work that waits for the check phase; what it queues in turn runs on the next turn.</summary>
    public void RunImmediates(Action<Action> run)
    {
        for (var n = _immediates.Count; n > 0 && !Stopped; n--)
            run(_immediates.Dequeue());
    }

    /// <summary>Wakes a waiting loop; any thread.</summary>
    public void Wake() => _wake.Set();

    /// <summary>Whether work waits in the queue that keeps the loop alive.</summary>
    public bool HasPosted => !_posted.IsEmpty;

    /// <summary>Counts a turn.</summary>
    public void BeginTurn() => Metrics = Metrics with { Turns = Metrics.Turns + 1 };

    /// <summary>Runs the native timers that are due.</summary>
    public void RunTimers(Action<Action> run)
    {
        if (_timers.Count == 0)
            return;
        foreach (var timer in _timers.ToArray())
        {
            if (!Stopped && timer.Due <= Now && _timers.Contains(timer))
                run(timer.Fire);
        }
    }

    /// <summary>Runs the work that is queued now; what it queues in turn runs on the next turn.</summary>
    /// <param name="run">Runs work in one callback scope.</param>
    /// <param name="runCalls">Runs work of <see cref="PostCalls"/>.</param>
    public void RunPosted(Action<Action> run, Action<Action> runCalls)
    {
        var n = _posted.Count;
        Metrics = Metrics with { Waiting = Metrics.Waiting + n };
        for (; n > 0 && !Stopped && _posted.TryDequeue(out var posted); n--)
        {
            Metrics = Metrics with { Events = Metrics.Events + 1 };
            (posted.OneScope ? run : runCalls)(posted.Action);
        }
        for (n = _unreferenced.Count; n > 0 && !Stopped && _unreferenced.TryDequeue(out var action); n--)
            run(action);
    }

    /// <summary>Blocks until something is posted, the timer is due or <paramref name="deadline"/> passes. The isolate must not be held.</summary>
    public void Wait(double? deadline)
    {
        var before = Stopwatch.GetTimestamp();
        Volatile.Write(ref _waitingSince, before);
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
        Volatile.Write(ref _waitingSince, 0);
        Volatile.Write(ref _idleTicks, _idleTicks + Stopwatch.GetTimestamp() - before);
    }

    /// <summary>For <see cref="LoopTimer"/> only.</summary>
    internal void Add(LoopTimer timer) => _timers.Add(timer);

    /// <summary>For <see cref="LoopTimer"/> only.</summary>
    internal void Remove(LoopTimer timer) => _timers.Remove(timer);

    /// <summary>Forgets earlier wake-ups; call before looking at the queue.</summary>
    public void ResetWake() => _wake.Reset();

    public void Dispose() => _wake.Dispose();
}
