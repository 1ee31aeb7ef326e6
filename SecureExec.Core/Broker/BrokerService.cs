using System.Diagnostics.CodeAnalysis;
using SecureExec.Abi;
using SecureExec.Protocol;

namespace SecureExec.Broker;

/// <summary>Takes a worker's requests off the channel's thread, serves each on the thread pool and sends the answers. Owns the broker. What one worker may have under way is bounded.</summary>
internal sealed class BrokerService : IAsyncDisposable
{
    /// <summary>Requests one worker may have under way: every guest process can wait for one at a time.</summary>
    internal const int MaxPending = ProtocolLimits.MaxPendingRequests;

    private readonly HostMountBroker _broker;
    private readonly Action<int, FileResult> _reply;
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pending;
    private bool _disposed;

    internal BrokerService(HostMountBroker broker, Action<int, FileResult> reply)
    {
        _broker = broker;
        _reply = reply;
    }

    /// <summary>Queues a request.</summary>
    /// <exception cref="ProtocolException">The worker has too many under way.</exception>
    internal void Serve(BrokerRequestMessage request)
    {
        lock (_lock)
        {
            if (_disposed) return;
            if (_pending >= MaxPending) throw new ProtocolException($"More than {MaxPending} broker requests are under way.");
            _pending++;
        }
        ThreadPool.UnsafeQueueUserWorkItem(static state => state.Service.Answer(state.Request), (Service: this, Request: request), preferLocal: false);
    }

    /// <summary>Waits for what is under way, then closes the mounts.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _disposed = true;
            if (_pending == 0) _idle.TrySetResult();
        }
        await _idle.Task.ConfigureAwait(false);
        _broker.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "A fault in one request is answered with EIO and must not end the application.")]
    private void Answer(BrokerRequestMessage request)
    {
        FileResult result;
        try
        {
            result = _broker.Serve(request.MountId, request.Call);
        }
        catch (Exception)
        {
            result = new FileResult(Errno.EIO);
        }
        _reply(request.Id, result);
        lock (_lock)
        {
            _pending--;
            if (_disposed && _pending == 0) _idle.TrySetResult();
        }
    }
}
