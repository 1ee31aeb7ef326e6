using SecureExec.Protocol;

namespace SecureExec.Sidecar.Worker;

/// <summary>One output stream of one run: sends what the guest writes in pieces as far as the host's window is open, and blocks the writing guest thread while it is not, as a full pipe does. Once closed, writes are dropped.</summary>
internal sealed class OutputWindow(WorkerPipes pipes, int runId, OutputStream stream)
{
    private readonly object _lock = new();
    private int _credit = ProtocolLimits.OutputWindowBytes;
    private bool _closed;

    /// <summary>Takes what the guest writes; called on the guest's thread, never twice at a time.</summary>
    internal void Write(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            int take = Reserve(Math.Min(data.Length, ProtocolLimits.OutputChunkBytes));
            if (take == 0) return;
            pipes.Send(new OutputMessage(runId, stream, data[..take].ToArray()));
            data = data[take..];
        }
    }

    /// <summary>The host has taken output.</summary>
    internal void AddCredit(int bytes)
    {
        lock (_lock)
        {
            _credit += bytes;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Lets a waiting write go and drops what comes.</summary>
    internal void Close()
    {
        lock (_lock)
        {
            _closed = true;
            Monitor.PulseAll(_lock);
        }
    }

    private int Reserve(int bytes)
    {
        lock (_lock)
        {
            while (!_closed && _credit <= ProtocolLimits.ChunkOverheadBytes) Monitor.Wait(_lock);
            if (_closed) return 0;
            int take = Math.Min(bytes, _credit - ProtocolLimits.ChunkOverheadBytes);
            _credit -= ProtocolLimits.Charge(take);
            return take;
        }
    }
}
