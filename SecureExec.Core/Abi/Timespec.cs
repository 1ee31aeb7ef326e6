namespace SecureExec.Abi;

/// <summary>A point in time since 1970-01-01 UTC. <c>Nanoseconds</c> is always 0 to 999,999,999, also before 1970.</summary>
internal readonly record struct Timespec(long Seconds, int Nanoseconds) : IComparable<Timespec>
{
    private const long TicksPerSecond = TimeSpan.TicksPerSecond;

    /// <summary>Converts a UTC time, exact to 100 ns.</summary>
    public static Timespec From(DateTimeOffset time)
    {
        long ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        long seconds = Math.DivRem(ticks, TicksPerSecond, out long rest);
        if (rest < 0)
        {
            seconds--;
            rest += TicksPerSecond;
        }

        return new Timespec(seconds, (int)rest * 100);
    }

    /// <summary>Converts seconds with a fraction, as Node passes to <c>utimes</c>; exact to about a microsecond.
    /// Not finite or out of range gives the epoch or the nearest representable second.</summary>
    public static Timespec FromSeconds(double seconds)
    {
        if (double.IsNaN(seconds))
        {
            return default;
        }

        double clamped = Math.Clamp(seconds, -1e15, 1e15);
        double whole = Math.Floor(clamped);
        long nanoseconds = (long)Math.Round((clamped - whole) * 1e6) * 1000;
        return nanoseconds >= 1_000_000_000
            ? new Timespec((long)whole + 1, 0)
            : new Timespec((long)whole, (int)nanoseconds);
    }

    /// <summary>Earlier is less.</summary>
    public int CompareTo(Timespec other) => Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds) : Nanoseconds.CompareTo(other.Nanoseconds);

    public static bool operator <(Timespec left, Timespec right) => left.CompareTo(right) < 0;

    public static bool operator >(Timespec left, Timespec right) => left.CompareTo(right) > 0;

    public static bool operator <=(Timespec left, Timespec right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Timespec left, Timespec right) => left.CompareTo(right) >= 0;

    /// <summary>Seconds with a fraction.</summary>
    public double TotalSeconds => Seconds + (Nanoseconds / 1e9);
}
