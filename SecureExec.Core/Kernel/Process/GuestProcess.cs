using SecureExec.Abi;
using SecureExec.Kernel.Terminals;
using SecureExec.Kernel.Vfs;

namespace SecureExec.Kernel;

/// <summary>
/// The kernel's side of one guest process. Safe from any thread; its lock is never held while a callback runs or another
/// process is touched. Signals are in <c>GuestProcess.Signals.cs</c>.
/// </summary>
internal sealed partial class GuestProcess
{
    private readonly Lock _lock = new();
    private readonly ProcessTable _table;
    private readonly HashSet<ProcessThread> _threads = [];
    private List<Action>? _exitWaiters;
    private List<Action>? _childWaiters;
    private volatile ProcessState _state;
    private volatile bool _ending;
    private int _ppid;
    private int _pgid;
    private int? _exitCode;
    private Signal? _termSignal;
    private SyscallDispatcher? _dispatcher;
    private Budget? _threadBudget;
    private TimeSpan _pastThreads;

    /// <summary>Made by <see cref="ProcessTable"/> only.</summary>
    internal GuestProcess(ProcessTable table, ProcessIdentity identity, ProcessEnvironment environment, DateTimeOffset startTime)
    {
        _table = table;
        Pid = identity.Pid;
        _ppid = identity.Ppid;
        _pgid = identity.Pgid;
        Sid = identity.Sid;
        Argv = identity.Argv;
        StartTime = startTime;
        MainThread = new ProcessThread(this, environment);
    }

    /// <summary>Process id.</summary>
    public int Pid { get; }

    /// <summary>Parent; becomes 1 when the parent ends first.</summary>
    public int Ppid
    {
        get => Volatile.Read(ref _ppid);
        internal set => Volatile.Write(ref _ppid, value);
    }

    /// <summary>Process group.</summary>
    public int Pgid
    {
        get => Volatile.Read(ref _pgid);
        internal set => Volatile.Write(ref _pgid, value);
    }

    /// <summary>Session.</summary>
    public int Sid { get; }

    /// <summary>The terminal that controls its session, if one does.</summary>
    public Terminal? Terminal { get; init; }

    /// <summary>The host's run that it belongs to.</summary>
    public required ProcessJob Job { get; init; }

    /// <summary>Command line of the program that it runs.</summary>
    public IReadOnlyList<string> Argv { get; private set; }

    /// <summary>Canonical path of the working directory; empty when it was removed or is too long to tell.</summary>
    public string Cwd
    {
        get
        {
            DirectoryInode cwd = Caller.Cwd;
            var buffer = new char[PathWalk.BufferSize];
            int length = cwd.IsRemoved ? -1 : PathWalk.WriteCanonicalPath(cwd, buffer);
            return length < 0 ? "" : new string(buffer, 0, length);
        }
    }

    /// <summary>User.</summary>
    public int Uid => Caller.Uid;

    /// <summary>Group.</summary>
    public int Gid => Caller.Gid;

    /// <summary>When it was made.</summary>
    public DateTimeOffset StartTime { get; }

    /// <summary>Where it is in its life.</summary>
    public ProcessState State => _state;

    /// <summary>0 to 255 once it has ended; 128 + n when signal n ended it.</summary>
    public int? ExitCode
    {
        get
        {
            lock (_lock)
            {
                return _exitCode;
            }
        }
    }

    /// <summary>The signal that ended it, if one did.</summary>
    public Signal? TermSignal
    {
        get
        {
            lock (_lock)
            {
                return _termSignal;
            }
        }
    }

    /// <summary>The signal that is about to end it: set from when it is sent until <see cref="Exit"/>. Its syscalls answer EINTR meanwhile.</summary>
    public Signal? FatalSignal
    {
        get
        {
            lock (_lock)
            {
                return _fatal;
            }
        }
    }

    /// <summary>The thread that the process began with.</summary>
    public ProcessThread MainThread { get; }

    /// <summary>The syscalls of its main thread.</summary>
    public ProcessSyscalls Sys => MainThread.Sys;

    /// <summary>Calls of host functions that it waits for.</summary>
    public ToolCallSet ToolCalls { get; } = new();

    /// <summary>What it has used.</summary>
    public ProcessUsage Usage { get; } = new();

    /// <summary>CPU time of all its threads so far, ended ones included.</summary>
    public TimeSpan Cpu
    {
        get
        {
            ProcessThread[] threads;
            TimeSpan past;
            lock (_lock)
            {
                threads = [MainThread, .. _threads];
                past = _pastThreads;
            }

            return threads.Aggregate(past, (sum, thread) => sum + (thread.CpuClock?.Invoke() ?? TimeSpan.Zero));
        }
    }

    /// <summary>Threads at the moment, the main one included.</summary>
    public int ThreadCount
    {
        get
        {
            lock (_lock)
            {
                return _threads.Count + 1;
            }
        }
    }

    /// <summary>True from when a fatal signal is sent or the process exits.</summary>
    internal bool IsEnding => _ending;

    /// <summary>Credentials, working directory and descriptors.</summary>
    internal Caller Caller { get; private set; } = null!;

    /// <summary>Environment variables of its main thread.</summary>
    internal ProcessEnvironment Environment
    {
        get => MainThread.Environment;
        set => MainThread.Environment = value;
    }

