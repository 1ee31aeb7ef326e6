using System.Collections.Concurrent;

namespace SecureExec.AttackWorker;

/// <summary>A thread that does what others ask of it.</summary>
internal sealed class AttackThread
{
    private readonly BlockingCollection<Action> _work = [];

    /// <summary>Serves on the calling thread, for good.</summary>
    internal void Serve()
    {
        foreach (Action work in _work.GetConsumingEnumerable()) work();
    }

    /// <summary>Does it there and waits for it.</summary>
    internal void Do(Action work)
    {
        using var done = new ManualResetEventSlim();
        _work.Add(() =>
        {
            work();
            done.Set();
        });
        done.Wait();
    }
}
