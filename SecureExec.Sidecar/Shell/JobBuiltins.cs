using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Programs;

namespace SecureExec.Sidecar.Shell;

/// <summary><c>trap</c>, <c>wait</c>, <c>kill</c>, <c>jobs</c>.</summary>
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
        jobs.Reap();
        if (words.Count == 1)
        {
            foreach (var (pid, ended) in jobs.All.ToArray())
            {
                if (ended is null && jobs.WaitOrSignal(pid) is null)
                    return Interrupted(shell);
                jobs.Take(pid);
            }
            return 0;
        }
        int status = 0;
        foreach (var word in words.Skip(1))
        {
            if (word == "-n")
                return shell.Fail("wait: -n is not available", 2);
            if (PidOf(shell, word) is not { } pid || !jobs.Has(pid))
            {
                status = 127;
                continue;
            }
            if ((jobs.Take(pid) ?? jobs.WaitOrSignal(pid)) is not { } ended)
                return Interrupted(shell);
            status = ended;
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
        shell.Jobs.Reap();
        int number = 0;
        foreach (var (pid, status) in shell.Jobs.All.ToArray())
        {
            number++;
            if (words.Contains("-p"))
                shell.Context.WriteAll(1, ShellText.Encode($"{pid}\n"));
            else
                shell.Context.WriteAll(1, ShellText.Encode($"[{number}] {(status is null ? "Running" : status == 0 ? "Done" : $"Done({status})"),-24}\n"));
            if (status is not null)
                shell.Jobs.Take(pid);
        }
        return 0;
    }

    public static int Kill(ShellInterpreter shell, List<string> words)
    {
        List<string> resolved = [words[0]];
        foreach (var word in words.Skip(1))
        {
            if (word is not ['%', ..])
                resolved.Add(word);
            else if (PidOf(shell, word) is { } pid)
                resolved.Add(pid.ToString());
            else
                return shell.Fail($"kill: No such process: {word}", 1);
        }
        var context = shell.Context.With(resolved, shell.ErrorPrefix);
        int status = KillProgram.Run(context);
        context.Out.Flush();
        shell.HandleSignals();
        return status;
    }

    // A pid, or %n, %%, %+ of a background command.
    private static int? PidOf(ShellInterpreter shell, string word)
    {
        if (word is not ['%', .. var job])
            return int.TryParse(word, out int pid) ? pid : null;
        var all = shell.Jobs.All;
        int index = job is "" or "%" or "+" ? all.Count : int.TryParse(job, out int number) ? number : 0;
        return index >= 1 && index <= all.Count ? all[index - 1].Pid : null;
    }
}
