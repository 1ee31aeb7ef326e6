using System.Collections.Concurrent;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// The threads on which all guest processes of a worker have work done beside their own, as libuv's pool: few, made when first used, fed in order.
/// </summary>
internal static class WorkThreads
{
    /// <summary>As many as libuv makes.</summary>
    public const int Count = 4;

    private const int StackBytes = 1 << 20;

    private static readonly BlockingCollection<Action> Queue = [];
    private static int s_waiting, s_made;

    /// <summary>Queues work; it must not throw. Any thread.</summary>
    public static void Run(Action work)
    {
        Queue.Add(work);
        if (Volatile.Read(ref s_waiting) >= Queue.Count || Volatile.Read(ref s_made) >= Count)
            return;
        if (Interlocked.Increment(ref s_made) <= Count)
            new Thread(Serve, StackBytes) { IsBackground = true, Name = "work" }.Start();
        else
            Interlocked.Decrement(ref s_made);
    }

    private static void Serve()
    {
        while (true)
        {
            Interlocked.Increment(ref s_waiting);
            var work = Queue.Take();
            Interlocked.Decrement(ref s_waiting);
            work();
        }
    }
}
