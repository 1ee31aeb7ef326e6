namespace SecureExec.Pool;

/// <summary>
/// The one thread that looks at all workers of this process. It is no timer of the thread pool: those come late when the application keeps the
/// pool's threads busy, and limits have to hold then, too. It waits without a time while there is no worker.
/// Lock: <c>s_gate</c> guards the list; no guard's lock is taken under it.
/// </summary>
internal static class GuardThread
{
    private static readonly TimeSpan s_busyInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_idleInterval = TimeSpan.FromSeconds(1);
    private static readonly object s_gate = new();
    private static readonly HashSet<WorkerGuard> s_guards = [];
    private static bool s_started;

    /// <summary>Looks at the worker of this guard from now on.</summary>
    internal static void Add(WorkerGuard guard)
    {
        lock (s_gate)
        {
            s_guards.Add(guard);
            if (!s_started) new Thread(Run, 256 * 1024) { IsBackground = true, Name = "secureexec guard" }.Start();
            s_started = true;
            Monitor.Pulse(s_gate);
        }
    }

    /// <summary>Looks at it no more; a look that is under way may still end after this.</summary>
    internal static void Remove(WorkerGuard guard)
    {
        lock (s_gate) s_guards.Remove(guard);
    }

    /// <summary>A guard has become busy: the time until the next look is the short one.</summary>
    internal static void Hurry()
    {
        lock (s_gate) Monitor.Pulse(s_gate);
    }

    private static void Run()
    {
        while (true)
        {
            WorkerGuard[] guards;
            lock (s_gate)
            {
                Monitor.Wait(s_gate, s_guards.Count == 0 ? Timeout.InfiniteTimeSpan : s_guards.Any(guard => guard.IsBusy) ? s_busyInterval : s_idleInterval);
                guards = [.. s_guards];
            }
            foreach (WorkerGuard guard in guards) guard.Look();
        }
    }
}
