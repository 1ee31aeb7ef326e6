using System.Collections.Concurrent;
using System.Net.Sockets;
using SecureExec.Abi;
using SecureExec.Pool;
using SecureExec.Protocol;

namespace SecureExec.Sessions;

/// <summary>
/// The host's connections into one boot of a VM. Messages of the worker arrive on the channel's thread and are hostile: what exceeds its window breaks the protocol.
/// </summary>
internal sealed class GuestConnections(Action<HostMessage> send)
{
    private readonly ConcurrentDictionary<int, GuestConnection> _open = new();
    private WorkerEnd? _end;
    private int _lastId;

    /// <summary>Connects to a TCP port of the VM's loopback interface.</summary>
    /// <exception cref="SocketException">Nothing listens there (ConnectionRefused), or the VM has too many sockets or connections.</exception>
    /// <exception cref="WorkerCrashedException">The worker is gone.</exception>
    internal async Task<GuestConnection> ConnectAsync(ushort port, CancellationToken cancellationToken)
    {
        int id = Interlocked.Increment(ref _lastId);
        var connection = new GuestConnection(id, send, () => _open.TryRemove(id, out _));
        _open[id] = connection;
        send(new IngressConnectMessage(id, port, ProtocolLimits.IngressWindowBytes));
        if (Volatile.Read(ref _end) is { } end) connection.Fail(end.ToException());
        try
        {
            await connection.Opened.WaitAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    internal void On(IngressOpenedMessage message) => Find(message.Id)?.OnOpened();

    internal void On(IngressFailedMessage message)
    {
        if (_open.TryRemove(message.Id, out GuestConnection? connection)) connection.Fail(new SocketException((int)ToSocketError(message.Error)));
    }

    internal void On(IngressReceivedMessage message) => Find(message.Id)?.OnReceived(message.Data.Span);

    internal void On(IngressEndedMessage message) => Find(message.Id)?.OnEnded();

    internal void On(IngressRoomMessage message) => Find(message.Id)?.OnRoom(message.Bytes);

    /// <summary>The worker is gone, and all connections with it.</summary>
    internal void Fail(WorkerEnd end)
    {
        Volatile.Write(ref _end, end);
        foreach (GuestConnection connection in _open.Values) connection.Fail(end.ToException());
    }

    private static SocketError ToSocketError(Errno error) => error switch
    {
        Errno.ECONNREFUSED => SocketError.ConnectionRefused,
        Errno.ECONNRESET or Errno.EPIPE => SocketError.ConnectionReset,
        Errno.EAGAIN or Errno.ENFILE => SocketError.TooManyOpenSockets,
        _ => SocketError.SocketError,
    };

    // What comes for a connection that the host has just closed is late, not wrong.
    private GuestConnection? Find(int id) => _open.GetValueOrDefault(id);
}
