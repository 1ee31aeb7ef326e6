using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Programs;

namespace SecureExec.Sidecar.Shell;

/// <summary>Simple commands, pipelines and what is forked.</summary>
internal sealed partial class ShellInterpreter
{
    private int ExecuteSimple(SimpleNode node, bool last)
    {
        int before = State.Status;
        var words = _expander.Fields(node.Words);
        if (words.Count == 0)
            return ExecuteAssignments(node, before);
        if ((State.Options & ShellOptions.XTrace) != 0)
            Trace(node, words);
        var name = words[0];
        if (ShellBuiltins.IsSpecial(name) && ShellBuiltins.Find(name) is { } special)
            return ExecuteSpecial(node, words, special);
        if (State.Functions.TryGetValue(name, out var function))
            return WithRedirections(node, () => WithAssignments(node, () => Call(function, words)));
        if (ShellBuiltins.Find(name) is { } builtin)
            return WithRedirections(node, () => WithAssignments(node, () => builtin(this, words)));
        return ExecuteProgram(node, words, last && State.Traps.Count == 0 && !_exiting);
    }

    private int ExecuteAssignments(SimpleNode node, int before)
    {
        State.Status = 0;
        foreach (var assignment in node.Assignments)
            Assign(assignment, export: false);
        if (node.Redirections.Count > 0)
        {
            using var saved = _redirector.Save();
            if (_redirector.Apply(Sys, node.Redirections, saved) is { } error)
                return Fail(error, State.IsBash ? 1 : 2);
        }
        // The status is that of a command substitution, if there was one.
        bool substitutes = node.Assignments.Any(assignment => assignment.Value.Parts.Any(part => part is CommandPart)) || node.Words.Any(word => word.Parts.Any(part => part is CommandPart));
        return substitutes ? State.Status : 0;
    }

    private void Assign(Assignment assignment, bool export)
    {
        var value = _expander.Text(assignment.Value);
        State.Set(assignment.Name, assignment.Appends ? State.Get(assignment.Name) + value : value, export);
    }

    // export, exec, set and their like: what they are given stays.
    private int ExecuteSpecial(SimpleNode node, List<string> words, ShellBuiltin builtin)
    {
        foreach (var assignment in node.Assignments)
            Assign(assignment, export: words[0] == "exec");
        if (words[0] == "exec")
        {
            if (_redirector.Apply(Sys, node.Redirections, saved: null) is { } error)
                throw new ShellErrorException(error);
            return builtin(this, words);
        }
        return WithRedirections(node, () => builtin(this, words), isSpecial: true);
    }

    private int WithRedirections(SimpleNode node, Func<int> run, bool isSpecial = false)
    {
        if (node.Redirections.Count == 0)
            return run();
        using var saved = _redirector.Save();
        if (_redirector.Apply(Sys, node.Redirections, saved) is { } error)
            return isSpecial && !State.IsBash ? throw new ShellErrorException(error) : Fail(error, State.IsBash ? 1 : 2);
        return run();
    }

    private int WithAssignments(SimpleNode node, Func<int> run)
    {
        if (node.Assignments.Count == 0)
            return run();
        List<(string Name, ShellVariable? Variable)> before = [.. node.Assignments.Select(assignment => (assignment.Name, State.Find(assignment.Name)))];
        foreach (var assignment in node.Assignments)
            Assign(assignment, export: true);
        try
        {
            return run();
        }
        finally
        {
            foreach (var (name, variable) in before)
                State.Put(name, variable);
        }
    }

    /// <summary>Calls a function.</summary>
    private int Call(FunctionNode function, List<string> words)
    {
        var positional = State.Positional;
        int loops = _loops;
        State.Positional = [.. words.Skip(1)];
        _functions++;
        _loops = 0;
        Locals.Push([]);
        try
        {
            int status = Execute(function.Body);
            if (_flow == Flow.Return)
            {
                _flow = Flow.None;
                return State.Status;
            }
            return status;
        }
        finally
        {
            foreach (var (name, variable) in Locals.Pop())
                State.Put(name, variable);
            _functions--;
            _loops = loops;
            State.Positional = positional;
        }
    }

    /// <summary>What <c>local</c> has hidden in each function that runs.</summary>
    public Stack<Dictionary<string, ShellVariable?>> Locals { get; } = new();

    /// <summary><c>return</c>, or the end of a sourced file.</summary>
    public void Return(int status)
    {
        if (_functions == 0 && _sources == 0)
            throw new ProgramExitException(status);
        State.Status = status;
        _flow = Flow.Return;
    }

    /// <summary><c>break</c> and <c>continue</c>.</summary>
    public void LeaveLoops(int count, bool goOn)
    {
        if (_loops == 0)
            return;
        _flow = goOn ? Flow.Continue : Flow.Break;
        _flowCount = Math.Min(count, _loops);
    }

