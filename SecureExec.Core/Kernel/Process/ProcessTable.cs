using SecureExec.Abi;
using SecureExec.Permissions;

namespace SecureExec.Kernel;

/// <summary>
/// The processes of one kernel. Pid 1 is init, which belongs to the kernel, takes orphans and reaps them. Lock order: the table's lock may be
/// held while a process's own is taken, never the other way round.
/// </summary>
internal sealed class ProcessTable
{
    /// <summary>The pid of init.</summary>
    public const int InitPid = 1;

    /// <summary>The highest pid; then numbering starts again at 2.</summary>
    public const int MaxPid = 32_768;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, GuestProcess> _processes = [];
    private readonly int _limit;
    private readonly LimitWatch? _watch;
    private int _lastPid;
    private long _exited;
    private long _pastSyscalls;

    /// <summary>Makes an empty table.</summary>
    /// <param name="limit">Processes and zombies at most, without init.</param>
    /// <param name="watch">Told of their number.</param>
    public ProcessTable(int limit, LimitWatch? watch = null)
    {
        _limit = limit;
        _watch = watch;
    }

    /// <summary>Processes that have ended so far.</summary>
    public long Exited => Volatile.Read(ref _exited);

    /// <summary>All processes by pid, init first.</summary>
    public IReadOnlyList<ProcessSnapshot> Snapshot() => [.. All().Select(p => p.Snapshot())];

    /// <summary>The running process or zombie of that id, or null.</summary>
    public GuestProcess? Find(int pid)
    {
        lock (_lock)
        {
            return _processes.GetValueOrDefault(pid);
        }
    }

    /// <summary>All processes by pid.</summary>
    internal IReadOnlyList<GuestProcess> All()
    {
        GuestProcess[] all;
        lock (_lock)
        {
            all = [.. _processes.Values];
        }

        Array.Sort(all, (a, b) => a.Pid.CompareTo(b.Pid));
        return all;
    }

    /// <summary>Syscalls of all processes, ended ones included.</summary>
    internal long TotalSyscalls() => Volatile.Read(ref _pastSyscalls) + All().Sum(p => p.Usage.Syscalls);

    /// <summary>Takes a new process in, which <paramref name="make"/> makes with its pid, group and session. EAGAIN when there are too many, ESRCH when the
    /// parent has ended.</summary>
    internal SysResult<GuestProcess> Add(int ppid, bool newSession, Func<int, int, int, GuestProcess> make)
    {
        lock (_lock)
        {
            int pgid = 0;
            int sid = 0;
            if (_processes.Count > 0)
            {
                if (!_processes.TryGetValue(ppid, out GuestProcess? parent) || parent.State != ProcessState.Running)
                {
                    return Errno.ESRCH;
                }

                if (_processes.Count > _limit)
                {
                    return Errno.EAGAIN;
                }

                if (ppid != InitPid && !newSession)
                {
                    (pgid, sid) = (parent.Pgid, parent.Sid);
                }
            }

            int pid = NextPid();
            GuestProcess process = make(pid, pgid == 0 ? pid : pgid, sid == 0 ? pid : sid);
            _processes.Add(pid, process);
            _watch?.Observe(_processes.Count - 1);
            return process;
        }
    }

    /// <summary>A process was made but could not start.</summary>
    internal void Discard(GuestProcess process)
    {
        process.Job.Remove(process);
        lock (_lock)
        {
            _processes.Remove(process.Pid);
            _watch?.Observe(_processes.Count - 1);
            process.MarkReaped();
        }
    }

    /// <summary>A process has ended.</summary>
    internal void NoteExit(GuestProcess process)
    {
        GuestProcess? parent;
        var orphaned = new HashSet<int>();
        lock (_lock)
        {
            _exited++;
            parent = _processes.GetValueOrDefault(process.Ppid);
            if (parent is not null && parent.Pgid != process.Pgid && parent.Sid == process.Sid)
            {
                orphaned.Add(process.Pgid);
            }

            foreach (GuestProcess child in _processes.Values.Where(p => p.Ppid == process.Pid).ToArray())
            {
                if (child.Pgid != process.Pgid && child.Sid == process.Sid)
                {
                    orphaned.Add(child.Pgid);
                }

                child.Ppid = InitPid;
                if (child.State == ProcessState.Zombie)
                {
                    Reap(child);
                }
            }

            if (parent is { Pid: InitPid } or not { State: ProcessState.Running })
            {
                parent = null;
                Reap(process);
            }
        }

        foreach (int group in orphaned)
        {
            ReleaseOrphans(group);
        }

        parent?.TellOfChild();
    }

