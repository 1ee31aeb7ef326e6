using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>A process that the host started and all that descend from it, whoever their parents are by now: they share the CPU time and end together when the
/// host ends the run. Thread-safe.</summary>
internal sealed class ProcessJob
{
    private readonly Lock _lock = new();
    private readonly HashSet<GuestProcess> _members = [];
    private TimeSpan _past;
    private bool _ended;

    /// <summary>CPU time of all members, ended ones included.</summary>
    public TimeSpan Cpu
    {
        get
        {
            GuestProcess[] members;
            TimeSpan past;
            lock (_lock)
            {
                members = [.. _members];
                past = _past;
            }

            return members.Aggregate(past, (sum, member) => sum + member.Cpu);
        }
    }

    /// <summary>Ends all members by SIGKILL but <paramref name="except"/>, and takes no more in.</summary>
    public void Kill(GuestProcess? except = null)
    {
        GuestProcess[] members;
        lock (_lock)
        {
            _ended = true;
            members = [.. _members];
        }

        foreach (GuestProcess member in members)
        {
            if (member != except)
            {
                member.Post(Signal.SIGKILL, force: true);
            }
        }
    }

    /// <summary>Takes a process in. False when the job was ended.</summary>
    internal bool TryAdd(GuestProcess process)
    {
        lock (_lock)
        {
            return !_ended && _members.Add(process);
        }
    }

    /// <summary>A process has ended; its CPU time stays.</summary>
    internal void Remove(GuestProcess process)
    {
        lock (_lock)
        {
            if (_members.Remove(process))
            {
                _past += process.Cpu;
            }
        }
    }
}
