using SecureExec.Abi;
using SecureExec.Kernel.Vfs;

namespace SecureExec.Kernel;

/// <summary>
/// The kernel's side of one guest process. Safe from any thread; its lock is never held while a callback runs or another
/// process is touched.
/// </summary>
internal sealed class GuestProcess
{
    private readonly Lock _lock = new();
    private readonly ProcessTable _table;
    private readonly Dictionary<Signal, SignalDisposition> _dispositions = [];
    private readonly List<ManualResetEventSlim> _waits = [];
    private Action<Signal>? _signalSink;
    private List<Action>? _exitWaiters;
    private volatile ProcessState _state;
    private volatile bool _ending;
    private volatile bool _interrupted;
    private volatile bool _stopped;
    private int _ppid;
    private int? _exitCode;
    private Signal? _termSignal;
    private Signal? _fatal;

    /// <summary>Made by <see cref="ProcessTable"/> only.</summary>
    internal GuestProcess(ProcessTable table, ProcessIdentity identity, ProcessEnvironment environment, DateTimeOffset startTime)
    {
        _table = table;
        Pid = identity.Pid;
        _ppid = identity.Ppid;
        Pgid = identity.Pgid;
        Sid = identity.Sid;
        Argv = identity.Argv;
        Environment = environment;
        StartTime = startTime;
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
    public int Pgid { get; }

    /// <summary>Session.</summary>
    public int Sid { get; }

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

    /// <summary>The syscalls of this process.</summary>
    public ProcessSyscalls Sys { get; private set; } = null!;

    /// <summary>Calls of host functions that it waits for.</summary>
    public ToolCallSet ToolCalls { get; } = new();

    /// <summary>What it has used.</summary>
    public ProcessUsage Usage { get; } = new();

    /// <summary>CPU time so far; set by the engine.</summary>
    public Func<TimeSpan>? CpuClock { get; set; }

    /// <summary>Told, on the ended child's thread, when a child has ended; the child stays a zombie until <see cref="ProcessSyscalls.Wait"/>.</summary>
    public Action<GuestProcess>? ChildExited { get; set; }

    /// <summary>
    /// Set by the engine; runs on the sender's thread. For a signal the guest catches: deliver it to the guest. For one that ends the
    /// process (<see cref="FatalSignal"/> is set): interrupt the isolate, then call <see cref="Exit"/>. Without a sink a fatal signal
    /// ends the process at once. A fatal signal that came before the sink was set is told when it is set.
    /// </summary>
    public Action<Signal>? SignalSink
    {
        get => _signalSink;
        set
        {
            Signal? missed;
            lock (_lock)
            {
                _signalSink = value;
                missed = _state == ProcessState.Running ? _fatal : null;
            }

            if (missed is { } signal)
            {
                value?.Invoke(signal);
            }
        }
    }

    /// <summary>True from a signal that stops it to SIGCONT.</summary>
    internal bool IsStopped => _stopped;

    /// <summary>True from when a fatal signal is sent or the process exits.</summary>
    internal bool IsEnding => _ending;

    /// <summary>Credentials, working directory and descriptors.</summary>
    internal Caller Caller { get; private set; } = null!;

    /// <summary>Environment variables.</summary>
    internal ProcessEnvironment Environment { get; set; }

    /// <summary>Sends a signal from the host or the kernel. With <paramref name="force"/> the guest's own disposition does not count. Nothing happens
    /// when the process has ended.</summary>
    public void Post(Signal signal, bool force = false)
    {
        Action<Signal>? sink;
        bool fatal;
        if (signal == Signal.SIGCONT)
        {
            Continue();
        }

        lock (_lock)
        {
            SignalDisposition disposition = force ? SignalDisposition.Default : DispositionOf(signal);
            fatal = disposition == SignalDisposition.Default && (force || SignalTable.EndsByDefault(signal));
            if (_state == ProcessState.Running && disposition == SignalDisposition.Default && SignalTable.StopsByDefault(signal) && !_ending)
            {
                _stopped = true;
                return;
            }

            if (_state != ProcessState.Running || disposition == SignalDisposition.Ignore ||
                (disposition == SignalDisposition.Default && !fatal) || (fatal && _fatal is not null))
            {
                return;
            }

            if (fatal)
            {
                _fatal = signal;
                _ending = true;
                _stopped = false;
                WakeWaits();
            }

            sink = _signalSink;
        }

        if (sink is not null)
        {
            sink(signal);
        }
        else if (fatal)
        {
            Exit(0, signal);
        }
    }

    /// <summary>From now on no syscall of the process waits: reads that wait, now or later, answer EINTR. For an engine that stops the guest for a
    /// reason of its own (a timeout, a heap limit) before it calls <see cref="Exit"/>; all other calls still work.</summary>
    public void Interrupt()
    {
        lock (_lock)
        {
            _interrupted = true;
            _stopped = false;
            WakeWaits();
        }
    }

    /// <summary>What the process does with a signal now.</summary>
    public SignalDisposition GetDisposition(Signal signal)
    {
        lock (_lock)
        {
            return DispositionOf(signal);
        }
    }

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
            _termSignal = signal;
            _exitCode = signal is { } number ? 128 + (int)number : code & 0xFF;
            _state = ProcessState.Zombie;
            WakeWaits();
        }

