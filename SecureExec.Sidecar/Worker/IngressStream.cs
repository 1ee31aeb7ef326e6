using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Net;
using SecureExec.Protocol;

namespace SecureExec.Sidecar.Worker;

/// <summary>
/// The worker's end of one connection of the host into the VM: carries bytes between the channel and a socket of the kernel, each way within its window.
/// The socket's callbacks come on any thread.
/// </summary>
internal sealed class IngressStream
{
    private readonly Lock _lock = new();
    private readonly int _id;
    private readonly TcpSocket _socket;
    private readonly Action<WorkerMessage> _send;
    private readonly Action _forget;
    private readonly Queue<ReadOnlyMemory<byte>> _outgoing = new();
    private readonly byte[] _buffer;
    private readonly int _window;
    private readonly Action _connect;
    private readonly Action _read;
    private readonly Action _write;
    private int _credit;
    private int _queued;
    private int _written;
    private bool _connected;
    private bool _reads;
    private bool _writes;
    private bool _ended;
    private bool _closing;
    private bool _over;

    /// <param name="id">What the channel calls it.</param>
    /// <param name="socket">A socket that is connected, or connects.</param>
    /// <param name="window">Bytes that the host takes before it gives credit.</param>
    /// <param name="send">Sends a message; does not block or throw.</param>
    /// <param name="forget">Called once it is over.</param>
    internal IngressStream(int id, TcpSocket socket, int window, Action<WorkerMessage> send, Action forget)
    {
        (_id, _socket, _send, _forget) = (id, socket, send, forget);
        _window = _credit = window;
        _buffer = new byte[Math.Min(window, ProtocolLimits.IngressChunkBytes)];
        (_connect, _read, _write) = (Begin, ContinueReading, ContinueWriting);
    }

    /// <summary>Waits for the connection, tells how it went, and begins to carry.</summary>
    internal void Begin()
    {
        lock (_lock)
        {
            if (_over || (_socket.IsConnecting && _socket.NotifyWritable(_connect))) return;
            if (_socket.End is null)
            {
                Errno error = _socket.TakeError();
                Fail(error == Errno.Success ? Errno.ECONNREFUSED : error);
                return;
            }
            _connected = true;
            _send(new IngressOpenedMessage(_id));
            Read();
            Write();
        }
    }

    /// <summary>Takes bytes of the host.</summary>
    /// <exception cref="ProtocolException">They exceed the window.</exception>
    internal void Write(ReadOnlyMemory<byte> data)
    {
        lock (_lock)
        {
            if (_over) return;
            _queued += ProtocolLimits.Charge(data.Length);
            if (_queued > ProtocolLimits.IngressWindowBytes) throw new ProtocolException("Data for a connection into the VM exceeds its window.");
            _outgoing.Enqueue(data);
            Write();
        }
    }

    /// <summary>The host has read.</summary>
    /// <exception cref="ProtocolException">More than it was sent.</exception>
    internal void AddCredit(int bytes)
    {
        lock (_lock)
        {
            _credit += bytes;
            if (bytes <= 0 || _credit > _window) throw new ProtocolException("Credit for a connection into the VM exceeds its window.");
            Read();
        }
    }

    /// <summary>The host has closed. Without <paramref name="reset"/> what it wrote still goes to the guest.</summary>
    internal void Close(bool reset)
    {
        lock (_lock)
        {
            _closing = true;
            if (reset || !_connected) End(reset);
            else Write();
        }
    }

    private void ContinueReading()
    {
        lock (_lock)
        {
            _reads = false;
            Read();
        }
    }

    private void ContinueWriting()
    {
        lock (_lock)
        {
            _writes = false;
            Write();
        }
    }

    private void Read()
    {
        while (_connected && !_over && !_ended && !_closing && !_reads && _credit > 0)
        {
            SysResult<int> read = _socket.Read(_buffer.AsSpan(0, Math.Min(_credit, _buffer.Length)), -1);
            if (read.Error == Errno.EAGAIN)
            {
                _reads = _socket.NotifyReadable(_read);
            }
            else if (!read.Ok)
            {
                Fail(read.Error);
            }
            else if (read.Value == 0)
            {
                _ended = true;
                _send(new IngressEndedMessage(_id));
            }
            else
            {
                _credit -= read.Value;
                _send(new IngressReceivedMessage(_id, _buffer.AsSpan(0, read.Value).ToArray()));
            }
        }
    }

    private void Write()
    {
        while (_connected && !_over && !_writes && _outgoing.TryPeek(out ReadOnlyMemory<byte> data))
        {
            SysResult<int> taken = _written < data.Length ? _socket.Write(data.Span[_written..], -1) : 0;
            if (taken.Error == Errno.EAGAIN)
            {
                _writes = _socket.NotifyWritable(_write);
                continue;
            }
            if (!taken.Ok)
            {
                Fail(taken.Error);
                return;
            }
            _written += taken.Value;
            if (_written < data.Length) continue;
            int charge = ProtocolLimits.Charge(data.Length);
            _queued -= charge;
            _written = 0;
            _outgoing.Dequeue();
            if (!_closing) _send(new IngressRoomMessage(_id, charge));
        }
        if (_closing && _connected && !_over && _outgoing.Count == 0) End(reset: false);
    }

    private void Fail(Errno error)
    {
        if (_over) return;
        if (!_closing) _send(new IngressFailedMessage(_id, error));
        End(reset: true);
    }

    private void End(bool reset)
    {
        if (_over) return;
        _over = true;
        _outgoing.Clear();
        if (reset) _socket.SetOption(SocketOption.ResetOnClose, 1);
        _socket.Abandon();
        _forget();
    }
}
