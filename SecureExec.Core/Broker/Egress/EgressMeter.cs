namespace SecureExec.Broker.Egress;

/// <summary>Counts what one runtime sends and receives, and holds it to its limits. Thread-safe.</summary>
internal sealed class EgressMeter
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly ResourceLimits _limits;
    private long _last;
    private double _requests;
    private double _bytes;
    private long _total;

    internal EgressMeter(ResourceLimits limits, TimeProvider clock)
    {
        _limits = limits;
        _clock = clock;
        _last = clock.GetTimestamp();
        _requests = limits.MaxEgressRequestsPerSecond;
        _bytes = limits.EgressBytesPerSecond;
    }

    /// <summary>Counts a wish of the guest. False when there were too many within a second.</summary>
    internal bool TryRequest()
    {
        lock (_lock)
        {
            Refill();
            if (_requests < 1) return false;
            _requests--;
            return true;
        }
    }

    /// <summary>Counts bytes against the runtime's total. False when that is used up.</summary>
    internal bool TryCharge(int bytes)
    {
        lock (_lock)
        {
            if (bytes > _limits.MaxEgressBytes - _total) return false;
            _total += bytes;
            return true;
        }
    }

    /// <summary>Counts bytes against the rate. False when they would have to wait.</summary>
    internal bool TryPace(int bytes)
    {
        lock (_lock)
        {
            Refill();
            if (_bytes < bytes) return false;
            _bytes -= bytes;
            return true;
        }
    }

    /// <summary>Counts bytes against the rate and waits as long as they take.</summary>
    internal async ValueTask PaceAsync(int bytes, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            Refill();
            _bytes -= bytes;
            wait = _bytes >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_bytes / _limits.EgressBytesPerSecond);
        }
        if (wait > TimeSpan.Zero) await Task.Delay(wait, _clock, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets what was used grow back, up to one second's worth. Holds: <c>_lock</c>.</summary>
    private void Refill()
    {
        long now = _clock.GetTimestamp();
        double seconds = _clock.GetElapsedTime(_last, now).TotalSeconds;
        _last = now;
        _requests = Math.Min(_limits.MaxEgressRequestsPerSecond, _requests + (seconds * _limits.MaxEgressRequestsPerSecond));
        _bytes = Math.Min(_limits.EgressBytesPerSecond, _bytes + (seconds * _limits.EgressBytesPerSecond));
    }
}
