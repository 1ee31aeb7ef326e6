using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Histograms;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// The native side of a <c>Histogram</c> object. Its counters lie outside of V8's heap: V8 is told of them, and all of a process together
/// are held to its heap limit (<see cref="ExternalMemory"/>).
/// </summary>
internal sealed class HistogramHandle : IDisposable, ISharedHandle
{
    private readonly Realm _realm;
    private readonly ExternalMemory _memory;
    private readonly MovingAverage? _average;
    private long _bytes, _previous;
    private LoopTimer? _sampler;

    private HistogramHandle(Realm realm, long lowest, long highest, int figures, double halfLife, double threshold)
    {
        _realm = realm;
        _memory = realm.State<ExternalMemory>();
        Counts = new HdrHistogram(lowest, highest, figures, Grow);
        if (halfLife > 0)
            _average = new MovingAverage(halfLife, threshold);
    }

    public HdrHistogram Counts { get; }

    /// <summary>Values that were out of range.</summary>
    public long Exceeds { get; private set; }

    public MovingAverage? Average => _average;

    /// <summary>A new one; null: the options are beyond the format, or there is no memory for it (<paramref name="noMemory"/>).</summary>
    public static HistogramHandle? Create(Realm realm, long lowest, long highest, int figures, double halfLife, double threshold, out bool noMemory)
    {
        noMemory = false;
        try
        {
            var handle = new HistogramHandle(realm, lowest, highest, figures, halfLife, threshold);
            noMemory = !handle.Grow(handle.Counts.TableBytes);
            return noMemory ? null : handle;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    public void Record(long value)
    {
        if (!Counts.Record(value))
            Exceeds++;
        else
            _average?.Record(value);
    }

    public void RecordCorrected(long value, long interval)
    {
        if (!Counts.RecordCorrected(value, interval))
            Exceeds++;
        else
            _average?.Record(value);
    }

    /// <summary>Counts the nanoseconds since the last call, from the second call on.</summary>
    public void RecordDelta()
    {
        var now = (long)GuestClock.Nanoseconds(_realm, PerformanceState.Nanoseconds);
        if (_previous > 0)
            Record(now - _previous);
        _previous = now;
    }

    public void Add(HistogramHandle other)
    {
        _ = Counts.Add(other.Counts);
        Exceeds += other.Exceeds;
    }

    public void Reset()
    {
        Release(Counts.Reset());
        (Exceeds, _previous) = (0, 0);
        _average?.Reset();
    }

    /// <summary>Milliseconds between two samples of the event loop.</summary>
    public int Resolution { get; set; } = 10;

    /// <summary>Samples the delay of the event loop from now on, without keeping it alive.</summary>
    public void StartSampling(bool reset)
    {
        if (_sampler != null)
            return;
        if (reset)
            Reset();
        _previous = 0;
        _sampler = new LoopTimer(_realm.Guest.Loop, RecordDelta) { Referenced = false };
        _sampler.Start(Resolution, Resolution);
    }

    public void StopSampling()
    {
        _sampler?.Stop();
        _sampler = null;
    }

    public void Dispose()
    {
        StopSampling();
        Release(_bytes);
    }

    private bool Grow(long bytes)
    {
        if (!_memory.Take(_realm, bytes))
            return false;
        _bytes += bytes;
        return true;
    }

    private void Release(long bytes)
    {
        _bytes -= bytes;
        _memory.Give(_realm, bytes);
    }
}
