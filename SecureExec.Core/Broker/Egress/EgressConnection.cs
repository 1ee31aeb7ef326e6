using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Protocol;

namespace SecureExec.Broker.Egress;

/// <summary>
/// One TCP connection to the outside. What the worker has sent waits here within its window, what comes is sent to it within the window it gave.
/// Messages arrive on the channel's thread; no method blocks.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The source is asked to cancel from other threads whenever they like; without a wait handle there is nothing to let go of.")]
internal sealed class EgressConnection
{
    /// <summary>How long what was written may take to leave after the guest has closed.</summary>
    private static readonly TimeSpan s_linger = TimeSpan.FromSeconds(30);

    private readonly int _id;
    private readonly Action<HostMessage> _send;
    private readonly EgressMeter _meter;
    private readonly TimeSpan _connectTimeout;
    private readonly int _window;
    private readonly CancellationTokenSource _over = new();
    private readonly Channel<ReadOnlyMemory<byte>> _outgoing = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly SemaphoreSlim _room = new(0);
    private int _credit;
    private int _queued;
    private volatile bool _closed;
    private volatile bool _reset;
    private volatile bool _written;
    private volatile bool _connected;

    /// <param name="id">What the channel calls it.</param>
    /// <param name="window">Bytes that the worker takes before it gives credit.</param>
    /// <param name="connectTimeout">How long it may take to stand.</param>
    /// <param name="meter">Counts its bytes.</param>
    /// <param name="send">Sends a message; does not block or throw.</param>
    internal EgressConnection(int id, int window, TimeSpan connectTimeout, EgressMeter meter, Action<HostMessage> send)
    {
        _id = id;
        _window = _credit = window;
        _connectTimeout = connectTimeout;
        _meter = meter;
        _send = send;
    }

    /// <summary>Takes bytes of the guest.</summary>
    /// <exception cref="ProtocolException">They exceed the window.</exception>
    internal void Write(ReadOnlyMemory<byte> data)
    {
        if (Interlocked.Add(ref _queued, ProtocolLimits.Charge(data.Length)) > ProtocolLimits.EgressWindowBytes) throw new ProtocolException("Data for a connection to the outside exceeds its window.");
        _outgoing.Writer.TryWrite(data);
    }

    /// <summary>The guest has read.</summary>
    /// <exception cref="ProtocolException">More than it was sent.</exception>
    internal void AddCredit(int bytes)
    {
        if (bytes <= 0 || Interlocked.Add(ref _credit, bytes) > _window) throw new ProtocolException("Credit for a connection to the outside exceeds its window.");
        if (_room.CurrentCount == 0) _room.Release();
    }

    /// <summary>The guest writes no more.</summary>
    internal void ShutdownWrite() => _outgoing.Writer.TryComplete();

    /// <summary>The guest has closed. Without <paramref name="reset"/> what it wrote still leaves.</summary>
    internal void Close(bool reset)
    {
        _closed = true;
        _reset |= reset;
        _outgoing.Writer.TryComplete();
        // Not here: what waits on the token would run on the channel's thread.
        if (reset || _written || !_connected) ThreadPool.UnsafeQueueUserWorkItem(static over => over.Cancel(), _over, preferLocal: false);
        else _over.CancelAfter(s_linger);
    }

    /// <summary>Connects to the address that was checked and carries bytes until both sides have ended or the guest has closed.</summary>
    internal async Task RunAsync(CheckedEndpoint to)
    {
        IpAddress address = to.Endpoint.Address;
        var socket = new Socket(address.IsV6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            Errno error = await ConnectAsync(socket, new IPEndPoint(new IPAddress(address.ToBytes()), to.Endpoint.Port)).ConfigureAwait(false);
            if (error == Errno.Success) error = await CarryAsync(socket).ConfigureAwait(false);
            if (error != Errno.Success && !_closed) _send(new EgressFailedMessage(_id, error, null));
        }
        finally
        {
            if (_reset) socket.LingerState = new LingerOption(true, 0);
            socket.Dispose();
        }
    }

    private async Task<Errno> ConnectAsync(Socket socket, IPEndPoint to)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
        timeout.CancelAfter(_connectTimeout);
        try
        {
            await socket.ConnectAsync(to, timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return Errno.ETIMEDOUT;
        }
        catch (SocketException exception)
        {
            return SocketErrors.ToErrno(exception);
        }
        _connected = true;
        if (!_closed) _send(new EgressOpenedMessage(_id, (ushort)((IPEndPoint)socket.LocalEndPoint!).Port));
        return Errno.Success;
    }

    private async Task<Errno> CarryAsync(Socket socket)
    {
        Task<Errno> writing = WriteAsync(socket);
        Task<Errno> reading = ReadAsync(socket);
        Task<Errno> first = await Task.WhenAny(writing, reading).ConfigureAwait(false);
        Errno error = await first.ConfigureAwait(false);
        // A side that failed ends the other one; a side that came to its end does not.
        if (error != Errno.Success) await _over.CancelAsync().ConfigureAwait(false);
        Errno other = await (first == writing ? reading : writing).ConfigureAwait(false);
        return error != Errno.Success ? error : other;
    }

    private async Task<Errno> WriteAsync(Socket socket)
    {
        try
        {
            await foreach (ReadOnlyMemory<byte> data in _outgoing.Reader.ReadAllAsync(_over.Token).ConfigureAwait(false))
            {
                if (!_meter.TryCharge(data.Length)) return Errno.ENOBUFS;
                await _meter.PaceAsync(data.Length, _over.Token).ConfigureAwait(false);
                for (ReadOnlyMemory<byte> rest = data; !rest.IsEmpty;) rest = rest[await socket.SendAsync(rest, _over.Token).ConfigureAwait(false)..];
                int charge = ProtocolLimits.Charge(data.Length);
                Interlocked.Add(ref _queued, -charge);
                if (!_closed) _send(new EgressRoomMessage(_id, charge));
            }
            // A reset must be the first that the other side hears of the end.
            if (!_reset) socket.Shutdown(SocketShutdown.Send);
            _written = true;
            // Nobody reads any more: what still comes is answered by the host's kernel.
            if (_closed) await _over.CancelAsync().ConfigureAwait(false);
            return Errno.Success;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            return exception is SocketException ? SocketErrors.ToErrno(exception) : Errno.ECONNABORTED;
        }
    }

    private async Task<Errno> ReadAsync(Socket socket)
    {
        try
        {
            var buffer = new byte[Math.Min(_window, ProtocolLimits.EgressChunkBytes)];
            while (true)
            {
                while (Volatile.Read(ref _credit) == 0) await _room.WaitAsync(_over.Token).ConfigureAwait(false);
                int most = Math.Min(Volatile.Read(ref _credit), buffer.Length);
                int count = await socket.ReceiveAsync(buffer.AsMemory(0, most), _over.Token).ConfigureAwait(false);
                if (count == 0)
                {
                    if (!_closed) _send(new EgressEndedMessage(_id));
                    return Errno.Success;
                }
                if (!_meter.TryCharge(count)) return Errno.ENOBUFS;
                Interlocked.Add(ref _credit, -count);
                if (!_closed) _send(new EgressReceivedMessage(_id, buffer.AsSpan(0, count).ToArray()));
                await _meter.PaceAsync(count, _over.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            return exception is SocketException ? SocketErrors.ToErrno(exception) : Errno.ECONNABORTED;
        }
    }
}
