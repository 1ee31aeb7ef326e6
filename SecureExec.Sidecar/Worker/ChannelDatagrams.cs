using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Net;
using SecureExec.Protocol;

namespace SecureExec.Sidecar.Worker;

/// <summary>The worker's end of one UDP socket to the outside.</summary>
internal sealed class ChannelDatagrams(int id, Action<WorkerMessage> send, IEgressDatagramEvents events, Action forget) : IEgressDatagrams
{
    private const int MaxDatagram = 65_507;

    private readonly Lock _lock = new();
    private Errno _error;
    private bool _over;

    /// <inheritdoc/>
    public SysResult<Unit> Send(IpEndpoint to, ReadOnlySpan<byte> data)
    {
        if (data.Length > MaxDatagram) return Errno.EMSGSIZE;
        lock (_lock)
        {
            if (_error != Errno.Success) return _error;
            if (!_over) send(new EgressDatagramSendMessage(id, to, data.ToArray()));
            return SysResult.Done;
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        lock (_lock)
        {
            if (_over) return;
            _over = true;
            forget();
            send(new EgressCloseMessage(id, Reset: false));
        }
    }

    internal void OnFailed(Errno error)
    {
        lock (_lock)
        {
            _error = error;
            _over = true;
        }
    }

    internal void OnDatagram(IpEndpoint from, ReadOnlySpan<byte> data)
    {
        events.Received(from, data);
        lock (_lock)
        {
            if (!_over) send(new EgressCreditMessage(id, ProtocolLimits.Charge(data.Length)));
        }
    }
}
