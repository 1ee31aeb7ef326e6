using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <content>What signals do to it: dispositions, the mask, stops.</content>
internal sealed partial class GuestProcess
{
    private readonly Dictionary<Signal, SignalDisposition> _dispositions = [];
    private Action<Signal>? _signalSink;
    private volatile bool _stopped;
    private SignalSet _blocked;
    private SignalSet _pending;
    private WaitStatus? _change;
    private Signal? _fatal;

    // What a signal does to the process.
    private enum Delivery
    {
        None,
        Stop,
        Catch,
        End,
    }

    /// <summary>
    /// Set by the engine; runs on the sender's thread. For a signal the guest catches: deliver it to the guest. For one that ends the
    /// process (<see cref="FatalSignal"/> is set): interrupt the isolate, then call <see cref="Exit"/>. Without a sink a fatal signal
    /// ends the process at once. A fatal signal that came before the sink was set is told when it is set, to a program that was about to start too.
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
                missed = _fatal;
            }

            if (missed is { } signal)
            {
                value?.Invoke(signal);
            }
        }
    }

    /// <summary>True from a signal that stops it to SIGCONT.</summary>
    internal bool IsStopped => _stopped;

    /// <summary>Signals that are blocked, and those that wait until they are not, each once.</summary>
    internal (SignalSet Blocked, SignalSet Pending) Masked
    {
        get
        {
            lock (_lock)
            {
                return (_blocked, _pending);
            }
        }
    }

    /// <summary>Sends a signal from the host or the kernel. With <paramref name="force"/> the guest's own disposition and mask do not count. Nothing
    /// happens when the process has ended.</summary>
    public void Post(Signal signal, bool force = false)
    {
        // A group without a parent that would let it go on is stopped by SIGSTOP only (signal(7) of POSIX, orphaned process groups).
        bool mayStop = SignalTable.StopsByDefault(signal) && (signal == Signal.SIGSTOP || !_table.IsOrphaned(Pgid));
        if (signal == Signal.SIGCONT)
        {
            Continue();
        }

        Action<Signal>? sink;
        Delivery delivery;
        lock (_lock)
        {
            delivery = Decide(signal, force, mayStop);
            sink = _signalSink;
        }

        switch (delivery)
        {
            case Delivery.Stop:
                _table.NoteChange(this);
                break;

            case Delivery.Catch:
                sink?.Invoke(signal);
                break;

            case Delivery.End:
                WakeThreads();
                if (sink is not null)
                {
                    sink(signal);
                }
                else
                {
                    Exit(0, signal);
                }

                break;
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

    /// <summary>That it was stopped or goes on, if that is asked and was not told yet.</summary>
    internal WaitStatus? TakeChange(WaitOptions options)
    {
        lock (_lock)
        {
            WaitOptions asked = _change?.Change == ChildChange.Continued ? WaitOptions.WCONTINUED : WaitOptions.WUNTRACED;
            if (_change is not { } change || (options & asked) == 0)
            {
                return null;
            }

            if ((options & WaitOptions.WNOWAIT) == 0)
            {
                _change = null;
            }

            return change;
        }
    }

    internal void SetDisposition(Signal signal, SignalDisposition disposition)
    {
        lock (_lock)
        {
            _dispositions[signal] = disposition;
        }
    }

    /// <summary>Changes the mask and delivers what it held back and holds no more; SIGKILL and SIGSTOP are never blocked. The mask before.</summary>
    internal SignalSet ChangeMask(SignalMaskChange how, SignalSet set)
    {
        SignalSet before;
        lock (_lock)
        {
            before = _blocked;
            SignalSet wanted = how switch
            {
                SignalMaskChange.Block => before.Union(set),
                SignalMaskChange.Unblock => before.Except(set),
                _ => set,
            };
            _blocked = wanted.Except(SignalTable.Uncatchable);
        }

        DeliverPending();
        return before;
    }

    /// <summary>Signals that the parent ignores are ignored in a child that it forks, and those it blocks are blocked.</summary>
    internal void InheritSignals(GuestProcess parent)
    {
        KeyValuePair<Signal, SignalDisposition>[] ignored;
        SignalSet blocked;
        lock (parent._lock)
        {
            ignored = [.. parent._dispositions.Where(pair => pair.Value == SignalDisposition.Ignore)];
            blocked = parent._blocked;
        }

        lock (_lock)
        {
            _blocked = blocked;
            foreach ((Signal signal, SignalDisposition disposition) in ignored)
            {
                _dispositions[signal] = disposition;
            }
        }
    }

    /// <summary>The signals with that disposition.</summary>
    internal SignalSet WithDisposition(SignalDisposition disposition)
    {
        lock (_lock)
        {
            return SignalSet.Of(_dispositions.Where(pair => pair.Value == disposition).Select(pair => pair.Key));
        }
    }

    // Under the lock: what comes of a signal, noted already.
    private Delivery Decide(Signal signal, bool force, bool mayStop)
    {
        if (_state != ProcessState.Running)
        {
            return Delivery.None;
        }

        _pending = _pending.Except(SignalTable.Cancels(signal));
        // What is stopped takes SIGKILL and SIGCONT only; all else waits until it goes on.
        if (!force && (_blocked.Contains(signal) || (_stopped && signal is not (Signal.SIGKILL or Signal.SIGCONT))))
        {
            _pending = _pending.Union(SignalSet.Of(signal));
            return Delivery.None;
        }

        SignalDisposition disposition = force ? SignalDisposition.Default : DispositionOf(signal);
        if (disposition != SignalDisposition.Default)
        {
            return disposition == SignalDisposition.Catch ? Delivery.Catch : Delivery.None;
        }

        if (SignalTable.StopsByDefault(signal))
        {
            if (!mayStop || _ending)
            {
                return Delivery.None;
            }

            _stopped = true;
            _change = new WaitStatus(Pid, SignalTable.ExitBase + (int)signal, signal, ChildChange.Stopped);
            return Delivery.Stop;
        }

        if ((!force && !SignalTable.EndsByDefault(signal)) || _fatal is not null)
        {
            return Delivery.None;
        }

        _fatal = signal;
        _ending = true;
        _stopped = false;
        return Delivery.End;
    }

    private SignalDisposition DispositionOf(Signal signal) => _dispositions.GetValueOrDefault(signal);

    private void Continue()
    {
        lock (_lock)
        {
            if (!_stopped)
            {
                return;
            }

            _stopped = false;
            _pending = _pending.Except(SignalTable.Cancels(Signal.SIGCONT));
            _change = new WaitStatus(Pid, 0, null, ChildChange.Continued);
        }

        WakeThreads();
        _table.NoteChange(this);
        DeliverPending();
    }

    private void DeliverPending()
    {
        SignalSet due;
        lock (_lock)
        {
            due = _stopped ? default : _pending.Except(_blocked);
            _pending = _pending.Except(due);
        }

        foreach (Signal signal in due.Signals)
        {
            Post(signal);
        }
    }
}
