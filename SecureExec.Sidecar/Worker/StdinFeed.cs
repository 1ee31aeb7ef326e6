using System.Threading.Channels;
using SecureExec.Kernel;
using SecureExec.Kernel.Terminals;
using SecureExec.Protocol;

namespace SecureExec.Sidecar.Worker;

/// <summary>Carries standard input from the channel, which must not wait, to the guest, which reads when it likes. What lies between is bounded by the window.</summary>
internal sealed class StdinFeed
{
    private readonly WorkerPipes _pipes;
    private readonly int _runId;
    private readonly Channel<ReadOnlyMemory<byte>> _pending = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true });
    private Action? _abort;
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
        var stream = new StreamInput(Math.Min(limitBytes, ProtocolLimits.StdinWindowBytes));
        _abort = stream.Close;
        _ = PumpAsync(data => stream.WriteAsync(data), stream.Close);
        return stream;
    }

    /// <summary>Types what comes at a terminal.</summary>
    internal void Open(Terminal terminal)
    {
        _abort = terminal.HangUp;
        _ = PumpAsync(data => TypeAsync(terminal, data), terminal.EndTyping);
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
        _abort?.Invoke();
    }

    private static async ValueTask TypeAsync(Terminal terminal, ReadOnlyMemory<byte> data)
    {
        while (!(data = data[terminal.Type(data.Span)..]).IsEmpty)
        {
            var room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (terminal.NotifyTypable(room.SetResult)) await room.Task.ConfigureAwait(false);
        }
    }

    private async Task PumpAsync(Func<ReadOnlyMemory<byte>, ValueTask> write, Action end)
    {
        await foreach (ReadOnlyMemory<byte> data in _pending.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                await write(data).ConfigureAwait(false);
            }
            catch (InvalidOperationException)
            {
                // Aborted meanwhile: what comes is dropped.
            }
            int charge = ProtocolLimits.Charge(data.Length);
            Interlocked.Add(ref _outstanding, -charge);
            _pipes.Send(new StdinCreditMessage(_runId, charge));
        }
        end();
    }
}
