using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Sidecar.Shell;

/// <summary>Children of a shell that were started together: the stages of a pipeline, or one.</summary>
/// <param name="pids">Their ids; that of their process group first, where they have one of their own.</param>
/// <param name="command">Its text.</param>
internal sealed class ShellJob(IReadOnlyList<int> pids, string command)
{
    private readonly WaitStatus?[] _last = new WaitStatus?[pids.Count];

    /// <summary>Its number in the shell's list, from 1; 0 while it is not there.</summary>
    public int Number { get; set; }

    public IReadOnlyList<int> Pids => pids;

    /// <summary>Its process group.</summary>
    public int Group => pids[0];

    public string Command => command;

    /// <summary>Whether the user knows of its state.</summary>
    public bool IsTold { get; set; }

    public bool IsEnded => Array.TrueForAll(_last, last => last is { Change: ChildChange.Ended });

    /// <summary>Whether nothing of it runs, and not all has ended.</summary>
    public bool IsStopped => !IsEnded && Array.TrueForAll(_last, last => last is { Change: not ChildChange.Continued });

    /// <summary>Exit status: of what was started last, or what stopped it.</summary>
    public int Status => (IsStopped ? Stop : _last[^1])?.ExitCode ?? 0;

    /// <summary>The exit status under <c>pipefail</c>: of the last that failed.</summary>
    public int FailStatus => IsStopped ? Status : _last.LastOrDefault(last => last is { ExitCode: not 0 })?.ExitCode ?? 0;

    /// <summary>The signal that ended or stopped it.</summary>
    public Signal? Signal => (IsStopped ? Stop : _last[^1])?.Signal;

    private WaitStatus? Stop => Array.Find(_last, last => last is { Change: ChildChange.Stopped });

    /// <summary>The first that has not ended; 0 when all have.</summary>
    public int Waiting => Array.FindIndex(_last, last => last is not { Change: ChildChange.Ended }) is >= 0 and var at ? pids[at] : 0;

    /// <summary>Asks the kernel what has become of it.</summary>
    public void Update(ProcessSyscalls sys, WaitOptions options)
    {
        for (int i = 0; i < _last.Length; i++)
        {
            while (_last[i] is not { Change: ChildChange.Ended })
            {
                var told = sys.Wait(pids[i], options);
                if (!told.Ok && told.Error != Errno.ECHILD)
                    break;
                _last[i] = told.Ok ? told.Value : new WaitStatus(pids[i], 127, null);
                IsTold = false;
            }
        }
    }

    /// <summary>The user lets it go on.</summary>
    public void Continue()
    {
        for (int i = 0; i < _last.Length; i++)
        {
            if (_last[i] is { Change: not ChildChange.Ended })
                _last[i] = null;
        }
        IsTold = true;
    }
}
