using System.Buffers.Text;
using System.Runtime.InteropServices;
using SecureExec.Interop;

namespace SecureExec.Pool;

/// <summary>What a worker takes of the machine, as the kernel counts it; the worker has no say in it. Not thread-safe.</summary>
internal sealed unsafe class WorkerStats : IDisposable
{
    private const long PageBytes = 4096;
    private const int SizeField = 0;
    private const int ResidentField = 1;
    private const int DataField = 5;
    private const int ProcessCpuTime = 2;

    private readonly int _pid;
    private readonly int _statm;

    /// <summary>Opens the counters of a process; it stays these for good, also when its number is used again.</summary>
    internal WorkerStats(int pid)
    {
        _pid = pid;
        _statm = FileCalls.OpenAt(FileCalls.AT_FDCWD, $"/proc/{pid}/statm", FileCalls.O_RDONLY | FileCalls.O_CLOEXEC, 0);
    }

    /// <summary>Resident memory in bytes; null when it cannot be read: the process is gone, or /proc hides it.</summary>
    internal long? ResidentBytes => Read(ResidentField);

    /// <summary>Private writable address space in bytes, which is what RLIMIT_DATA bounds; null as for <see cref="ResidentBytes"/>.</summary>
    internal long? DataBytes => Read(DataField);

    /// <summary>The whole address space in bytes, reserved parts included, which is what RLIMIT_AS bounds; null as for <see cref="ResidentBytes"/>.</summary>
    internal long? AddressSpaceBytes => Read(SizeField);

    /// <summary>CPU time of all its threads; null when the process is gone.</summary>
    internal TimeSpan? CpuTime
    {
        get
        {
            long* time = stackalloc long[2];
            return SpawnCalls.ClockGetTime((~_pid << 3) | ProcessCpuTime, time) == 0
                ? TimeSpan.FromTicks((time[0] * TimeSpan.TicksPerSecond) + (time[1] / TimeSpan.NanosecondsPerTick))
                : null;
        }
    }

    /// <summary>Sets the soft limit of a resource of the process. Returns 0 or the errno.</summary>
    internal int Limit(int resource, long value)
    {
        // The hard limit stays: an unprivileged host could not raise it again for a further isolate. The worker's filter keeps it from raising its own.
        ulong* limit = stackalloc ulong[2];
        if (SpawnCalls.ProcessLimit(_pid, resource, null, limit) != 0) return Marshal.GetLastPInvokeError();
        limit[0] = Math.Min((ulong)value, limit[1]);
        return SpawnCalls.ProcessLimit(_pid, resource, limit, null) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_statm >= 0) Libc.Close(_statm);
    }

    private long? Read(int field)
    {
        Span<byte> buffer = stackalloc byte[128];
        int length;
        fixed (byte* p = buffer) length = _statm < 0 ? -1 : (int)Libc.Pread(_statm, p, (nuint)buffer.Length, 0);
        if (length <= 0) return null;
        ReadOnlySpan<byte> rest = buffer[..length];
        for (int i = 0; i < field; i++) rest = rest[(rest.IndexOf((byte)' ') + 1)..];
        // All zero once the process is a zombie.
        return Utf8Parser.TryParse(rest, out long pages, out _) && pages > 0 ? pages * PageBytes : null;
    }
}