    /// <summary>Runs a text in this shell: <c>eval</c>, <c>.</c> and traps.</summary>
    public int RunText(string text, bool isFile = false)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        int line = State.Line;
        _sources += isFile ? 1 : 0;
        try
        {
            State.Status = 0;
            int status = RunScript(text, mayReplace: false, isFile ? 1 : line);
            if (isFile && _flow == Flow.Return)
                _flow = Flow.None;
            return status;
        }
        finally
        {
            _sources -= isFile ? 1 : 0;
            State.Line = line;
        }
    }

    /// <summary>Runs a command that is no function: <c>command</c>.</summary>
    public int RunWithoutFunctions(List<string> words) =>
        ShellBuiltins.Find(words[0]) is { } builtin ? builtin(this, words) : ExecuteProgram(new SimpleNode(State.Line, [], [], []), words, last: false);

    private void Trace(SimpleNode node, List<string> words)
    {
        string Show(string word) => State.IsBash ? ShellQuoting.Quote(word) : word;
        var assignments = node.Assignments.Select(assignment => $"{assignment.Name}={Show(_expander.Text(assignment.Value))}");
        Context.Complain($"{State.Get("PS4") ?? "+ "}{string.Join(' ', assignments.Concat(words.Select(Show)))}\n");
    }

    // --- programs

    private int ExecuteProgram(SimpleNode node, List<string> words, bool last)
    {
        if (last)
        {
            var environment = EnvironmentFor(node);
            if (_redirector.Apply(Sys, node.Redirections, saved: null) is { } error)
                return Fail(error, State.IsBash ? 1 : 2);
            Replace(words, environment);
        }
        if (Sys.Fork().IsError(out var child, out var errno))
            return Fail($"Cannot fork: {ErrnoText.Of(errno)}", 2);
        // What may wait, or be stopped, before the program runs does so on the child's own thread.
        if (_terminal is not null || node.Redirections.Count > 0)
            GoOn(child, child => _terminal?.Adopt(child, group: 0, foreground: true), shell => shell.ExecuteProgram(node, words, last: true));
        else if (child.Sys.Exec(words[0], words, EnvironmentFor(node), _redirector.Private).IsError(out var program, out errno))
        {
            child.Sys.Write(2, ShellText.Encode(NotStarted(words[0], errno)), -1);
            child.Exit(errno == Errno.ENOENT ? NotFound : NotExecutable, null);
        }
        else
            Context.Machine.Start(child, program);
        return WaitInForeground(new ShellJob([child.Pid], node.Source ?? string.Join(' ', words)));
    }

    // What a program is started with: what is exported, and what is assigned in front of it.
    private Dictionary<string, string> EnvironmentFor(SimpleNode node)
    {
        var environment = State.Environment();
        foreach (var assignment in node.Assignments)
            environment[assignment.Name] = assignment.Appends ? State.Get(assignment.Name) + _expander.Text(assignment.Value) : _expander.Text(assignment.Value);
        return environment;
    }

    /// <summary><c>exec</c>: another program takes the process over.</summary>
    /// <exception cref="ProgramReplacedException">It does.</exception>
    /// <exception cref="ProgramExitException">It cannot.</exception>
    public void Replace(List<string> words, Dictionary<string, string>? environment = null, string prefix = "")
    {
        if (Sys.Exec(words[0], words, environment ?? State.Environment(), _redirector.Private).IsError(out var program, out var errno))
        {
            Context.Complain(NotStarted(words[0], errno, prefix));
            throw new ProgramExitException(errno == Errno.ENOENT ? NotFound : NotExecutable);
        }
        _redirector.IsReplaced = true;
        throw new ProgramReplacedException(program);
    }

    private string NotStarted(string name, Errno errno, string prefix = "")
    {
        bool unknown = errno == Errno.ENOENT && !name.Contains('/', StringComparison.Ordinal);
        if (State.IsBash)
            return $"{State.Name}: line {State.Line}: {prefix}{name}: {(!unknown ? ErrnoText.Of(errno) : prefix.Length > 0 ? "not found" : "command not found")}\n";
        return $"{State.Name}: {State.Line}: {prefix}{name}: {(errno == Errno.ENOENT ? "not found" : ErrnoText.Of(errno))}\n";
    }

    private int WaitInForeground(ShellJob job)
    {
        PassInterrupt(job.Group);
        Await(job);
        if (!job.IsStopped && job.Signal is { } signal and not (Signal.SIGINT or Signal.SIGPIPE) && !State.IsBash)
            Context.Complain(SignalNames.Describe(signal) + "\n");
        HandleSignals();
        return job.Status;
    }

    // SIGINT that came before the command had the foreground was meant for it.
    private void PassInterrupt(int group)
    {
        if (_terminal is not null && Context.Signals.Contains(Signal.SIGINT))
            Sys.Kill(-group, Signal.SIGINT);
    }

    // A trap runs behind the command. A command that SIGINT has ended ends the line of an interactive shell; one that was stopped is kept, and ends the loops it was in.
    private void Await(ShellJob job)
    {
        _jobs.Wait(job, untilStopped: _terminal is not null);
        _terminal?.Retake(restore: job.IsStopped || job.Signal is not null);
        if (job.IsStopped)
        {
            _jobs.Suspend(job);
            Context.Complain((State.IsBash ? "\n" : "") + JobText.Line(this, job) + "\n");
            job.IsTold = true;
            LeaveLoops(_loops, goOn: false);
            return;
        }
        _jobs.Remove(job);
        if (_terminal is not null && job.Signal == Signal.SIGINT)
            Interrupt();
    }

    /// <summary>Lets a job go on in the foreground and waits for it; its status.</summary>
    public int Resume(ShellJob job)
    {
        job.Continue();
        _terminal!.Give(job.Group);
        Sys.Kill(-job.Group, Signal.SIGCONT);
        return WaitInForeground(job);
    }

    // --- forked commands

    private int ExecuteSubshell(SubshellNode node)
    {
        if (TryFork(node.Body, child => _terminal?.Adopt(child, group: 0, foreground: true), out var child) is { } error)
            return Fail(error, 2);
        return WaitInForeground(new ShellJob([child!.Pid], node.Source ?? ""));
    }

    private int ExecutePipeline(PipelineNode node, bool last)
    {
        if (node.Stages.Count == 1)
        {
            int only = Untested(node.Stages[0]);
            return _flow == Flow.None ? (only == 0 ? 1 : 0) : only;
        }
        var pids = new List<int>();
        int reader = -1;
        string? failure = null;
        for (int i = 0; i < node.Stages.Count && failure is null; i++)
        {
            bool isLast = i == node.Stages.Count - 1;
            (int Reader, int Writer) next = (-1, -1);
            if (!isLast && Sys.Pipe().IsError(out next, out var errno))
            {
                failure = $"Pipe call failed: {ErrnoText.Of(errno)}";
                break;
            }
            int input = reader;
            failure = TryFork(node.Stages[i], child =>
            {
                if (input >= 0)
                {
                    child.Sys.Dup2(input, 0);
                    child.Sys.Close(input);
                }
                if (!isLast)
                {
                    child.Sys.Dup2(next.Writer, 1);
                    child.Sys.Close(next.Writer);
                    child.Sys.Close(next.Reader);
                }
                _terminal?.Adopt(child, pids.FirstOrDefault(), foreground: true);
            }, out var forked);
            if (input >= 0)
                Sys.Close(input);
            if (!isLast)
                Sys.Close(next.Writer);
            reader = next.Reader;
            if (forked is not null)
                pids.Add(forked.Pid);
        }
        if (failure is not null && reader >= 0)
            Sys.Close(reader);
        int status = 0;
        if (pids.Count > 0)
        {
            var job = new ShellJob(pids, node.Source ?? "");
            PassInterrupt(job.Group);
            Await(job);
            status = (State.Options & ShellOptions.PipeFail) != 0 ? job.FailStatus : job.Status;
        }
        HandleSignals();
        if (failure is not null)
            status = Fail(failure, 2);
        return node.Negated ? (status == 0 ? 1 : 0) : status;
    }

    private int StartBackground(ShellNode node)
    {
        var failure = TryFork(node, child =>
        {
            if (_terminal is not null)
            {
                // Of a group of its own, it hears nothing of the terminal's signals, and asks for the foreground when it reads.
                _terminal.Adopt(child, group: 0, foreground: false);
                return;
            }
            foreach (var signal in (ReadOnlySpan<Signal>)[Signal.SIGINT, Signal.SIGQUIT])
                child.Sys.SetSignalDisposition(signal, SignalDisposition.Ignore);
            if (!child.Sys.Open("/dev/null", OpenFlags.O_RDONLY, 0).IsError(out int fd, out _) && fd != 0)
            {
                child.Sys.Dup2(fd, 0);
                child.Sys.Close(fd);
            }
        }, out var forked);
        if (failure is not null)
            return Fail(failure, 2);
        State.Background = forked!.Pid;
        var job = new ShellJob([forked.Pid], node.Source ?? "");
        _jobs.Add(job);
        if (_terminal is not null && State.IsBash)
            Context.Complain($"[{job.Number}] {forked.Pid}\n");
        return 0;
    }

    private GuestProcess Fork(ShellNode body, Action<GuestProcess> prepare) =>
        TryFork(body, prepare, out var child) is { } error ? throw new ShellErrorException(error) : child!;

    // Null when the child runs, else why not.
    private string? TryFork(ShellNode body, Action<GuestProcess>? prepare, out GuestProcess? child)
    {
        _jobs.Update();
        if (Sys.Fork().IsError(out child, out var errno))
            return $"Cannot fork: {ErrnoText.Of(errno)}";
        GoOn(child, prepare, shell => shell.Execute(body, last: true));
        return null;
    }

    // A forked child goes on as a shell of its own. It may be stopped as soon as it has the foreground, and its calls wait then: what is prepared ends with that.
    private void GoOn(GuestProcess child, Action<GuestProcess>? prepare, Func<ShellInterpreter, int> run)
    {
        foreach (int fd in _redirector.Private)
            child.Sys.Close(fd);
        prepare?.Invoke(child);
        var state = State.Fork();
        Context.Machine.Fork(child, Context.Argv, context =>
        {
            var shell = new ShellInterpreter(context, state) { _loops = _loops > 0 ? 1 : 0, _functions = _functions, _conditions = _conditions > 0 ? 1 : 0 };
            return shell.RunToEnd(() => run(shell));
        });
    }
}
