using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Programs;

namespace SecureExec.Sidecar.Shell;

/// <summary><c>trap</c>, <c>wait</c>, <c>kill</c>, <c>jobs</c>, <c>fg</c>, <c>bg</c>.</summary>
internal static class JobBuiltins
{
    public static int Trap(ShellInterpreter shell, List<string> words)
    {
        var traps = shell.State.Traps;
        int first = words.Count > 1 && words[1] == "--" ? 2 : 1;
        if (words.Count == first || words[first] == "-p")
        {
            foreach (var (name, text) in traps.OrderBy(trap => trap.Key == "EXIT" ? -1 : (int)(SignalNames.Parse(trap.Key) ?? 0)))
                shell.Context.WriteAll(1, ShellText.Encode($"trap -- {ShellQuoting.Always(text)} {(shell.State.IsBash && name != "EXIT" ? "SIG" : "")}{name}\n"));
            return 0;
        }
        bool resets = words[first] == "-" || words.Count == first + 1 || int.TryParse(words[first], out _);
        var action = resets ? null : words[first];
        int status = 0;
        foreach (var word in words.Skip(words[first] == "-" || !resets ? first + 1 : first))
        {
            bool exits = word is "EXIT" or "0";
            if (!exits && SignalNames.Parse(word) is not (not null and not Signal.None))
            {
                if (word is "ERR" or "DEBUG" or "RETURN")
                    status = shell.Fail($"trap: {word}: not available", 1);
                else
                    status = shell.Fail($"trap: {(shell.State.IsBash ? $"{word}: invalid signal specification" : $"{word}: bad trap")}", 1);
                continue;
            }
            var name = exits ? "EXIT" : SignalNames.NameOf(SignalNames.Parse(word)!.Value);
            if (action is null)
                traps.Remove(name);
            else
                traps[name] = action;
            if (!exits)
                shell.Sys.SetSignalDisposition(SignalNames.Parse(word)!.Value, action is null ? SignalDisposition.Default : action.Length == 0 ? SignalDisposition.Ignore : SignalDisposition.Catch);
        }
        return status;
    }

    public static int Wait(ShellInterpreter shell, List<string> words)
    {
        var jobs = shell.Jobs;
        if (words.Count == 1)
        {
            foreach (var job in jobs.All.Where(job => !job.IsStopped).ToArray())
            {
                if (!jobs.WaitOrSignal(job))
                    return Interrupted(shell);
                jobs.Remove(job);
            }
            return 0;
        }
        int status = 0;
        foreach (var word in words.Skip(1))
        {
            if (word == "-n")
                return shell.Fail("wait: -n is not available", 2);
            if (jobs.Find(word) is not { } job)
            {
                status = word is ['%', ..] ? NoSuchJob(shell, "wait", word, 127) : 127;
                continue;
            }
            if (!jobs.WaitOrSignal(job))
                return Interrupted(shell);
            jobs.Remove(job);
            status = job.Status;
        }
        return status;
    }

    private static int Interrupted(ShellInterpreter shell)
    {
        var signal = shell.Context.Signals.Take();
        if (signal is { } caught)
            shell.Context.Signals.Add(caught);
        shell.HandleSignals();
        return 128 + (int)(signal ?? Signal.None);
    }

    public static int Jobs(ShellInterpreter shell, List<string> words)
    {
        var jobs = shell.Jobs;
        jobs.Update();
        var options = string.Concat(words.Skip(1).Where(word => word is ['-', _, ..]).Select(word => word[1..]));
        if (options.FirstOrDefault(letter => !"lprs".Contains(letter)) is not '\0' and var unknown)
            return shell.Fail(shell.State.IsBash ? $"jobs: -{unknown}: invalid option\njobs: usage: jobs [-lprs] [jobspec ...]" : $"jobs: Illegal option -{unknown}", 2);
        IEnumerable<ShellJob> shown = shell.State.IsBash ? jobs.All : jobs.Recent;
        if (words.Skip(1).Where(word => word is not ['-', _, ..]).ToArray() is { Length: > 0 } named)
        {
            if (Array.Find(named, word => jobs.Find(word) is null) is { } missing)
                return NoSuchJob(shell, "jobs", missing, shell.State.IsBash ? 1 : 2);
            shown = named.Select(word => jobs.Find(word)!);
        }
        bool runningOnly = options.Contains('r'), stoppedOnly = options.Contains('s');
        foreach (var job in shown.ToArray())
        {
            bool isWanted = stoppedOnly ? job.IsStopped : !runningOnly || (!job.IsStopped && !job.IsEnded);
            if (!isWanted)
                continue;
            var line = options.Contains('p') ? job.Group.ToString() : JobText.Line(shell, job, options.Contains('l'));
            shell.Context.WriteAll(1, ShellText.Encode(line + "\n"));
            job.IsTold = true;
            if (job.IsEnded)
                jobs.Remove(job);
        }
        return 0;
    }

