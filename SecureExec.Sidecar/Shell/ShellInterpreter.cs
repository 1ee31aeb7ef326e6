using System.Runtime.CompilerServices;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Programs;

namespace SecureExec.Sidecar.Shell;

/// <summary>
/// Runs commands of the shell in one process. Subshells, stages of pipelines, command substitutions and background commands are forked: processes of their own with a copy of the
/// state, each on its own thread. Programs are started in forked children, or in place of the shell when nothing comes after them.
/// </summary>
internal sealed partial class ShellInterpreter
{
    private const int NotFound = 127, NotExecutable = 126, SignalBase = 128;

    private readonly WordExpander _expander;
    private readonly ShellJobs _jobs;
    private readonly Redirector _redirector;
    private Flow _flow;
    private int _flowCount;
    private int _loops;
    private int _functions;
    private int _conditions;
    private int _sources;
    private bool _exiting;
    private ShellTerminal? _terminal;
    private int _exitWarnings;

    public ShellInterpreter(NativeContext context, ShellState state)
    {
        Context = context;
        State = state;
        _expander = new WordExpander(this);
        _jobs = new ShellJobs(context);
        _redirector = new Redirector(context, state, word => _expander.Text(word));
        context.Process.SignalSink = OnSignal;
    }

    /// <summary>What <c>break</c>, <c>continue</c> and <c>return</c> do to what runs.</summary>
    private enum Flow
    {
        None,
        Break,
        Continue,
        Return,
    }

    /// <summary>Its process.</summary>
    public NativeContext Context { get; }

    /// <summary>What it knows.</summary>
    public ShellState State { get; }

    /// <summary>The system calls of its process.</summary>
    public ProcessSyscalls Sys => Context.Sys;

    /// <summary>Expands words.</summary>
    public WordExpander Expander => _expander;

    /// <summary>Its background commands.</summary>
    public ShellJobs Jobs => _jobs;

    /// <summary>Redirections.</summary>
    public Redirector Redirector => _redirector;

    /// <summary>What stands before each message: the shell and the line.</summary>
    public string ErrorPrefix => State.IsBash ? $"{State.Name}: line {State.Line}: " : $"{State.Name}: {State.Line}: ";

    /// <summary>Runs a script to its end and gives its status. Errors of its syntax are told.</summary>
    /// <param name="text">The script.</param>
    /// <param name="mayReplace">The last command may take the shell's process over.</param>
    /// <param name="line">Number of its first line.</param>
    public int RunScript(string text, bool mayReplace, int line = 1)
    {
        var parser = new ShellParser(text, line, keepsSource: _terminal is not null);
        try
        {
            while (_flow == Flow.None && parser.ParseCommandLine() is { } node)
            {
                bool last = mayReplace && State.Traps.Count == 0 && parser.AtEnd;
                if ((State.Options & ShellOptions.NoExec) == 0)
                    Execute(node, last);
            }
        }
        catch (ShellSyntaxException e)
        {
            State.Line = e.Line;
            return State.Status = Fail(e.Message, 2);
        }
        return State.Status;
    }

    /// <summary>Runs <paramref name="body"/> as the whole shell: its errors and its <c>exit</c> end it, and the EXIT trap runs.</summary>
    public int RunToEnd(Func<int> body)
    {
        int status;
        try
        {
            status = body();
        }
        catch (ShellErrorException e)
        {
            status = Fail(e.Message, e.Status);
        }
        catch (ProgramExitException e)
        {
            status = e.Code;
        }
        return RunExitTrap(status);
    }

    /// <summary>A message of the shell on standard error; gives <paramref name="status"/>.</summary>
    public int Fail(string text, int status)
    {
        Context.Complain($"{ErrorPrefix}{text}\n");
        return status;
    }

