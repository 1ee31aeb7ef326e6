using System.Diagnostics;
using SecureExec.Kernel;

namespace SecureExec.Sidecar.Engine;

/// <summary>What a resident process had used when each call under way began. Guest's thread.</summary>
internal sealed class CallMeters
{
    private readonly Dictionary<int, Meter> _meters = [];

    private sealed record Meter(long Time, TimeSpan Cpu, long Syscalls, long Read, long Written);

    public void Begin(int id, GuestProcess process) => _meters[id] = Now(process);

    /// <summary>What the process used since; null for a call that is not under way.</summary>
    public GuestUsage? End(int id, GuestProcess process, long heapBytes)
    {
        if (!_meters.Remove(id, out var began))
            return null;
        var now = Now(process);
        return new GuestUsage
        {
            Wall = Stopwatch.GetElapsedTime(began.Time, now.Time),
            Cpu = now.Cpu - began.Cpu,
            Syscalls = now.Syscalls - began.Syscalls,
            BytesRead = now.Read - began.Read,
            BytesWritten = now.Written - began.Written,
            PeakHeapBytes = heapBytes,
        };
    }

    private static Meter Now(GuestProcess process) => new(
        Stopwatch.GetTimestamp(), process.Cpu, process.Usage.Syscalls, process.Usage.BytesRead, process.Usage.BytesWritten);
}
