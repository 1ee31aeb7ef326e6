using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Engine;

/// <summary>The CPU time of one thread from a moment on, asked from any thread while it lives.</summary>
internal readonly struct ThreadClock
{
    private readonly int _clock;
    private readonly TimeSpan _start;

    private ThreadClock(int clock)
    {
        _clock = clock;
        _start = Time(clock);
    }

    /// <summary>The clock of the calling thread, from now on.</summary>
    public static ThreadClock OfThisThread()
    {
        const int gettid = 186, perThreadScheduled = 6;
        return new ThreadClock((~(int)syscall(gettid) << 3) | perThreadScheduled);
    }

    /// <summary>CPU time since it was made.</summary>
    public TimeSpan Elapsed => Time(_clock) - _start;

    private static TimeSpan Time(int clock)
    {
        Timespec64 time = default;
        unsafe
        {
            _ = clock_gettime(clock, &time);
        }
        return TimeSpan.FromTicks(time.Seconds * TimeSpan.TicksPerSecond + time.Nanoseconds / 100);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec64
    {
        public long Seconds, Nanoseconds;
    }

    [DllImport("libc")]
    private static extern unsafe int clock_gettime(int clock, Timespec64* time);

    [DllImport("libc")]
    private static extern nint syscall(nint number);
}