    /// <summary><c>fg</c>: a job goes on in the foreground.</summary>
    public static int Foreground(ShellInterpreter shell, List<string> words)
    {
        if (ToContinue(shell, words[0], words.ElementAtOrDefault(1)) is not { } job)
            return shell.State.IsBash ? 1 : 2;
        shell.Context.WriteAll(1, ShellText.Encode(job.Command + "\n"));
        return shell.Resume(job);
    }

    /// <summary><c>bg</c>: stopped jobs go on in the background.</summary>
    public static int Background(ShellInterpreter shell, List<string> words)
    {
        foreach (var word in words.Count > 1 ? words.Skip(1) : (IEnumerable<string?>)[null])
        {
            if (ToContinue(shell, words[0], word) is not { } job)
                return shell.State.IsBash ? 1 : 2;
            var text = shell.State.IsBash ? $"[{job.Number}]{JobText.Mark(shell.Jobs, job)} {job.Command} &" : $"[{job.Number}] {job.Command}";
            shell.Context.WriteAll(1, ShellText.Encode(text + "\n"));
            job.Continue();
            shell.Jobs.Add(job);
            shell.Sys.Kill(-job.Group, Signal.SIGCONT);
        }
        return 0;
    }

    public static int Kill(ShellInterpreter shell, List<string> words)
    {
        List<string> resolved = [words[0]];
        List<ShellJob> stopped = [];
        foreach (var word in words.Skip(1))
        {
            if (word is not ['%', ..])
            {
                resolved.Add(word);
                continue;
            }
            if (shell.Jobs.Find(word) is not { } job)
                return NoSuchJob(shell, "kill", word, shell.State.IsBash ? 1 : 2);
            if (!shell.ControlsJobs)
            {
                resolved.Add(job.Group.ToString());
                continue;
            }
            // A group is no option.
            if (!resolved.Contains("--"))
                resolved.Add("--");
            resolved.Add($"-{job.Group}");
            if (job.IsStopped)
                stopped.Add(job);
        }
        var context = shell.Context.With(resolved, shell.ErrorPrefix);
        int status = KillProgram.Run(context);
        context.Out.Flush();
        // What is stopped hears of a signal when it goes on, which bash sees to.
        if (shell.State.IsBash && resolved is [_, "--" or "-TERM" or "-HUP" or "-15" or "-1", ..])
        {
            foreach (var job in stopped)
                shell.Sys.Kill(-job.Group, Signal.SIGCONT);
        }
        shell.HandleSignals();
        return status;
    }

    // A job that may go on; null, and the reason is told, when there is none.
    private static ShellJob? ToContinue(ShellInterpreter shell, string name, string? word)
    {
        bool isBash = shell.State.IsBash;
        shell.Jobs.Update();
        if (isBash && !shell.ControlsJobs)
            shell.Fail($"{name}: no job control", 1);
        else if (shell.Jobs.Find(word is null or ['%', ..] ? word ?? "%%" : "%" + word) is not { } job)
            NoSuchJob(shell, name, word, 1);
        else if (!shell.ControlsJobs)
            shell.Fail($"{name}: job %{job.Number} not created under job control", 1);
        else if (job.IsEnded)
            shell.Fail($"{name}: job has terminated", 1);
        else
            return job;
        return null;
    }

    private static int NoSuchJob(ShellInterpreter shell, string name, string? word, int status)
    {
        if (shell.State.IsBash)
            return shell.Fail($"{name}: {word ?? "current"}: no such job", status);
        return shell.Fail(word is null ? $"{name}: No current job" : $"{name}: No such job: {word}", status);
    }
}
