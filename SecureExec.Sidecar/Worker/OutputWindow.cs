using SecureExec.Protocol;

namespace SecureExec.Sidecar.Worker;

/// <summary>
/// The output streams of one run: what the guest writes goes to the host in pieces, as far as the host's window is open; while it is not,
/// the writing guest thread waits, as at a full pipe. A write after a pause is sent at once. Writes that follow closely are gathered and sent
/// together: when there is a piece's worth, when the other stream is written (their order is kept), when the guest waits or ends, and at the
/// latest <see cref="DelayMs"/> after the first of them. Once closed, writes are dropped.
/// Lock: <c>_lock</c> guards all; it is held while a message is sent, so that pieces never overtake each other.
/// </summary>
internal sealed class OutputWindow : IDisposable
{
    /// <summary>How long a gathered write may wait, in milliseconds.</summary>
    internal const int DelayMs = 1;

    private readonly object _lock = new();
    private readonly WorkerPipes _pipes;
    private readonly int _runId;
    private readonly int[] _credit = [ProtocolLimits.OutputWindowBytes, ProtocolLimits.OutputWindowBytes];
    private readonly byte[] _gathered = new byte[ProtocolLimits.OutputChunkBytes];
    private readonly Timer _timer;
    private OutputStream _stream;
    private int _start;
    private int _length;
    private long _lastSent;
    private bool _closed;

    internal OutputWindow(WorkerPipes pipes, int runId)
    {
        _pipes = pipes;
        _runId = runId;
        _timer = new Timer(static state => ((OutputWindow)state!).OnTimer(), this, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>Takes what the guest writes; called on the guest's thread.</summary>
    internal void Write(OutputStream stream, ReadOnlySpan<byte> data)
    {
        lock (_lock)
        {
            if (_length > 0 && stream != _stream) Send(wait: true);
            while (!data.IsEmpty && !_closed)
            {
                bool first = _length == 0;
                _stream = stream;
                int take = Math.Min(data.Length, _gathered.Length - _start - _length);
                data[..take].CopyTo(_gathered.AsSpan(_start + _length));
                _length += take;
                data = data[take..];
                if (_start + _length == _gathered.Length || (first && IsPause())) Send(wait: true);
                else if (first) _timer.Change(DelayMs, Timeout.Infinite);
            }
        }
    }

    /// <summary>Sends what was gathered; waits for the window.</summary>
    internal void Flush()
    {
        lock (_lock) Send(wait: true);
    }

    /// <summary>The host has taken output.</summary>
    internal void AddCredit(OutputStream stream, int bytes)
    {
        lock (_lock)
        {
            _credit[(int)stream] += bytes;
            // Sent by the timer: the channel's thread must not.
            if (_length > 0 && stream == _stream && !_closed) _timer.Change(0, Timeout.Infinite);
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Sends what the window takes now, lets a waiting write go and drops what comes.</summary>
    internal void Close()
    {
        lock (_lock)
        {
            Send(wait: false);
            _closed = true;
            Monitor.PulseAll(_lock);
        }
    }

    public void Dispose() => _timer.Dispose();

    private bool IsPause() => TimeProvider.System.GetElapsedTime(_lastSent).TotalMilliseconds > DelayMs;

    private void OnTimer()
    {
        lock (_lock) Send(wait: false);
    }

    // Nothing is lost when the window is closed to the timer: the host's credit starts it again. While one thread waits another may send.
    private void Send(bool wait)
    {
        while (_length > 0 && !_closed)
        {
            if (_credit[(int)_stream] <= ProtocolLimits.ChunkOverheadBytes)
            {
                if (!wait) return;
                Monitor.Wait(_lock);
                continue;
            }
            int take = Math.Min(_length, _credit[(int)_stream] - ProtocolLimits.ChunkOverheadBytes);
            _credit[(int)_stream] -= ProtocolLimits.Charge(take);
            _pipes.Send(new OutputMessage(_runId, _stream, _gathered.AsSpan(_start, take).ToArray()));
            _lastSent = TimeProvider.System.GetTimestamp();
            _length -= take;
            _start = _length == 0 ? 0 : _start + take;
        }
    }
}
