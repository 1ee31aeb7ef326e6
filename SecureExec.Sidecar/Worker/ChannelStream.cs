using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Net;
using SecureExec.Protocol;

namespace SecureExec.Sidecar.Worker;

/// <summary>The worker's end of one connection to the outside.</summary>
internal sealed class ChannelStream(int id, Action<WorkerMessage> send, IEgressStreamEvents events, bool isV6, Action forget) : IEgressStream
{
    private readonly Lock _lock = new();
    private int _credit = ProtocolLimits.EgressWindowBytes;
    private bool _blocked;
    private bool _over;

    /// <inheritdoc/>
    public int Write(ReadOnlySpan<byte> data)
    {
        lock (_lock)
        {
            int taken = 0;
            while (!_over && taken < data.Length)
            {
                int piece = Math.Min(Math.Min(data.Length - taken, ProtocolLimits.EgressChunkBytes), _credit - ProtocolLimits.ChunkOverheadBytes);
                if (piece <= 0) break;
                _credit -= ProtocolLimits.Charge(piece);
                send(new EgressDataMessage(id, data.Slice(taken, piece).ToArray()));
                taken += piece;
            }
            _blocked = taken < data.Length;
            return taken;
        }
    }

    /// <inheritdoc/>
    public void ShutdownWrite() => Send(new EgressShutdownMessage(id));

    /// <inheritdoc/>
    public void Consumed(int bytes)
    {
        if (bytes > 0) Send(new EgressCreditMessage(id, bytes));
    }

    /// <inheritdoc/>
    public void Close(bool reset)
    {
        lock (_lock)
        {
            if (_over) return;
            _over = true;
            forget();
            send(new EgressCloseMessage(id, reset));
        }
    }

    internal void OnOpened(ushort port) => events.Connected(new IpEndpoint(isV6 ? ChannelEgress.OwnV6 : ChannelEgress.OwnV4, port));

    internal void OnFailed(Errno error, string? reason)
    {
        lock (_lock)
        {
            if (_over) return;
            _over = true;
        }
        events.Failed(error, reason);
    }

    internal void OnReceived(ReadOnlySpan<byte> data) => events.Received(data);

    internal void OnEnded() => events.Ended();

    internal void OnRoom(int bytes)
    {
        lock (_lock)
        {
            _credit += bytes;
            if (!_blocked || _credit <= ProtocolLimits.ChunkOverheadBytes) return;
            _blocked = false;
        }
        events.Writable();
    }

    private void Send(WorkerMessage message)
    {
        lock (_lock)
        {
            if (!_over) send(message);
        }
    }
}
