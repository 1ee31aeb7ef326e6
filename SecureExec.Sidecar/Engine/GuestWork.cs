namespace SecureExec.Sidecar.Engine;

/// <summary>
/// Work of one guest process on other threads (<see cref="WorkThreads"/>): its CPU time is the process's, a process that ends cancels it, and until it is done the event
/// loop stays alive.
/// </summary>
internal sealed class GuestWork(EventLoop loop)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<object, ThreadClock> _running = [];
    private TimeSpan _past;

    /// <summary>Whether the process is over: long work looks at it and stops. Any thread.</summary>
    public bool IsCancelled => loop.Stopped;

    /// <summary>CPU time of the work so far, what runs now included. Any thread.</summary>
    public TimeSpan Cpu
    {
        get
        {
            lock (_lock)
                return _running.Values.Aggregate(_past, (sum, clock) => sum + clock.Elapsed);
        }
    }

    /// <summary>Has work done elsewhere, then <paramref name="done"/> on the loop's thread. Work that throws is the engine's fault: the process is told so by <paramref name="done"/>'s argument.</summary>
    public void Run(Action work, Action<Exception?> done)
    {
        loop.Ref();
        WorkThreads.Run(() =>
        {
            var fault = IsCancelled ? null : Measure(work);
            // A loop that has stopped may be gone already.
            if (IsCancelled)
                return;
            loop.Post(() =>
            {
                loop.Unref();
                done(fault);
            });
        });
    }

    private Exception? Measure(Action work)
    {
        var (key, clock) = (new object(), ThreadClock.OfThisThread());
        lock (_lock)
            _running[key] = clock;
        try
        {
            work();
            return null;
        }
        catch (Exception fault)
        {
            return fault;
        }
        finally
        {
            lock (_lock)
            {
                _past += clock.Elapsed;
                _running.Remove(key);
            }
        }
    }
}
