namespace SecureExec.Sessions;

/// <summary>The output of a live process, kept for readers that come and go by cursors. Holds a number of bytes at most; the oldest pieces go first. Thread-safe.</summary>
internal sealed class OutputLog(int limitBytes, bool isTerminal, TimeProvider clock)
{
    /// <summary>Bytes of one page at most, unless one piece alone has more.</summary>
    internal const int PageBytes = 1024 * 1024;

    // A piece without bytes takes room too.
    private const int PieceOverhead = 64;

    private readonly Lock _lock = new();
    // By sequence numbers, which have no gaps: a reader finds its place without looking at what it has read.
    private readonly Dictionary<long, OutputEvent> _events = [];
    private TaskCompletionSource _changed = NewSource();
    private long _bytes;
    private long _first = 1;
    private long _last;
    private bool _complete;

    /// <summary>Takes a piece.</summary>
    internal void Add(Protocol.OutputStream stream, ReadOnlyMemory<byte> data)
    {
        lock (_lock)
        {
            OutputChannel channel = isTerminal ? OutputChannel.Terminal : stream == Protocol.OutputStream.Stdout ? OutputChannel.Stdout : OutputChannel.Stderr;
            _events.Add(++_last, new OutputEvent(_last, channel, data, clock.GetUtcNow()));
            _bytes += data.Length + PieceOverhead;
            while (_bytes > limitBytes && _events.Count > 1)
            {
                _events.Remove(_first++, out OutputEvent? oldest);
                _bytes -= oldest!.Data.Length + PieceOverhead;
            }
            Wake();
        }
    }

    /// <summary>Nothing more will come.</summary>
    internal void Complete()
    {
        lock (_lock)
        {
            _complete = true;
            Wake();
        }
    }

    /// <summary>What came after a cursor; waits until there is something, or nothing more will come.</summary>
    internal async Task<OutputPage> ReadAsync(long after, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_last > after || _complete) return Page(after);
                changed = _changed.Task;
            }
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private OutputPage Page(long after)
    {
        var events = new List<OutputEvent>();
        int bytes = 0;
        for (long sequence = Math.Max(after + 1, _first); sequence <= _last; sequence++)
        {
            OutputEvent piece = _events[sequence];
            bytes += piece.Data.Length + PieceOverhead;
            if (events.Count > 0 && bytes > PageBytes) break;
            events.Add(piece);
        }
        long next = events.Count > 0 ? events[^1].Sequence : after;
        return new OutputPage { Events = events, NextCursor = next, HasMore = next < _last, Truncated = events.Count > 0 && events[0].Sequence > after + 1 };
    }

    private void Wake()
    {
        _changed.TrySetResult();
        if (!_complete) _changed = NewSource();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
