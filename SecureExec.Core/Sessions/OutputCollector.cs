using System.Buffers;
using System.Text;
using SecureExec.Protocol;

namespace SecureExec.Sessions;

/// <summary>
/// One output stream of one run on the host's side: keeps the text up to a limit, hands pieces to the caller's callback and says
/// how much of the window the worker gets back. What waits for the callback is bounded by the window, whatever the worker does.
/// </summary>
internal sealed class OutputCollector(bool capture, int captureLimit)
{
    private const int CreditStep = ProtocolLimits.OutputWindowBytes / 4;

    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _captured = new();
    private int _outstanding;
    private int _unannounced;

    /// <summary>True when bytes were dropped.</summary>
    internal bool Truncated { get; private set; }

    /// <summary>Takes a piece from the channel.</summary>
    /// <exception cref="ProtocolException">The worker sent more than its window allows.</exception>
    internal void Receive(ReadOnlyMemory<byte> data)
    {
        lock (_lock)
        {
            _outstanding += ProtocolLimits.Charge(data.Length);
            if (_outstanding > ProtocolLimits.OutputWindowBytes) throw new ProtocolException("Output exceeds its window.");
            if (!capture) return;
            int room = Math.Min(data.Length, captureLimit - _captured.WrittenCount);
            _captured.Write(data.Span[..room]);
            if (room < data.Length) Truncated = true;
        }
    }

    /// <summary>A piece has been dealt with. Returns the credit to send now, or 0.</summary>
    internal int Release(int bytes)
    {
        lock (_lock)
        {
            int charge = ProtocolLimits.Charge(bytes);
            _outstanding -= charge;
            _unannounced += charge;
            if (_unannounced < CreditStep) return 0;
            int credit = _unannounced;
            _unannounced = 0;
            return credit;
        }
    }

    /// <summary>What was kept, as text.</summary>
    internal string Text()
    {
        lock (_lock) return Encoding.UTF8.GetString(_captured.WrittenSpan);
    }
}
