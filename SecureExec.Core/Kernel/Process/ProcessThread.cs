using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>
/// One thread of a process, as Linux's task: it shares the process's descriptors, working directory and signals, and has calls of its own that can
/// be interrupted without the others', and an environment that it may have for itself. Safe from any thread; its lock is never held while a callback runs.
/// </summary>
internal sealed class ProcessThread
{
    private readonly Lock _lock = new();
    private readonly List<ManualResetEventSlim> _waits = [];
    private volatile bool _interrupted;

    /// <summary>Made by <see cref="GuestProcess"/> only.</summary>
    internal ProcessThread(GuestProcess process, ProcessEnvironment environment)
    {
        Process = process;
        Environment = environment;
    }

    /// <summary>The process it is of.</summary>
    public GuestProcess Process { get; }

    /// <summary>The syscalls of this thread.</summary>
    public ProcessSyscalls Sys { get; private set; } = null!;

    /// <summary>Environment variables: the process's own, or a copy.</summary>
    internal ProcessEnvironment Environment { get; set; }

    /// <summary>CPU time so far; set by the engine, asked from any thread.</summary>
    public Func<TimeSpan>? CpuClock { get; set; }

    /// <summary>Whether its syscalls wait no more: it was interrupted, or the process is being ended.</summary>
    internal bool IsInterrupted => _interrupted || Process.IsEnding;

    /// <summary>From now on no syscall of this thread waits: those that wait, now or later, answer EINTR. All other calls still work.</summary>
    public void Interrupt()
    {
        _interrupted = true;
        Wake();
    }

    /// <summary>The thread has ended; its CPU time stays with the process. Only the first call counts.</summary>
    public void End() => Process.Forget(this);

    internal void Attach(ProcessSyscalls sys) => Sys = sys;

    /// <summary>Lets calls that wait look again whether they may go on.</summary>
    internal void Wake()
    {
        lock (_lock)
        {
            foreach (ManualResetEventSlim wait in _waits)
            {
                wait.Set();
            }
        }
    }

    /// <summary>Blocks until the description has data or an end. EINTR when the process is being ended or the thread was interrupted, EAGAIN after
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
            _waits.Add(gate);
        }

        // Looked at after the gate is known: whoever ends the process or the thread later finds it.
        if (!IsInterrupted && register(wake))
        {
            inTime = gate.Wait(milliseconds);
            cancel(wake);
        }

        lock (_lock)
        {
            _waits.Remove(gate);
        }

        return IsInterrupted ? Errno.EINTR : inTime ? Errno.Success : Errno.EAGAIN;
    }

    /// <summary>While the process is stopped (SIGSTOP and its like), waits until it goes on or ends, or the thread is interrupted. A stopped process makes no system call; what it
    /// only computes goes on.</summary>
    internal void WaitWhileStopped()
    {
        while (Process.IsStopped && !IsInterrupted)
        {
            var gate = new ManualResetEventSlim(false);
            lock (_lock)
            {
                _waits.Add(gate);
            }

            // Looked at after the gate is known: whoever lets the process go on later finds it.
            if (Process.IsStopped && !IsInterrupted)
            {
                gate.Wait();
            }

            lock (_lock)
            {
                _waits.Remove(gate);
            }
        }
    }
}
