namespace SecureExec.Kernel;

/// <summary>What a process has used so far. Written by the dispatcher, read from any thread.</summary>
internal sealed class ProcessUsage
{
    private static readonly int s_kinds = SyscallTable.All.Count;

    private readonly long[] _calls = new long[s_kinds];
    private long _syscalls;
    private long _bytesRead;
    private long _bytesWritten;
    private long _denials;

    /// <summary>Syscalls made, failed ones included.</summary>
    public long Syscalls => Volatile.Read(ref _syscalls);

    /// <summary>Bytes that reads delivered.</summary>
    public long BytesRead => Volatile.Read(ref _bytesRead);

    /// <summary>Bytes that writes took.</summary>
    public long BytesWritten => Volatile.Read(ref _bytesWritten);

    /// <summary>Operations that the policy denied.</summary>
    public long Denials => Volatile.Read(ref _denials);

    /// <summary>Syscalls by name; those that were not made are left out.</summary>
    public IReadOnlyDictionary<string, long> Ledger()
    {
        var ledger = new Dictionary<string, long>(StringComparer.Ordinal);
        for (int kind = 0; kind < _calls.Length; kind++)
        {
            if (Volatile.Read(ref _calls[kind]) is > 0 and var count)
            {
                ledger[SyscallTable.Get((Syscall)kind).Name] = count;
            }
        }

        return ledger;
    }

    internal long CountSyscall(Syscall kind)
    {
        Interlocked.Increment(ref _calls[(int)kind]);
        return Interlocked.Increment(ref _syscalls);
    }

    internal void CountRead(int bytes) => Interlocked.Add(ref _bytesRead, bytes);

    internal void CountWritten(int bytes) => Interlocked.Add(ref _bytesWritten, bytes);

    internal void CountDenial() => Interlocked.Increment(ref _denials);
}
