using System.Numerics;

namespace SecureExec.Sidecar.Histograms;

/// <summary>
/// HdrHistogram: counts of integer values over a wide range at a fixed relative precision, with the arithmetic of HdrHistogram_c, so that
/// every figure is the one Node shows. Counters come in pages made when first used. Not thread-safe.
/// </summary>
internal sealed class HdrHistogram
{
    private const int PageLength = 1024;
    private readonly long[]?[] _pages;
    private readonly int _unitMagnitude, _halfMagnitude, _subBucketCount, _halfCount, _length;
    private readonly long _mask;
    private readonly Func<long, bool> _mayGrow;
    private long _total, _min = long.MaxValue, _max;

    /// <param name="lowest">The lowest value told from 0; at least 1.</param>
    /// <param name="highest">The highest value; at least twice the lowest.</param>
    /// <param name="figures">Decimal figures of precision, 1 to 5.</param>
    /// <param name="mayGrow">Asked with the bytes of a page before it is made.</param>
    public HdrHistogram(long lowest, long highest, int figures, Func<long, bool> mayGrow)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lowest, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(highest / 2, lowest);
        ArgumentOutOfRangeException.ThrowIfLessThan(figures, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(figures, 5);
        (Lowest, Highest, Figures, _mayGrow) = (lowest, highest, figures, mayGrow);
        var magnitude = (int)Math.Ceiling(Math.Log2(2 * Math.Pow(10, figures)));
        _halfMagnitude = Math.Max(magnitude, 1) - 1;
        _unitMagnitude = BitOperations.Log2((ulong)lowest);
        _subBucketCount = 1 << (_halfMagnitude + 1);
        _halfCount = _subBucketCount / 2;
        if (_unitMagnitude + _halfMagnitude > 61)
            throw new ArgumentOutOfRangeException(nameof(figures), "The precision is beyond 63 bits.");
        _mask = (long)(_subBucketCount - 1) << _unitMagnitude;
        _length = (BucketsFor(highest) + 1) * _halfCount;
        _pages = new long[]?[(_length + PageLength - 1) / PageLength];
    }

    /// <summary>Bytes of the page table, before any counter.</summary>
    public long TableBytes => (long)_pages.Length * sizeof(long);

    public long Lowest { get; }

    public long Highest { get; }

    public int Figures { get; }

    /// <summary>Values counted.</summary>
    public long Total => _total;

    /// <summary>The smallest value counted, to the precision; <see cref="long.MaxValue"/> when there is none.</summary>
    public long Min => _total == 0 ? long.MaxValue : CountAtIndex(0) > 0 ? 0 : LowestEquivalent(_min);

    /// <summary>The largest value counted, to the precision; 0 when there is none.</summary>
    public long Max => _max == 0 ? 0 : HighestEquivalent(_max);

    /// <summary>Counts a value. False: it is out of range, or the memory for its counter was refused.</summary>
    public bool Record(long value, long count = 1)
    {
        if (value < 0 || value > Highest)
            return false;
        var index = IndexOf(value);
        if ((uint)index >= (uint)_length || Page(index) is not { } page)
            return false;
        page[index % PageLength] += count;
        _total += count;
        if (value != 0 && value < _min)
            _min = value;
        if (value > _max)
            _max = value;
        return true;
    }

    /// <summary>Counts a value and, below it, those that a stalled recorder missed at each <paramref name="interval"/>. False as for <see cref="Record"/>.</summary>
    public bool RecordCorrected(long value, long interval)
    {
        if (!Record(value))
            return false;
        if (interval <= 0 || value <= interval)
            return true;
        for (var missing = value - interval; missing >= interval; missing -= interval)
        {
            if (!Record(missing))
                return false;
        }
        return true;
    }

    /// <summary>Adds the counts of another one; gives how many did not fit.</summary>
    public long Add(HdrHistogram other)
    {
        long dropped = 0;
        foreach (var (value, count) in other.Counts())
        {
            if (!Record(value, count))
                dropped += count;
        }
        return dropped;
    }

    /// <summary>Forgets all counts and gives back the bytes of their pages.</summary>
    public long Reset()
    {
        var bytes = PageBytes;
        Array.Clear(_pages);
        (_total, _min, _max) = (0, long.MaxValue, 0);
        return bytes;
    }

    /// <summary>Bytes of the pages made so far.</summary>
    public long PageBytes => (long)_pages.Count(page => page != null) * PageLength * sizeof(long);

    /// <summary>How often a value of the same bucket was counted.</summary>
    public long CountAt(long value) => value >= 0 && IndexOf(value) is var index && (uint)index < (uint)_length ? CountAtIndex(index) : 0;

    /// <summary>The mean of the buckets' middles; NaN when there is nothing.</summary>
    public double Mean()
    {
        double sum = 0;
        foreach (var (value, count) in Counts())
            sum += count * (double)MedianEquivalent(value);
        return sum / _total;
    }

    /// <summary>The <paramref name="power"/>th central moment, 2 to 4; NaN when there is nothing.</summary>
    public double Moment(int power)
    {
        var mean = Mean();
        double sum = 0;
        foreach (var (value, count) in Counts())
        {
            // Multiplied out as Node does: the last digit depends on it.
            var difference = MedianEquivalent(value) - mean;
            var square = difference * difference;
            sum += power switch { 2 => square, 3 => square * difference, _ => square * square } * count;
        }
        return sum / _total;
    }

