using SecureExec.Sidecar.Histograms;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// What all clones of a histogram count in, in whatever thread of the process. Changes are made one after the other; figures may be asked meanwhile and then
/// miss the last ones. One holder for each clone; the memory counts as that of the thread that made it until the last one has gone.
/// </summary>
internal sealed class HistogramData
{
    private readonly Lock _lock = new();
    private readonly ExternalMemory _memory;
    private readonly long _limit;
    private readonly MovingAverage? _average;
    private long _bytes, _exceeds;
    private int _holders = 1;

    private HistogramData(ExternalMemory memory, long limit, long lowest, long highest, int figures, double halfLife, double threshold)
    {
        (_memory, _limit) = (memory, limit);
        Counts = new HdrHistogram(lowest, highest, figures, Grow);
        if (halfLife > 0)
            _average = new MovingAverage(halfLife, threshold);
    }

    public HdrHistogram Counts { get; }

    /// <summary>Values that were out of range.</summary>
    public long Exceeds => Volatile.Read(ref _exceeds);

    public MovingAverage? Average => _average;

    /// <summary>What they count against: that of the thread that made them.</summary>
    public ExternalMemory Memory => _memory;

    /// <summary>New counters; null: the options are beyond the format, or there is no memory for it (<paramref name="noMemory"/>).</summary>
    public static HistogramData? Create(ExternalMemory memory, long limit, long lowest, long highest, int figures, double halfLife, double threshold, out bool noMemory)
    {
        noMemory = false;
        try
        {
            var data = new HistogramData(memory, limit, lowest, highest, figures, halfLife, threshold);
            noMemory = !data.Grow(data.Counts.TableBytes);
            return noMemory ? null : data;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    public void Hold() => Interlocked.Increment(ref _holders);

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            _memory.Give(_bytes);
    }

    public void Record(long value)
    {
        lock (_lock)
            Note(Counts.Record(value), value);
    }

    public void RecordCorrected(long value, long interval)
    {
        lock (_lock)
            Note(Counts.RecordCorrected(value, interval), value);
    }

    public void Add(HistogramData other)
    {
        lock (_lock)
        {
            _ = Counts.Add(other.Counts);
            _exceeds += other.Exceeds;
        }
    }

    public void Subtract(HistogramData other)
    {
        lock (_lock)
            Counts.Subtract(other.Counts);
    }

    public void Reset()
    {
        lock (_lock)
        {
            var freed = Counts.Reset();
            _bytes -= freed;
            _memory.Give(freed);
            _exceeds = 0;
            _average?.Reset();
        }
    }

    private void Note(bool counted, long value)
    {
        if (!counted)
            _exceeds++;
        else
            _average?.Record(value);
    }

    private bool Grow(long bytes)
    {
        if (!_memory.TryTake(bytes, _limit))
            return false;
        _bytes += bytes;
        return true;
    }
}
