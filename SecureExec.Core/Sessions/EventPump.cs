using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using SecureExec.Protocol;

namespace SecureExec.Sessions;

/// <summary>
/// Hands the events of one boot to the caller's callbacks, one at a time, in order, on a thread of the pool. What waits is bounded: the worker sends only
/// as many as it was given credit for, and credit comes back when a callback has returned. What a callback throws is dropped.
/// </summary>
internal sealed class EventPump
{
    private readonly Channel<(EventKind Kind, Action Deliver, bool Credited)> _pending = Channel.CreateUnbounded<(EventKind, Action, bool)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Action<EventKind> _credit;
    private int _hostOutstanding;
    private long _hostDropped;
    private readonly int[] _outstanding = new int[Enum.GetValues<EventKind>().Length];

    /// <param name="credit">Tells the worker that one event of a kind was dealt with.</param>
    internal EventPump(Action<EventKind> credit)
    {
        _credit = credit;
        _ = PumpAsync();
    }

    /// <summary>Takes an event of the worker.</summary>
    /// <exception cref="ProtocolException">The worker has no credit left.</exception>
    internal void FromWorker(EventKind kind, Action deliver)
    {
        if (Interlocked.Increment(ref _outstanding[(int)kind]) > ProtocolLimits.EventWindow) throw new ProtocolException("Events exceed their window.");
        _pending.Writer.TryWrite((kind, deliver, true));
    }

    /// <summary>Takes an event of this side. Guests cause some of them: beyond the window they are counted and dropped.</summary>
    /// <param name="deliver">Given the number of events that were dropped before.</param>
    internal void FromHost(Action<long> deliver)
    {
        if (Interlocked.Increment(ref _hostOutstanding) > ProtocolLimits.EventWindow)
        {
            Interlocked.Decrement(ref _hostOutstanding);
            Interlocked.Increment(ref _hostDropped);
            return;
        }
        long dropped = Interlocked.Exchange(ref _hostDropped, 0);
        _pending.Writer.TryWrite((EventKind.Audit, () => deliver(dropped), false));
    }

    /// <summary>Nothing more will come; what waits is still delivered.</summary>
    internal void Complete() => _pending.Writer.TryComplete();

    [SuppressMessage("Design", "CA1031", Justification = "A callback of the caller; nobody waits for it who could be told.")]
    private async Task PumpAsync()
    {
        await foreach ((EventKind kind, Action deliver, bool credited) in _pending.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                deliver();
            }
            catch (Exception)
            {
                // As documented: callbacks must not throw, and there is nobody to tell.
            }
            if (!credited)
            {
                Interlocked.Decrement(ref _hostOutstanding);
                continue;
            }
            Interlocked.Decrement(ref _outstanding[(int)kind]);
            _credit(kind);
        }
    }
}
