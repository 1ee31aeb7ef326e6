using System.Net;
using System.Net.Sockets;
using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Protocol;

namespace SecureExec.Broker.Egress;

/// <summary>
/// One UDP socket to the outside. It hears only from places it has sent to, so that nobody reaches a guest by the host's port. What the worker does not take in time is
/// lost, as UDP may. No method blocks.
/// </summary>
internal sealed class EgressDatagramSocket : IDisposable
{
    private const int MaxPeers = 1024;
    private const int MaxDatagram = 65_507;

    private readonly int _id;
    private readonly bool _isV6;
    private readonly EgressMeter _meter;
    private readonly Action<HostMessage> _send;
    private readonly Socket _socket;
    private readonly Lock _lock = new();
    private readonly HashSet<IpEndpoint> _peers = [];
    private readonly Queue<IpEndpoint> _peersByAge = [];
    private int _credit = ProtocolLimits.EgressWindowBytes;

    /// <exception cref="SocketException">The host has none.</exception>
    internal EgressDatagramSocket(int id, bool isV6, EgressMeter meter, Action<HostMessage> send)
    {
        _id = id;
        _isV6 = isV6;
        _meter = meter;
        _send = send;
        _socket = new Socket(isV6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        try
        {
            // A guest's IPv6 socket also speaks to IPv4 addresses.
            if (isV6) _socket.DualMode = true;
            _socket.Bind(new IPEndPoint(isV6 ? IPAddress.IPv6Any : IPAddress.Any, 0));
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether it has sent to this place before.</summary>
    internal bool Knows(IpEndpoint place)
    {
        lock (_lock) return _peers.Contains(place);
    }

    /// <summary>Sends a datagram to the address that was checked. What the host cannot take now is lost.</summary>
    internal void Send(CheckedEndpoint to, ReadOnlySpan<byte> data)
    {
        if (!_meter.TryPace(data.Length) || !_meter.TryCharge(data.Length)) return;
        lock (_lock)
        {
            if (_peers.Add(to.Endpoint))
            {
                _peersByAge.Enqueue(to.Endpoint);
                if (_peersByAge.Count > MaxPeers) _peers.Remove(_peersByAge.Dequeue());
            }
        }
        IpAddress address = _isV6 ? to.Endpoint.Address.Mapped : to.Endpoint.Address;
        try
        {
            _socket.SendTo(data, new IPEndPoint(new IPAddress(address.ToBytes()), to.Endpoint.Port));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Lost, as datagrams may be.
        }
    }

    /// <summary>The worker has taken datagrams.</summary>
    /// <exception cref="ProtocolException">More than it was sent.</exception>
    internal void AddCredit(int bytes)
    {
        if (bytes <= 0 || Interlocked.Add(ref _credit, bytes) > ProtocolLimits.EgressWindowBytes) throw new ProtocolException("Credit for datagrams exceeds its window.");
    }

    /// <summary>Passes on what comes until it is disposed.</summary>
    internal async Task RunAsync()
    {
        var buffer = new byte[MaxDatagram];
        var any = new IPEndPoint(_isV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        while (true)
        {
            try
            {
                SocketReceiveFromResult received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, any).ConfigureAwait(false);
                Pass((IPEndPoint)received.RemoteEndPoint, buffer.AsSpan(0, received.ReceivedBytes));
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionRefused or SocketError.MessageSize)
            {
                // About one datagram, not about the socket.
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private void Pass(IPEndPoint from, ReadOnlySpan<byte> data)
    {
        var place = new IpEndpoint(IpAddress.FromBytes(from.Address.GetAddressBytes()).Unmapped, (ushort)from.Port);
        if (!Knows(place) || !_meter.TryPace(data.Length) || !_meter.TryCharge(data.Length)) return;
        int charge = ProtocolLimits.Charge(data.Length);
        if (Interlocked.Add(ref _credit, -charge) < 0)
        {
            Interlocked.Add(ref _credit, charge);
            return;
        }
        _send(new EgressDatagramMessage(_id, place, data.ToArray()));
    }
}
