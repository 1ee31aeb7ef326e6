using SecureExec.Abi;
using SecureExec.Kernel.Net;

namespace SecureExec.Kernel.Terminals;

/// <summary>
/// A pseudo-terminal (<c>pty(7)</c>): the host types and looks, the session's processes read and write. Thread-safe; callbacks run and signals are sent under no lock.
/// </summary>
internal sealed class Terminal
{
    private readonly Lock _lock = new();
    private readonly TerminalInput _input = new();
    private readonly TerminalOutput _output = new();
    private readonly LineDiscipline _discipline;
    private readonly ProcessTable _processes;
    private readonly Budget _terminals;
    private Termios _termios = Termios.Default;
    private WindowSize _size;
    private List<Action>? _readers;
    private List<Action>? _writers;
    private List<Action>? _typists;
    private List<Action>? _viewers;
    private int _foreground;
    private bool _hungUp;
    private bool _closed;

    private Terminal(int number, WindowSize size, ProcessTable processes, Budget terminals, Timespec now)
    {
        Number = number;
        Time = now;
        _size = size;
        _processes = processes;
        _terminals = terminals;
        _discipline = new LineDiscipline(_input, _output);
    }

    /// <summary>Its number in <c>/dev/pts</c>.</summary>
    public int Number { get; }

    /// <summary>When it was made.</summary>
    public Timespec Time { get; }

    /// <summary>How it treats what goes through it.</summary>
    public Termios Termios
    {
        get
        {
            lock (_lock)
            {
                return _termios;
            }
        }
    }

    /// <summary>Its size in characters.</summary>
    public WindowSize Size
    {
        get
        {
            lock (_lock)
            {
                return _size;
            }
        }
    }

    /// <summary>The group that reads, and that signals go to.</summary>
    public int Foreground
    {
        get => Volatile.Read(ref _foreground);
        set => Volatile.Write(ref _foreground, value);
    }

    /// <summary>The session's leader has ended, or the host has gone: reads are at their end, writes answer EIO.</summary>
    public bool IsHungUp
    {
        get
        {
            lock (_lock)
            {
                return _hungUp;
            }
        }
    }

    /// <summary>Makes a terminal that is nobody's yet. ENOSPC when there are too many.</summary>
    public static SysResult<Terminal> Create(int number, WindowSize size, ProcessTable processes, Budget terminals, TimeProvider clock) =>
        terminals.TryCharge(1) ? new Terminal(number, size, processes, terminals, Timespec.From(clock.GetUtcNow())) : Errno.ENOSPC;

    /// <summary>A process reads. Zero is the end; EAGAIN.</summary>
    public SysResult<int> Read(Span<byte> buffer)
    {
        var wakeups = default(Wakeups);
        int read;
        lock (_lock)
        {
            if (buffer.IsEmpty)
            {
                return 0;
            }

            bool lines = _termios.Has(LocalModes.ICANON);
            if (!_input.IsReady(lines))
            {
                return _hungUp ? 0 : Errno.EAGAIN;
            }

            read = _input.Read(buffer, lines);
            wakeups.Take(ref _typists);
        }

        wakeups.Run();
        return read;
    }

    /// <summary>A process writes. EAGAIN while there is no room or output is held back, EIO.</summary>
    public SysResult<int> Write(ReadOnlySpan<byte> data)
    {
        var wakeups = default(Wakeups);
        int written;
        lock (_lock)
        {
            if (_hungUp)
            {
                return Errno.EIO;
            }

            if (data.IsEmpty)
            {
                return 0;
            }

            if (_discipline.IsHeld || (written = _output.Write(data, _termios)) == 0)
            {
                return Errno.EAGAIN;
            }

            wakeups.Take(ref _viewers);
        }

        wakeups.Run();
        return written;
    }

    /// <summary>Keeps a callback until a read would not wait; false when it would not now.</summary>
    public bool NotifyReadable(Action once)
    {
        lock (_lock)
        {
            return !_hungUp && !_input.IsReady(_termios.Has(LocalModes.ICANON)) && Keep(ref _readers, once);
        }
    }

    /// <summary>Keeps a callback until a write would not wait; false when it would not now.</summary>
    public bool NotifyWritable(Action once)
    {
        lock (_lock)
        {
            return !_hungUp && (_discipline.IsHeld || !_output.HasRoom) && Keep(ref _writers, once);
        }
    }

    /// <summary>Forgets a callback of either.</summary>
    public void CancelNotify(Action once)
    {
        lock (_lock)
        {
            _readers?.Remove(once);
            _writers?.Remove(once);
        }
    }

