using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace SecureExec.Sidecar.Worker;

/// <summary>Does, in order and on a thread of its own, what may block and therefore not be done where the channel is read: file operations can wait for the broker, whose answers come on that channel.</summary>
internal sealed class ControlThread
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Action<Exception> _onFault;

    /// <summary>Starts the thread.</summary>
    /// <param name="onFault">Told of an exception, which ends the thread.</param>
    internal ControlThread(Action<Exception> onFault)
    {
        _onFault = onFault;
        var thread = new Thread(Run) { IsBackground = true, Name = "control" };
        thread.Start();
    }

    internal void Post(Action work) => _work.Add(work);

    [SuppressMessage("Design", "CA1031", Justification = "The thread's outermost frame: any fault ends the worker.")]
    private void Run()
    {
        try
        {
            foreach (Action work in _work.GetConsumingEnumerable()) work();
        }
        catch (Exception exception)
        {
            _onFault(exception);
        }
    }
}
