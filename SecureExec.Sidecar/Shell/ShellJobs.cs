using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Programs;

namespace SecureExec.Sidecar.Shell;

/// <summary>The children of a shell that it waits for, and the statuses of those that have ended, as many as it may have processes.</summary>
internal sealed class ShellJobs(NativeContext context)
{
    private const int SignalBase = 128;

    private readonly List<(int Pid, int? Status)> _background = [];

    /// <summary>The signal that ended the last child that was waited for.</summary>
    public Signal? LastSignal { get; private set; }

    /// <summary>Background commands, oldest first; those that ended have a status.</summary>
    public IReadOnlyList<(int Pid, int? Status)> All => _background;

    /// <summary>A background command has started.</summary>
    public void Add(int pid)
    {
        if (_background.Count >= context.Sys.Limits.MaxProcesses)
            _background.RemoveAt(Math.Max(0, _background.FindIndex(job => job.Status is not null)));
        _background.Add((pid, null));
    }

    /// <summary>Notes which background commands have ended, so that they are no zombies.</summary>
    public void Reap()
    {
        for (int i = 0; i < _background.Count; i++)
        {
            if (_background[i].Status is null && context.Sys.Wait(_background[i].Pid) is { Ok: true, Value: var ended })
                _background[i] = (ended.Pid, StatusOf(ended));
        }
    }

    /// <summary>The status that is remembered of an ended background command, which is then forgotten.</summary>
    public int? Take(int pid)
    {
        int index = _background.FindIndex(job => job.Pid == pid);
        if (index < 0 || _background[index].Status is not { } status)
            return null;
        _background.RemoveAt(index);
        return status;
    }

    /// <summary>Whether it is a background command of this shell.</summary>
    public bool Has(int pid) => _background.Exists(job => job.Pid == pid);

    /// <summary>Waits for a child's end and gives its status; caught signals do not end the wait.</summary>
    public int WaitFor(int pid, Action onSignal) => WaitFor(pid, signalsInterrupt: false, onSignal) ?? 0;

    /// <summary>The same, but null when a caught signal came before.</summary>
    public int? WaitOrSignal(int pid) => WaitFor(pid, signalsInterrupt: true, () => { });

    private int? WaitFor(int pid, bool signalsInterrupt, Action onSignal)
    {
        while (true)
        {
            var ended = context.Sys.Wait(pid);
            context.ThrowIfEnded();
            if (ended.Ok)
            {
                LastSignal = ended.Value.Signal;
                _background.RemoveAll(job => job.Pid == pid);
                return StatusOf(ended.Value);
            }
            if (ended.Error != Errno.EAGAIN)
                return 127;
            context.Sys.WaitEvents([], pid, -1, signalsInterrupt ? context.Signals : null);
            context.ThrowIfEnded();
            if (!context.Signals.Any)
                continue;
            onSignal();
            if (signalsInterrupt)
                return null;
        }
    }

    private static int StatusOf(WaitStatus ended) => ended.Signal is { } signal ? SignalBase + (int)signal : ended.ExitCode;
}
