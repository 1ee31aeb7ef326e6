using System.Diagnostics;

namespace SecureExec.Core.Tests.Pool;

/// <summary>An application that blocks threads of the pool. Tests that use it run when no other does.</summary>
[CollectionDefinition(Alone, DisableParallelization = true)]
public sealed class ThreadPoolHog
{
    internal const string Alone = "thread pool hog";

    /// <summary>Keeps the pool without a free thread for so long, the ones it adds meanwhile included.</summary>
    internal static void HoldAllThreads(TimeSpan time)
    {
        const int threadsAddedPerSecond = 4;
        long start = Stopwatch.GetTimestamp();
        int items = ThreadPool.ThreadCount + Environment.ProcessorCount + (int)(time.TotalSeconds * threadsAddedPerSecond);
        using var held = new CountdownEvent(items);
        for (int i = 0; i < items; i++)
        {
            ThreadPool.QueueUserWorkItem(_ =>
            {
                using var never = new ManualResetEventSlim();
                TimeSpan left = time - Stopwatch.GetElapsedTime(start);
                if (left > TimeSpan.Zero) never.Wait(left);
                held.Signal();
            });
        }
        held.Wait();
    }
}