    /// <summary>Sets the modes.</summary>
    /// <param name="termios">The new ones.</param>
    /// <param name="flush">Whether what has been typed is forgotten (TCSAFLUSH).</param>
    public void SetTermios(Termios termios, bool flush)
    {
        var wakeups = default(Wakeups);
        lock (_lock)
        {
            if (flush)
            {
                _input.Clear();
            }

            _discipline.Changed(_termios, termios);
            _termios = termios;
            TakeReady(ref wakeups);
            wakeups.Take(ref _typists);
        }

        wakeups.Run();
    }

    /// <summary>The host types: as many bytes as there is room for. All are taken and dropped once the terminal has hung up.</summary>
    public int Type(ReadOnlySpan<byte> typed)
    {
        var wakeups = default(Wakeups);
        var signals = default(List<Signal>);
        int taken = 0;
        lock (_lock)
        {
            for (; taken < typed.Length; taken++)
            {
                if (_hungUp)
                {
                    taken = typed.Length;
                    break;
                }

                if (_input.Room <= 0 && !LineDiscipline.IsUrgent(typed[taken], _termios))
                {
                    break;
                }

                if (_discipline.Type(typed[taken], _termios) is not Signal.None and var signal)
                {
                    (signals ??= []).Add(signal);
                }
            }

            TakeReady(ref wakeups);
            wakeups.Take(ref _viewers);
        }

        wakeups.Run();
        foreach (Signal signal in signals ?? [])
        {
            _processes.SignalGroup(Foreground, signal);
        }

        return taken;
    }

    /// <summary>The host has no more to type: as if the character that ends the input were typed, where lines are edited.</summary>
    public void EndTyping()
    {
        Termios termios = Termios;
        if (termios.Has(LocalModes.ICANON))
        {
            Type([termios.Characters.Eof]);
        }
    }

    /// <summary>Keeps a callback until <see cref="Type"/> would take more; false when it would now.</summary>
    public bool NotifyTypable(Action once)
    {
        lock (_lock)
        {
            return !_hungUp && _input.Room <= 0 && Keep(ref _typists, once);
        }
    }

    /// <summary>The host looks: takes what is to be shown, as much as fits.</summary>
    public int TakeOutput(Span<byte> buffer)
    {
        var wakeups = default(Wakeups);
        int taken;
        lock (_lock)
        {
            taken = _output.Take(buffer);
            if (_output.HasRoom && !_discipline.IsHeld)
            {
                wakeups.Take(ref _writers);
            }
        }

        wakeups.Run();
        return taken;
    }

    /// <summary>Keeps a callback until there is something to be shown; false when there is now, or nothing more will come.</summary>
    public bool NotifyOutput(Action once)
    {
        lock (_lock)
        {
            return !_hungUp && _output.Count == 0 && Keep(ref _viewers, once);
        }
    }

    /// <summary>The host's window has another size: the foreground is told by SIGWINCH.</summary>
    public void Resize(WindowSize size)
    {
        lock (_lock)
        {
            if (_size == size)
            {
                return;
            }

            _size = size;
        }

        _processes.SignalGroup(Foreground, Signal.SIGWINCH);
    }

    /// <summary>The session's leader has ended, or the host has gone: the foreground is told by SIGHUP. What is to be shown can still be taken.</summary>
    public void HangUp()
    {
        var wakeups = default(Wakeups);
        lock (_lock)
        {
            if (_hungUp)
            {
                return;
            }

            _hungUp = true;
            _input.Clear();
            wakeups.Take(ref _readers);
            wakeups.Take(ref _writers);
            wakeups.Take(ref _typists);
            wakeups.Take(ref _viewers);
        }

        wakeups.Run();
        _processes.SignalGroup(Foreground, Signal.SIGHUP);
        _processes.SignalGroup(Foreground, Signal.SIGCONT);
    }

    /// <summary>The host is done with it: it hangs up and counts no more.</summary>
    public void Close()
    {
        HangUp();
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
        }

        _terminals.Release(1);
    }

    private static bool Keep(ref List<Action>? list, Action once)
    {
        (list ??= []).Add(once);
        return true;
    }

    private void TakeReady(ref Wakeups wakeups)
    {
        if (_input.IsReady(_termios.Has(LocalModes.ICANON)))
        {
            wakeups.Take(ref _readers);
        }

        if (!_discipline.IsHeld)
        {
            wakeups.Take(ref _writers);
        }
    }
}