    /// <summary>A process was stopped or goes on.</summary>
    internal void NoteChange(GuestProcess process) => (process.Ppid == InitPid ? null : Find(process.Ppid))?.TellOfChild();

    /// <summary><c>waitpid</c> with WNOHANG.</summary>
    internal SysResult<WaitStatus> Wait(GuestProcess parent, ChildWait wait)
    {
        lock (_lock)
        {
            bool any = false;
            foreach (GuestProcess child in _processes.Values)
            {
                if (child.Ppid != parent.Pid || !wait.Matches(child, parent))
                {
                    continue;
                }

                any = true;
                if (child.State == ProcessState.Zombie)
                {
                    if ((wait.Options & WaitOptions.WNOWAIT) == 0)
                    {
                        Reap(child);
                    }

                    return new WaitStatus(child.Pid, child.ExitCode ?? 0, child.TermSignal);
                }

                if (child.TakeChange(wait.Options) is { } change)
                {
                    return change;
                }
            }

            return any ? Errno.EAGAIN : Errno.ECHILD;
        }
    }

    /// <summary>Whether no process of the group has a parent that is in another group of its session and could let it go on.</summary>
    internal bool IsOrphaned(int group)
    {
        lock (_lock)
        {
            return !_processes.Values.Any(p => p.Pgid == group && p.State == ProcessState.Running &&
                _processes.GetValueOrDefault(p.Ppid) is { } parent && parent.Pgid != group && parent.Sid == p.Sid);
        }
    }

    /// <summary><c>kill</c>.</summary>
    internal SysResult<Unit> Kill(int pid, Signal signal, Caller caller, PolicyEngine policy)
    {
        if (signal != Signal.None && !SignalTable.IsValid(signal))
        {
            return Errno.EINVAL;
        }

        IReadOnlyList<GuestProcess> targets = [.. All().Where(p => IsTarget(p, pid, caller))];
        Errno errno = Errno.ESRCH;
        bool sent = false;
        foreach (GuestProcess target in targets)
        {
            Errno refused = MaySignal(target, caller, policy);
            errno = sent ? Errno.Success : refused;
            if (refused == Errno.Success)
            {
                sent = true;
                Send(target, signal);
            }
        }

        return sent ? SysResult.Done : errno;
    }

    /// <summary>Sends all of a process group a signal, for the kernel.</summary>
    internal void SignalGroup(int group, Signal signal)
    {
        foreach (GuestProcess member in All().Where(p => p.Pgid == group))
        {
            Send(member, signal);
        }
    }

    /// <summary>Whether there is a process of that group in that session.</summary>
    internal bool IsGroupOf(int group, int session) => All().Any(p => p.Pgid == group && p.Sid == session);

    // Nobody is left who would let the stopped processes of a group go on (exit(3p), consequences of process termination).
    private void ReleaseOrphans(int group)
    {
        if (IsOrphaned(group) && All().Any(p => p.Pgid == group && p.IsStopped))
        {
            SignalGroup(group, Signal.SIGHUP);
            SignalGroup(group, Signal.SIGCONT);
        }
    }

    private static void Send(GuestProcess target, Signal signal)
    {
        // Init has no handlers, so as in Linux nothing from inside reaches it.
        if (signal != Signal.None && target.Pid != InitPid)
        {
            target.Post(signal);
        }
    }

    private static bool IsTarget(GuestProcess process, int pid, Caller caller) => pid switch
    {
        > 0 => process.Pid == pid,
        0 => caller.Process is { } self && process.Pgid == self.Pgid,
        -1 => process.Pid != InitPid && process.Pid != caller.Pid,
        int.MinValue => false,
        _ => process.Pgid == -pid,
    };

    private static Errno MaySignal(GuestProcess target, Caller caller, PolicyEngine policy)
    {
        if (ReferenceEquals(target, caller.Process) || caller.IsHost)
        {
            return Errno.Success;
        }

        Errno errno = policy.Check(PermissionScope.Process, "signal", $"process://{target.Pid}", caller);
        return errno != Errno.Success ? errno : caller.IsRoot || caller.Uid == target.Uid ? Errno.Success : Errno.EPERM;
    }

    private void Reap(GuestProcess process)
    {
        if (_processes.Remove(process.Pid))
        {
            _pastSyscalls += process.Usage.Syscalls;
            _watch?.Observe(_processes.Count - 1);
            process.MarkReaped();
        }
    }

    // There are far fewer processes than numbers, so the search ends soon.
    private int NextPid()
    {
        do
        {
            _lastPid = _lastPid >= MaxPid ? InitPid + 1 : _lastPid + 1;
        }
        while (_processes.ContainsKey(_lastPid));

        return _lastPid;
    }
}
