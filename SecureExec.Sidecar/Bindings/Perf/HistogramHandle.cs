using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Histograms;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// The native side of a <c>Histogram</c> object. Its counters lie outside of V8's heap, shared with its clones: V8 is told of them, and all of a thread together
/// are held to its heap limit (<see cref="ExternalMemory"/>). Loop's thread.
/// </summary>
internal sealed class HistogramHandle : IDisposable, ISharedHandle
{
    private readonly Realm? _realm;
    private readonly HistogramData _data;
    private long _previous;
    private LoopTimer? _sampler;

    /// <param name="realm">The realm of its object; null: it is on its way in a message.</param>
    /// <param name="data">The counters, of which it is a holder.</param>
    private HistogramHandle(Realm? realm, HistogramData data)
    {
        (_realm, _data) = (realm, data);
        Tell();
    }

    public HdrHistogram Counts => _data.Counts;

    /// <summary>Values that were out of range.</summary>
    public long Exceeds => _data.Exceeds;

    public MovingAverage? Average => _data.Average;

    /// <summary>A new one; null: the options are beyond the format, or there is no memory for it (<paramref name="noMemory"/>).</summary>
    public static HistogramHandle? Create(Realm realm, long lowest, long highest, int figures, double halfLife, double threshold, out bool noMemory) =>
        HistogramData.Create(realm.State<ExternalMemory>(), realm.Guest.HeapLimitBytes, lowest, highest, figures, halfLife, threshold, out noMemory) is { } data ? new HistogramHandle(realm, data) : null;

    public void Record(long value)
    {
        _data.Record(value);
        Tell();
    }

    public void RecordCorrected(long value, long interval)
    {
        _data.RecordCorrected(value, interval);
        Tell();
    }

    /// <summary>Counts the nanoseconds since the last call, from the second call on.</summary>
    public void RecordDelta()
    {
        var now = (long)GuestClock.Nanoseconds(_realm!, PerformanceState.Nanoseconds);
        if (_previous > 0)
            Record(now - _previous);
        _previous = now;
    }

    public void Add(HistogramHandle other)
    {
        _data.Add(other._data);
        Tell();
    }

    public void Subtract(HistogramHandle other) => _data.Subtract(other._data);

    public void Reset()
    {
        _data.Reset();
        _previous = 0;
        Tell();
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
        _sampler = new LoopTimer(_realm!.Guest.Loop, RecordDelta) { Referenced = false };
        _sampler.Start(Resolution, Resolution);
    }

    public void StopSampling()
    {
        _sampler?.Stop();
        _sampler = null;
    }

    public ISharedHandle Share()
    {
        _data.Hold();
        return new HistogramHandle(null, _data);
    }

    public nint NewObject(Realm realm)
    {
        BindingTable.Require(realm, "performance");
        _data.Hold();
        var made = NativeWrappers.New(realm, realm[HistogramClass.Template], new HistogramHandle(realm, _data));
        Dispose();
        return made;
    }

    public void Dispose()
    {
        StopSampling();
        _data.Release();
        Tell();
    }

    // So that collections come in time.
    private void Tell()
    {
        if (_realm?.State<ExternalMemory>() == _data.Memory)
            _data.Memory.Tell(_realm);
    }
}
