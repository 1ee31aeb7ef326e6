using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Programs;

namespace SecureExec.Sidecar.Shell;

/// <summary>The children of a shell that it does not wait for at the moment, in the background or stopped: as many as it may have processes.</summary>
internal sealed class ShellJobs(NativeContext context)
{
    private const WaitOptions Changes = WaitOptions.WUNTRACED | WaitOptions.WCONTINUED;

    private readonly List<ShellJob> _jobs = [];
    // The current one first: stopped ones, then those that run, each by when it became so.
    private readonly List<ShellJob> _recent = [];

    /// <summary>By number.</summary>
    public IReadOnlyList<ShellJob> All => _jobs;

    /// <summary>The current one first.</summary>
    public IReadOnlyList<ShellJob> Recent => _recent;

    /// <summary>What <c>%+</c> names.</summary>
    public ShellJob? Current => _recent.Count > 0 ? _recent[0] : null;

    /// <summary>What <c>%-</c> names.</summary>
    public ShellJob? Previous => _recent.Count > 1 ? _recent[1] : null;

    /// <summary>Whether there is one that was stopped.</summary>
    public bool AnyStopped => _jobs.Exists(job => job.IsStopped);

    /// <summary>A job has started in the background.</summary>
    public void Add(ShellJob job)
    {
        Number(job);
        _recent.Remove(job);
        int firstRunning = _recent.FindIndex(other => !other.IsStopped);
        _recent.Insert(firstRunning < 0 ? _recent.Count : firstRunning, job);
        job.IsTold = true;
    }

    /// <summary>The job in the foreground was stopped: it is the current one.</summary>
    public void Suspend(ShellJob job)
    {
        Number(job);
        _recent.Remove(job);
        _recent.Insert(0, job);
    }

    /// <summary>Notes what has become of all, so that none is a zombie.</summary>
    public void Update()
    {
        foreach (var job in _jobs)
        {
            bool wasStopped = job.IsStopped;
            job.Update(context.Sys, Changes);
            if (job.IsStopped && !wasStopped)
                Suspend(job);
        }
    }

    /// <summary>Forgets one.</summary>
    public void Remove(ShellJob job)
    {
        _jobs.Remove(job);
        _recent.Remove(job);
    }

    /// <summary>The job that a word names: a process id, <c>%n</c>, <c>%%</c>, <c>%+</c>, <c>%-</c>, <c>%text</c> it begins with, <c>%?text</c> in it. Null for none.</summary>
    public ShellJob? Find(string word)
    {
        if (word is not ['%', .. var name])
            return int.TryParse(word, out int pid) ? _jobs.Find(job => job.Pids.Contains(pid)) : null;
        if (name is "" or "%" or "+")
            return Current;
        if (name == "-")
            return Previous;
        if (int.TryParse(name, out int number))
            return _jobs.Find(job => job.Number == number);
        return _jobs.Find(job => name[0] == '?' ? job.Command.Contains(name[1..], StringComparison.Ordinal) : job.Command.StartsWith(name, StringComparison.Ordinal));
    }

    /// <summary>Waits for a child's end and gives its status; caught signals do not end the wait.</summary>
    public int WaitFor(int pid)
    {
        var job = new ShellJob([pid], "");
        Wait(job, untilStopped: false);
        return job.Status;
    }

    /// <summary>Waits until a job has ended, or was stopped when that is asked; a caught signal does not end the wait.</summary>
    public void Wait(ShellJob job, bool untilStopped) => Wait(job, untilStopped, signalsInterrupt: false);

    /// <summary>Waits until a job has ended; false when a caught signal came before.</summary>
    public bool WaitOrSignal(ShellJob job) => Wait(job, untilStopped: false, signalsInterrupt: true);

    private bool Wait(ShellJob job, bool untilStopped, bool signalsInterrupt)
    {
        while (true)
        {
            job.Update(context.Sys, untilStopped ? Changes : WaitOptions.None);
            context.ThrowIfEnded();
            if (job.IsEnded || (untilStopped && job.IsStopped))
                return true;
            context.Sys.WaitEvents([], new ChildWait(job.Waiting, untilStopped ? Changes : WaitOptions.None), -1, signalsInterrupt ? context.Signals : null);
            context.ThrowIfEnded();
            if (signalsInterrupt && context.Signals.Any)
                return false;
        }
    }

    private void Number(ShellJob job)
    {
        if (job.Number != 0)
            return;
        if (_jobs.Count >= context.Sys.Limits.MaxProcesses)
            Remove(_jobs.Find(other => other.IsEnded) ?? _jobs[0]);
        job.Number = _jobs.Count == 0 ? 1 : _jobs[^1].Number + 1;
        _jobs.Add(job);
    }
}