        Job.Remove(this);
        Caller.Fds.CloseAll();
        ToolCalls.Close();
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

    internal void Attach(Caller caller, SyscallDispatcher dispatcher)
    {
        Caller = caller;
        Sys = new ProcessSyscalls(dispatcher, caller);
    }

    internal void SetDisposition(Signal signal, SignalDisposition disposition)
    {
        lock (_lock)
        {
            _dispositions[signal] = disposition;
        }
    }

    /// <summary>Blocks until the description has data or an end. EINTR when the process is being ended or was interrupted, EAGAIN after
    /// <paramref name="milliseconds"/>.</summary>
    internal Errno WaitReadable(FileDescription description, int milliseconds) =>
        Wait(description.NotifyReadable, description.CancelNotify, milliseconds);

    /// <summary>The same until it takes more.</summary>
    internal Errno WaitWritable(FileDescription description, int milliseconds) =>
        Wait(description.NotifyWritable, description.CancelNotify, milliseconds);

    /// <summary>Blocks until what <paramref name="register"/> was given is called; not at all when it answers false. EINTR, EAGAIN as above.</summary>
    internal Errno Wait(Func<Action, bool> register, Action<Action> cancel, int milliseconds)
    {
        bool inTime = true;
        // Not disposed: a late callback may still set it, and without a wait handle it holds nothing.
        var gate = new ManualResetEventSlim(false);
        Action wake = gate.Set;
        lock (_lock)
        {
            if (_ending || _interrupted)
            {
                return Errno.EINTR;
            }

            _waits.Add(gate);
        }

        if (register(wake))
        {
            inTime = gate.Wait(milliseconds);
            cancel(wake);
        }

        lock (_lock)
        {
            _waits.Remove(gate);
        }

        return _ending || _interrupted ? Errno.EINTR : inTime ? Errno.Success : Errno.EAGAIN;
    }

    /// <summary>While the process is stopped (SIGSTOP and its like), waits until it goes on or ends. A stopped process makes no system call; what it only computes goes on.</summary>
    internal void WaitWhileStopped()
    {
        while (_stopped)
        {
            var gate = new ManualResetEventSlim(false);
            lock (_lock)
            {
                if (!_stopped)
                {
                    return;
                }

                _waits.Add(gate);
            }

            gate.Wait();
            lock (_lock)
            {
                _waits.Remove(gate);
            }
        }
    }

    /// <summary>Signals that the parent ignores are ignored in a child that it forks.</summary>
    internal void InheritIgnored(GuestProcess parent)
    {
        KeyValuePair<Signal, SignalDisposition>[] ignored;
        lock (parent._lock)
        {
            ignored = [.. parent._dispositions.Where(pair => pair.Value == SignalDisposition.Ignore)];
        }

        foreach ((Signal signal, SignalDisposition disposition) in ignored)
        {
            SetDisposition(signal, disposition);
        }
    }

    /// <summary><c>execve(2)</c>: another program takes the process over; caught signals have their default action again.</summary>
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
    }

    internal void MarkReaped() => _state = ProcessState.Reaped;

    internal ProcessSnapshot Snapshot() => new(
        Pid,
        Ppid,
        State,
        Argv,
        Cwd,
        Uid,
        Gid,
        StartTime,
        ExitCode,
        TermSignal,
        CpuClock?.Invoke() ?? TimeSpan.Zero,
        Usage.Syscalls,
        Caller.Fds.Count);

    private SignalDisposition DispositionOf(Signal signal) => _dispositions.GetValueOrDefault(signal);

    private void Continue()
    {
        lock (_lock)
        {
            if (_stopped)
            {
                _stopped = false;
                WakeWaits();
            }
        }
    }

    private void WakeWaits()
    {
        foreach (ManualResetEventSlim wait in _waits)
        {
            wait.Set();
        }
    }
}
