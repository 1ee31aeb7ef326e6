using SecureExec.Kernel;

namespace SecureExec;

/// <summary>A counted resource with a fixed upper bound. Lock-free; safe from any thread.</summary>
internal sealed class Budget
{
    private long _used;
    private long _peak;

    /// <summary>Makes an unused budget.</summary>
    /// <param name="limit">The most that may be charged; not negative.</param>
    public Budget(long limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        Limit = limit;
    }

    /// <summary>The most that may be charged.</summary>
    public long Limit { get; }

    /// <summary>Told of every change of the use; null for none.</summary>
    public LimitWatch? Watch { get; init; }

    /// <summary>What is charged now.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>What can still be charged.</summary>
    public long Free => Math.Max(0, Limit - Used);

    /// <summary>The most that has been charged at one time.</summary>
    public long Peak => Volatile.Read(ref _peak);

    /// <summary>Charges <paramref name="amount"/>, or nothing and false when that would pass the limit.</summary>
    public bool TryCharge(long amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        long used = Volatile.Read(ref _used);
        while (true)
        {
            if (amount > Limit - used)
            {
                return false;
            }

            long seen = Interlocked.CompareExchange(ref _used, used + amount, used);
            if (seen == used)
            {
                NotePeak(used + amount);
                Watch?.Observe(used + amount);
                return true;
            }

            used = seen;
        }
    }

    /// <summary>Gives back what was charged.</summary>
    public void Release(long amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        long left = Interlocked.Add(ref _used, -amount);
        if (left < 0)
        {
            throw new InvalidOperationException("More was released than charged.");
        }

        Watch?.Observe(left);
    }

    private void NotePeak(long value)
    {
        long peak = Volatile.Read(ref _peak);
        while (value > peak)
        {
            long seen = Interlocked.CompareExchange(ref _peak, value, peak);
            if (seen == peak)
            {
                return;
            }

            peak = seen;
        }
    }
}
