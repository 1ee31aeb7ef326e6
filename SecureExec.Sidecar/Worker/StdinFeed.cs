using System.Threading.Channels;
using SecureExec.Kernel;
using SecureExec.Protocol;

namespace SecureExec.Sidecar.Worker;

/// <summary>Carries standard input from the channel, which must not wait, to the guest, which reads when it likes. What lies between is bounded by the window.</summary>
internal sealed class StdinFeed
{
    private readonly WorkerPipes _pipes;
    private readonly int _runId;
    private readonly Channel<ReadOnlyMemory<byte>> _pending = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true });
    private StreamInput? _stream;
    private int _outstanding;

    internal StdinFeed(WorkerPipes pipes, int runId)
    {
        _pipes = pipes;
        _runId = runId;
    }

    /// <summary>Makes the guest's fd 0, once the runtime's limits are known, and lets what has come into it.</summary>
    /// <param name="limitBytes">Bytes that may wait in it; more than the channel's window are never on their way.</param>
    internal StreamInput Open(int limitBytes)
    {
        _stream = new StreamInput(Math.Min(limitBytes, ProtocolLimits.StdinWindowBytes));
        _ = PumpAsync(_stream);
        return _stream;
    }

    /// <summary>Takes bytes of the host.</summary>
    /// <exception cref="ProtocolException">The host exceeded its window.</exception>
    internal void Push(ReadOnlyMemory<byte> data)
    {
        int charge = ProtocolLimits.Charge(data.Length);
        if (Interlocked.Add(ref _outstanding, charge) > ProtocolLimits.StdinWindowBytes) throw new ProtocolException("Standard input exceeds its window.");
        _pending.Writer.TryWrite(data);
    }

    /// <summary>No more will come.</summary>
    internal void End() => _pending.Writer.TryComplete();

    /// <summary>Ends the stream at once, dropping what waits.</summary>
    internal void Abort()
    {
        End();
        _stream?.Close();
    }

    private async Task PumpAsync(StreamInput stream)
    {
        await foreach (ReadOnlyMemory<byte> data in _pending.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                await stream.WriteAsync(data).ConfigureAwait(false);
            }
            catch (InvalidOperationException)
            {
                // Aborted meanwhile: what comes is dropped.
            }
            int charge = ProtocolLimits.Charge(data.Length);
            Interlocked.Add(ref _outstanding, -charge);
            _pipes.Send(new StdinCreditMessage(_runId, charge));
        }
        stream.Close();
    }
}