    /// <summary>Runs a command; its status is <see cref="ShellState.Status"/> too.</summary>
    /// <param name="node">The command.</param>
    /// <param name="last">Nothing comes after it in this process.</param>
    public int Execute(ShellNode node, bool last = false)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        HandleSignals();
        if (node is SimpleNode or SubshellNode or PipelineNode)
            State.Line = node.Line;
        int status = node switch
        {
            SimpleNode simple => ExecuteSimple(simple, last),
            PipelineNode pipeline => ExecutePipeline(pipeline, last),
            AndOrNode andOr => ExecuteAndOr(andOr, last),
            SequenceNode sequence => ExecuteSequence(sequence, last),
            RedirectedNode redirected => ExecuteRedirected(redirected, last),
            SubshellNode subshell => ExecuteSubshell(subshell),
            IfNode branch => ExecuteIf(branch, last),
            LoopNode loop => ExecuteLoop(loop),
            ForNode each => ExecuteFor(each),
            ArithmeticForNode each => ExecuteArithmeticFor(each),
            CaseNode choice => ExecuteCase(choice, last),
            FunctionNode function => Define(function),
            ArithmeticNode arithmetic => ShellArithmetic.Evaluate(_expander.Text(arithmetic.Expression), State) != 0 ? 0 : 1,
            ConditionNode condition => new ConditionEvaluator(this, condition.Words).Evaluate(),
            _ => throw new InvalidOperationException(node.GetType().Name),
        };
        State.Status = status;
        if (status != 0 && (State.Options & ShellOptions.ErrExit) != 0 && _conditions == 0 && node is SimpleNode or SubshellNode or ArithmeticNode or ConditionNode or PipelineNode { Negated: false })
            throw new ProgramExitException(status);
        return status;
    }

    /// <summary>A parameter's value; null when it is not set.</summary>
    public string? Parameter(string name) => name switch
    {
        "?" => State.Status.ToString(),
        "#" => State.Positional.Count.ToString(),
        "$" => State.Pid.ToString(),
        "!" => State.Background == 0 ? null : State.Background.ToString(),
        "-" => ShellOptionNames.Letters(State.Options),
        "0" => State.Name,
        "@" or "*" => State.Positional.Count == 0 ? null : string.Join(' ', State.Positional),
        "LINENO" => State.Line.ToString(),
        "PPID" => State.Get("PPID") ?? Context.Process.Ppid.ToString(),
        "RANDOM" when State.IsBash => Random.Shared.Next(32768).ToString(),
        "SECONDS" when State.IsBash => ((long)(DateTimeOffset.UtcNow - Context.Process.StartTime).TotalSeconds).ToString(),
        "BASHPID" when State.IsBash => Context.Process.Pid.ToString(),
        ['0' or (>= '1' and <= '9'), ..] => int.TryParse(name, out int index) && index <= State.Positional.Count ? State.Positional[index - 1] : null,
        _ => State.Get(name),
    };

    /// <summary>What a command writes to its standard output, without the line ends behind it.</summary>
    public string Substitute(ShellNode body)
    {
        if (Sys.Pipe().IsError(out var pipe, out var errno))
            throw new ShellErrorException($"Pipe call failed: {ErrnoText.Of(errno)}");
        var child = Fork(body, child =>
        {
            child.Sys.Dup2(pipe.Writer, 1);
            child.Sys.Close(pipe.Reader);
            child.Sys.Close(pipe.Writer);
        });
        Sys.Close(pipe.Writer);
        var output = Context.ReadWhole(pipe.Reader, State.MaxBytes);
        Sys.Close(pipe.Reader);
        if (output.Error == Errno.EFBIG)
            State.Require(long.MaxValue);
        State.Status = _jobs.WaitFor(child.Pid);
        int length = output.Ok ? output.Value.Length : 0;
        while (length > 0 && output.Value[length - 1] == '\n')
            length--;
        // As every shell, it takes no zero bytes.
        return length == 0 ? "" : ShellText.Decode([.. output.Value.AsSpan(0, length).ToArray().Where(b => b != 0)]);
    }

    // --- lists and compound commands

    private int ExecuteSequence(SequenceNode sequence, bool last)
    {
        int status = 0;
        for (int i = 0; i < sequence.Items.Count && _flow == Flow.None; i++)
        {
            var (node, background) = sequence.Items[i];
            status = background ? StartBackground(node) : Execute(node, last && i == sequence.Items.Count - 1);
            State.Status = status;
        }
        return status;
    }

    private int ExecuteAndOr(AndOrNode node, bool last)
    {
        int status = Untested(node.Left);
        return _flow == Flow.None && status == 0 == node.IsAnd ? Execute(node.Right, last) : status;
    }

    // A command whose failure is an answer.
    private int Untested(ShellNode node)
    {
        _conditions++;
        try
        {
            return Execute(node);
        }
        finally
        {
            _conditions--;
        }
    }

    private int ExecuteIf(IfNode node, bool last)
    {
        if (Untested(node.Condition) == 0)
            return _flow == Flow.None ? Execute(node.Then, last) : State.Status;
        return _flow != Flow.None ? State.Status : node.Else is { } otherwise ? Execute(otherwise, last) : 0;
    }

    private int ExecuteLoop(LoopNode loop)
    {
        int status = 0;
        _loops++;
        try
        {
            while (true)
            {
                bool goesOn = Untested(loop.Condition) == 0 != loop.Until;
                if (_flow != Flow.None && LeavesLoop())
                    break;
                if (!goesOn)
                    break;
                status = Execute(loop.Body);
                if (_flow != Flow.None && LeavesLoop())
                    break;
            }
        }
        finally
        {
            _loops--;
        }
        return _flow == Flow.Return ? State.Status : status;
    }

    private int ExecuteFor(ForNode node)
    {
        IReadOnlyList<string> values = node.Words is { } words ? _expander.Fields(words) : State.Positional;
        int status = 0;
        _loops++;
        try
        {
            foreach (var value in values)
            {
                State.Set(node.Name, value);
                status = Execute(node.Body);
                if (_flow != Flow.None && LeavesLoop())
                    break;
            }
        }
        finally
        {
            _loops--;
        }
        return _flow == Flow.Return ? State.Status : status;
    }

    private int ExecuteArithmeticFor(ArithmeticForNode node)
    {
        int status = 0;
        long Evaluate(Word word) => ShellArithmetic.Evaluate(_expander.Text(word), State);
        Evaluate(node.Start);
        _loops++;
        try
        {
            for (; node.Condition.Parts.Count == 0 || Evaluate(node.Condition) != 0; Evaluate(node.Step))
            {
                status = Execute(node.Body);
                if (_flow != Flow.None && LeavesLoop())
                    break;
            }
        }
        finally
        {
            _loops--;
        }
        return status;
    }

    // After break or continue: whether this loop ends. The innermost that is meant takes it.
    private bool LeavesLoop()
    {
        if (_flow == Flow.Return)
            return true;
        if (--_flowCount > 0)
            return true;
        bool ends = _flow == Flow.Break;
        _flow = Flow.None;
        return ends;
    }

    private int ExecuteCase(CaseNode node, bool last)
    {
        var subject = _expander.Text(node.Subject);
        bool falls = false;
        int status = 0;
        foreach (var item in node.Items)
        {
            if (!falls && !item.Patterns.Any(pattern => ShellPattern.Matches(_expander.Pattern(pattern), subject)))
                continue;
            status = item.Body is { } body ? Execute(body, last && !item.FallsThrough) : 0;
            if (!item.FallsThrough || _flow != Flow.None)
                return status;
            falls = true;
        }
        return status;
    }

    private int Define(FunctionNode function)
    {
        State.Functions[function.Name] = function;
        return 0;
    }

    private int ExecuteRedirected(RedirectedNode node, bool last)
    {
        using var saved = _redirector.Save();
        if (_redirector.Apply(Sys, node.Redirections, saved) is { } error)
            return Fail(error, State.IsBash ? 1 : 2);
        return Execute(node.Body, last);
    }

    // --- signals

    private void OnSignal(Signal signal)
    {
        if (Context.Process.FatalSignal is { } fatal)
            Context.Process.Exit(0, fatal);
        else
            Context.Signals.Add(signal);
    }

    /// <summary>Ends the shell when a signal has ended it; runs the traps of those it has caught.</summary>
    public void HandleSignals()
    {
        Context.ThrowIfEnded();
        while (Context.Signals.Any && Context.Signals.Take() is { } signal)
        {
            var name = SignalNames.NameOf(signal);
            if (signal == Signal.SIGINT && !State.Traps.ContainsKey(name))
                Interrupt();
            RunTrap(name);
        }
    }

    /// <summary>The shell is interactive: it takes its terminal, if it has one.</summary>
    public void TakeTerminal()
    {
        if (Sys.Open("/dev/tty", OpenFlags.O_RDWR, 0).IsError(out int fd, out _))
            return;
        _terminal = ShellTerminal.Take(Context, _redirector.MakePrivate(fd));
    }

    /// <summary>Whether its commands have process groups of their own, which it can stop and let go on.</summary>
    public bool ControlsJobs => _terminal is not null;

    /// <summary>False, once in a row, while there are stopped jobs: the user may not know.</summary>
    public bool MayExit()
    {
        if (!ControlsJobs || _exitWarnings > 0 || !_jobs.AnyStopped)
            return true;
        Context.Complain(State.IsBash ? "There are stopped jobs.\n" : "You have stopped jobs.\n");
        // Two prompts: the one behind this command, and the one behind the next.
        _exitWarnings = 2;
        return false;
    }

    /// <summary>An interactive shell is about to ask: it tells of jobs that were stopped or have ended.</summary>
    public void TellOfJobs()
    {
        _exitWarnings = Math.Max(0, _exitWarnings - 1);
        _jobs.Update();
        foreach (var job in (State.IsBash ? _jobs.All : _jobs.Recent).Where(job => !job.IsTold).ToArray())
        {
            if (job.IsEnded || job.IsStopped)
                Context.Complain(JobText.Line(this, job) + "\n");
            job.IsTold = true;
            if (job.IsEnded)
                _jobs.Remove(job);
        }
    }

    private void Interrupt()
    {
        _flow = Flow.None;
        throw new ShellInterruptedException();
    }

    private void RunTrap(string name)
    {
        if (!State.Traps.TryGetValue(name, out var action) || action.Length == 0)
            return;
        int status = State.Status;
        RunScript(action, mayReplace: false, State.Line);
        if (_flow == Flow.None)
            State.Status = status;
    }

    private int RunExitTrap(int status)
    {
        if (_exiting || !State.Traps.Remove("EXIT", out var action))
            return status;
        _exiting = true;
        State.Status = status;
        try
        {
            RunScript(action, mayReplace: false, State.Line);
            return status;
        }
        catch (ProgramExitException e)
        {
            return e.Code;
        }
    }
}