    /// <summary>The value that <paramref name="percentile"/> per cent of all values do not exceed.</summary>
    public long ValueAt(double percentile)
    {
        var wanted = Math.Max(1, (long)(Math.Min(percentile, 100) / 100 * _total + 0.5));
        long seen = 0;
        foreach (var (value, count) in Counts())
        {
            seen += count;
            if (seen >= wanted)
                return percentile == 0 ? LowestEquivalent(value) : HighestEquivalent(value);
        }
        return 0;
    }

    /// <summary>Each percentile and the lowest value of its bucket, in steps that halve the distance to 100 per cent.</summary>
    public IEnumerable<(double Percentile, long Value)> Percentiles()
    {
        double next = 0;
        long seen = 0, last = 0;
        foreach (var (value, count) in Counts())
        {
            seen += count;
            last = value;
            // The last bucket has one step, then 100.
            for (; next <= 100.0 * seen / _total; next = NextPercentile(next))
            {
                yield return (next, last);
                if (seen == _total)
                    break;
            }
        }
        yield return (100, last);
    }

    /// <summary>Counts in steps: from one reporting level to the next, each told by the value that reached it.</summary>
    /// <param name="first">The first level.</param>
    /// <param name="next">The level after the given one.</param>
    public IEnumerable<(long Value, long Count)> Steps(double first, Func<double, double> next)
    {
        long added = 0, seen = 0, value = 0;
        var index = -1;
        var level = first;
        // Levels are whole numbers, as in HdrHistogram_c; one beyond 63 bits is never reached.
        while (seen < _total || index >= 0 && index + 1 < _length && ValueFrom(index + 1) > LowestEquivalent(Whole(level)))
        {
            while (index < 0 || value < LowestEquivalent(Whole(level)))
            {
                if (++index >= _length)
                    yield break;
                value = ValueFrom(index);
                added += CountAtIndex(index);
                seen += CountAtIndex(index);
            }
            yield return (value, added);
            added = 0;
            level = next(level);
        }
    }

    /// <summary>Takes away the counts of another one; none falls below zero.</summary>
    public void Subtract(HdrHistogram other)
    {
        foreach (var (value, count) in other.Counts().ToList())
        {
            var index = IndexOf(value);
            if ((uint)index >= (uint)_length || _pages[index / PageLength] is not { } page)
                continue;
            page[index % PageLength] = Math.Max(0, page[index % PageLength] - count);
        }
        (_total, _min, _max) = (0, long.MaxValue, 0);
        foreach (var (value, count) in Counts())
        {
            _total += count;
            _max = value;
            if (value != 0 && value < _min)
                _min = value;
        }
    }

    /// <summary>How many values lie in the bucket of <paramref name="value"/> or below.</summary>
    public long CountUpTo(double value) => Counts().TakeWhile(entry => entry.Value <= value).Sum(entry => entry.Count);

    /// <summary>Buckets that were hit, by value: the lowest value of each and its count.</summary>
    public IEnumerable<(long Value, long Count)> Counts()
    {
        for (var p = 0; p < _pages.Length; p++)
        {
            if (_pages[p] is not { } page)
                continue;
            for (var i = 0; i < page.Length; i++)
            {
                if (page[i] != 0)
                    yield return (ValueFrom(p * PageLength + i), page[i]);
            }
        }
    }

    /// <summary>The largest value of a value's bucket.</summary>
    public long HighestEquivalent(long value) => LowestEquivalent(value) + SizeOfRange(value) - 1;

    /// <summary>The smallest value of a value's bucket.</summary>
    public long LowestEquivalent(long value)
    {
        var bucket = BucketOf(value);
        return value >> (bucket + _unitMagnitude) << (bucket + _unitMagnitude);
    }

    /// <summary>The middle of a value's bucket.</summary>
    public long MedianEquivalent(long value) => LowestEquivalent(value) + (SizeOfRange(value) >> 1);

    private static long Whole(double level) => level >= long.MaxValue ? long.MaxValue : (long)level;

    private static double NextPercentile(double percentile)
    {
        var halvings = (long)(Math.Log(100 / (100 - percentile)) / Math.Log(2)) + 1;
        return percentile + 100.0 / Math.Pow(2, halvings);
    }

    private int BucketsFor(long highest)
    {
        var buckets = 1;
        for (var untrackable = (long)_subBucketCount << _unitMagnitude; untrackable <= highest; untrackable <<= 1, buckets++)
        {
            if (untrackable > long.MaxValue / 2)
                return buckets + 1;
        }
        return buckets;
    }

    private long CountAtIndex(int index) => _pages[index / PageLength] is { } page ? page[index % PageLength] : 0;

    private long[]? Page(int index)
    {
        ref var page = ref _pages[index / PageLength];
        if (page == null && _mayGrow(PageLength * sizeof(long)))
            page = new long[PageLength];
        return page;
    }

    private int BucketOf(long value) => 64 - BitOperations.LeadingZeroCount((ulong)(value | _mask)) - _unitMagnitude - (_halfMagnitude + 1);

    private int IndexOf(long value)
    {
        var bucket = BucketOf(value);
        var sub = (int)(value >> (bucket + _unitMagnitude));
        return ((bucket + 1) << _halfMagnitude) + sub - _halfCount;
    }

    private long ValueFrom(int index)
    {
        var bucket = (index >> _halfMagnitude) - 1;
        var sub = (index & (_halfCount - 1)) + _halfCount;
        if (bucket < 0)
            (bucket, sub) = (0, sub - _halfCount);
        return (long)sub << (bucket + _unitMagnitude);
    }

    private long SizeOfRange(long value)
    {
        var bucket = BucketOf(value);
        var sub = value >> (bucket + _unitMagnitude);
        return 1L << (_unitMagnitude + (sub >= _subBucketCount ? bucket + 1 : bucket));
    }
}
