using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>CPU clocks of threads (clock_gettime(2)).</summary>
internal static unsafe class ThreadClock
{
    /// <summary>The clock of the calling thread, which other threads can read while it lives.</summary>
    public static int OfThisThread()
    {
        const int gettid = 186, perThreadScheduled = 6;
        return (~(int)syscall(gettid) << 3) | perThreadScheduled;
    }

    /// <summary>What a clock shows.</summary>
    public static TimeSpan Time(int clock)
    {
        Timespec64 time = default;
        _ = clock_gettime(clock, &time);
        return TimeSpan.FromTicks(time.Seconds * TimeSpan.TicksPerSecond + time.Nanoseconds / 100);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec64
    {
        public long Seconds, Nanoseconds;
    }

    [DllImport("libc")]
    private static extern int clock_gettime(int clock, Timespec64* time);

    [DllImport("libc")]
    private static extern nint syscall(nint number);
}