    /// <summary>From now on no syscall of its main thread waits. For an engine that stops the guest for a
    /// reason of its own (a timeout, a heap limit) before it calls <see cref="Exit"/>; all other calls still work.</summary>
    public void Interrupt() => MainThread.Interrupt();

    /// <summary>The process has ended: closes its files, makes it a zombie (or forgets it when its parent is init), gives its children to init and
    /// tells the parent. Only the first call counts.</summary>
    /// <param name="code">Exit code; only the low eight bits count. Not used with a signal.</param>
    /// <param name="signal">The signal that ended it, or null.</param>
    public void Exit(int code, Signal? signal)
    {
        lock (_lock)
        {
            if (_state != ProcessState.Running)
            {
                return;
            }

            _ending = true;
            _stopped = false;
            _change = null;
            _termSignal = signal;
            _exitCode = signal is { } number ? SignalTable.ExitBase + (int)number : code & 0xFF;
            _state = ProcessState.Zombie;
        }

        WakeThreads();
        Job.Remove(this);
        Caller.Fds.CloseAll();
        ToolCalls.Close();
        if (Sid == Pid)
        {
            Terminal?.HangUp();
        }

        _table.NoteExit(this);
        List<Action>? waiters;
        lock (_lock)
        {
            waiters = _exitWaiters;
            _exitWaiters = null;
        }

        foreach (Action waiter in waiters ?? [])
        {
            waiter();
        }
    }

    /// <summary>Runs <paramref name="once"/> once, on the thread that ends it, when the process has ended. False, and nothing is kept, when it has.</summary>
    internal bool NotifyExit(Action once)
    {
        lock (_lock)
        {
            if (_state != ProcessState.Running)
            {
                return false;
            }

            (_exitWaiters ??= []).Add(once);
            return true;
        }
    }

    /// <summary>Forgets a callback of <see cref="NotifyExit"/>.</summary>
    internal void CancelNotifyExit(Action once)
    {
        lock (_lock)
        {
            _exitWaiters?.Remove(once);
        }
    }

    /// <summary>Runs <paramref name="once"/> once, on any thread, when a child has ended, was stopped or goes on.</summary>
    internal void NotifyChild(Action once)
    {
        lock (_lock)
        {
            (_childWaiters ??= []).Add(once);
        }
    }

    /// <summary>Forgets a callback of <see cref="NotifyChild"/>.</summary>
    internal void CancelNotifyChild(Action once)
    {
        lock (_lock)
        {
            _childWaiters?.Remove(once);
        }
    }

    /// <summary>Something has become of a child.</summary>
    internal void TellOfChild()
    {
        Post(Signal.SIGCHLD);
        List<Action>? waiters;
        lock (_lock)
        {
            waiters = _childWaiters;
            _childWaiters = null;
        }

        foreach (Action waiter in waiters ?? [])
        {
            waiter();
        }
    }

    internal void Attach(Caller caller, SyscallDispatcher dispatcher)
    {
        Caller = caller.ForThread(MainThread);
        _dispatcher = dispatcher;
        MainThread.Attach(new ProcessSyscalls(dispatcher, Caller));
    }

    /// <summary>Makes a further thread, counted in <paramref name="budget"/> until it ends. EAGAIN, ESRCH.</summary>
    internal SysResult<ProcessThread> AddThread(ProcessEnvironment environment, Budget budget)
    {
        if (!budget.TryCharge(1))
        {
            return Errno.EAGAIN;
        }

        var thread = new ProcessThread(this, environment);
        thread.Attach(new ProcessSyscalls(_dispatcher!, Caller.ForThread(thread)));
        lock (_lock)
        {
            if (!_ending)
            {
                _threads.Add(thread);
                _threadBudget = budget;
                return thread;
            }
        }

        budget.Release(1);
        return Errno.ESRCH;
    }

    /// <summary>A further thread has ended.</summary>
    internal void Forget(ProcessThread thread)
    {
        lock (_lock)
        {
            if (!_threads.Remove(thread))
            {
                return;
            }

            _pastThreads += thread.CpuClock?.Invoke() ?? TimeSpan.Zero;
        }

        _threadBudget!.Release(1);
    }

    /// <summary><c>execve(2)</c>: another program takes the process over; caught signals have their default action again, and nobody waits for functions of the host any more.</summary>
    internal void BecomeProgram(IReadOnlyList<string> argv)
    {
        lock (_lock)
        {
            Argv = argv;
            _signalSink = null;
            foreach (Signal caught in _dispositions.Where(pair => pair.Value == SignalDisposition.Catch).Select(pair => pair.Key).ToArray())
            {
                _dispositions.Remove(caught);
            }
        }

        ToolCalls.CancelAll();
    }

    internal void MarkReaped() => _state = ProcessState.Reaped;

    internal ProcessSnapshot Snapshot() => new(
        Pid,
        Ppid,
        State,
        IsStopped,
        Argv,
        Cwd,
        Uid,
        Gid,
        StartTime,
        ExitCode,
        TermSignal,
        Cpu,
        Usage.Syscalls,
        Caller.Fds.Count);

    private void WakeThreads()
    {
        ProcessThread[] threads;
        lock (_lock)
        {
            threads = [MainThread, .. _threads];
        }

        foreach (ProcessThread thread in threads)
        {
            thread.Wake();
        }
    }
}
