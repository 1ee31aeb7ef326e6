using System.Diagnostics.CodeAnalysis;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Terminals;
using SecureExec.Pool;
using SecureExec.Protocol;
using SecureExec.Sidecar.Commands;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Programs;

namespace SecureExec.Sidecar.Worker;

/// <summary>
/// One run inside the worker: its process, its streams, its clock and its end. Made on the channel's thread, started on the
/// control thread, ended on the guest's.
/// Lock: <c>_lock</c> guards the state; it is not held while messages are sent. Calls are posted under it, so that they keep their order.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The clock is stopped when the run ends, which every started run does.")]
internal sealed class GuestSession : IGuestRunEvents
{
    private const string TerminalType = "xterm-256color";
    private const int BadOption = 9;
    private const int NotExecutable = 126;
    private const int NotFound = 127;

    private readonly Lock _lock = new();
    private readonly WorkerPipes _pipes;
    private readonly int _runId;
    private ProgramConfig _program;
    private readonly Action<int> _onEnd;
    private readonly OutputWindow _output;
    private readonly StdinFeed? _stdin;
    private Terminal? _terminal;
    private TerminalView? _view;
    private readonly List<GuestCall> _early = [];
    private int _pendingCalls;
    private GuestProcess? _process;
    private VirtualMachine? _machine;
    private IGuestRun? _run;
    private RunClock? _clock;
    private ExitOutcome? _ended;

    internal GuestSession(WorkerPipes pipes, int runId, ProgramConfig program, Action<int> onEnd)
    {
        _pipes = pipes;
        _runId = runId;
        _program = program;
        _onEnd = onEnd;
        _output = new OutputWindow(pipes, runId);
        _stdin = program.HasStdin ? new StdinFeed(pipes, runId) : null;
    }

    internal void PushStdin(ReadOnlyMemory<byte> data) => _stdin?.Push(data);

    internal void EndStdin() => _stdin?.End();

    /// <summary>The window that shows the run's terminal has another size.</summary>
    internal void Resize(TerminalSize size) => Volatile.Read(ref _terminal)?.Resize(Window(size));

    internal void AddCredit(OutputStream stream, int bytes) => _output.AddCredit(stream, bytes);

    /// <summary>Starts the process. Every path from here tells the end of the run once.</summary>
    internal void Start(VirtualMachine machine, IGuestEngine engine)
    {
        if (IsEnded)
        {
            Finish(new RunExit { Outcome = _ended!.Value, ExitCode = 143, Signal = (int)Signal.SIGTERM, Usage = new GuestUsage() });
            return;
        }
        if (OpenTerminal(machine).IsError(out _, out Errno error) || machine.Kernel.CreateProcess(Describe(machine)).IsError(out GuestProcess? process, out error))
        {
            Finish(NotStarted(error));
            return;
        }
        Executable? command = null;
        if (_program.Kind == ProgramKind.Command && (command = ResolveCommand(machine, process)) is null) return;
        _process = process;
        _machine = machine;
        _pipes.Send(new StartedMessage(_runId, process.Pid));
        IGuestRun run = command is not null && command.Path != BaseSystem.NodePath
            ? machine.Programs.Run(process, command, this)!
            : engine.Start(process, ProgramTranslation.Translate(_program, machine.Limits, machine.Config.JsRuntime), this);
        ExitOutcome? already;
        lock (_lock)
        {
            // The program may have been replaced by now.
            _run ??= run;
            already = _ended;
            foreach (GuestCall call in _early) run.Call(call);
            _early.Clear();
            if (already is null) _clock = new RunClock(_program.Timeout, machine.Limits.CpuTimeLimitMs, process, Terminate, machine.OnLimit);
        }
        if (already is not { } outcome) return;
        run.Terminate(Reason(outcome));
        process.Job.Kill(process);
    }

    /// <summary>Gives the resident process a call. What comes before the process exists waits for it.</summary>
    /// <exception cref="ProtocolException">The process is no resident one, or more calls are under way than may be.</exception>
    internal void Call(int id, CallConfig config)
    {
        if (_program.Kind != ProgramKind.Resident) throw new ProtocolException($"Run {_runId} takes no calls.");
        if (Interlocked.Increment(ref _pendingCalls) > ProtocolLimits.MaxPendingCalls) throw new ProtocolException("More calls are under way than may be.");
        var call = new GuestCall(id, config.Source, config.InputsJson, config.IsScript, config.TypeScript, config.WantsValue);
        lock (_lock)
        {
            if (_run is null) _early.Add(call);
            else _run.Call(call);
        }
    }

    /// <summary>Takes a call back.</summary>
    internal void CancelCall(int id)
    {
        lock (_lock) _run?.CancelCall(id);
    }

    /// <inheritdoc/>
    public void OnReply(GuestCallReply reply)
    {
        Interlocked.Decrement(ref _pendingCalls);
        // Each call has the CPU time of a run; what goes on between them is the next one's.
        lock (_lock) _clock?.RestartCpu();
        _pipes.Send(new CallReplyMessage(_runId, reply.Id, CallResults.From(reply)));
    }

    /// <summary>Ends the run from outside, with the outcome it shall have. The first call decides.</summary>
    internal void Terminate(ExitOutcome outcome)
    {
        IGuestRun? run;
        lock (_lock)
        {
            _ended ??= outcome;
            run = _run;
        }
        _output.Close();
        _stdin?.Abort();
        run?.Terminate(Reason(outcome));
        // Whatever the program has started ends with it.
        if (run is not null) _process!.Job.Kill(_process);
    }

    /// <inheritdoc/>
    public void OnIdle() => _output.Flush();

    /// <inheritdoc/>
    public void OnReplaced(GuestProcess process, Executable program)
    {
        var run = new NativeRun(process);
        ExitOutcome? already;
        lock (_lock)
        {
            _run = run;
            already = _ended;
        }
        if (already is { } outcome) run.Terminate(Reason(outcome));
        _machine!.Programs.Run(process, program, this);
    }

    /// <inheritdoc/>
    public void OnExit(GuestExit exit)
    {
        ExitOutcome? forced;
        lock (_lock)
        {
            forced = _ended;
            _clock?.Dispose();
        }
        GuestProcess process = _process!;
        if (exit.Outcome == GuestOutcome.HeapLimit) _machine?.OnLimit?.Invoke(HeapReached(process.Pid, _machine.Limits));
        ExitOutcome outcome = exit.Outcome switch
        {
            GuestOutcome.Exited => ExitOutcome.Exited,
            GuestOutcome.TimedOut => forced ?? ExitOutcome.TimedOut,
            GuestOutcome.Killed => forced ?? ExitOutcome.Exited,
            GuestOutcome.HeapLimit => ExitOutcome.LimitExceeded,
            GuestOutcome.TimerLimit => ExitOutcome.LimitExceeded,
            GuestOutcome.Crashed => ExitOutcome.Crashed,
            _ => ExitOutcome.Crashed,
        };
        Finish(new RunExit
        {
            Outcome = outcome,
            ExitCode = exit.ExitCode,
            Signal = (int)(exit.Signal ?? Signal.None),
            Error = Explain(outcome, exit),
            Value = exit.ValueJson is { } json ? System.Text.Encoding.UTF8.GetBytes(json) : (ReadOnlyMemory<byte>?)null,
            Usage = new GuestUsage
            {
                Wall = exit.Wall,
                Cpu = exit.Cpu,
                PeakHeapBytes = exit.PeakHeapBytes,
                Syscalls = process.Usage.Syscalls,
                BytesRead = process.Usage.BytesRead,
                BytesWritten = process.Usage.BytesWritten,
                Denials = process.Usage.Denials,
                Ledger = process.Usage.Ledger(),
            },
        });
    }

    private static LimitWarning HeapReached(int pid, ResourceLimits limits)
    {
        long bytes = limits.V8HeapLimitMb * 1024L * 1024L;
        return new LimitWarning("v8_heap_bytes", "memory", bytes, bytes, pid);
    }

    private bool IsEnded
    {
        get
        {
            lock (_lock) return _ended is not null;
        }
    }

    private static TerminateReason Reason(ExitOutcome outcome) => outcome switch
    {
        ExitOutcome.TimedOut or ExitOutcome.LimitExceeded => TerminateReason.Timeout,
        _ => TerminateReason.Dispose,
    };

    private static RunExit NotStarted(Errno error) => new()
    {
        Outcome = error is Errno.EAGAIN or Errno.ENFILE or Errno.EMFILE or Errno.ENOMEM or Errno.E2BIG or Errno.ENOSPC ? ExitOutcome.LimitExceeded : ExitOutcome.NotStarted,
        ExitCode = 126,
        Error = new RunError("Error", $"{error}: the process could not be started.", null, error.ToString()),
        Usage = new GuestUsage(),
    };

    private static RunError? Explain(ExitOutcome outcome, GuestExit exit) => (outcome, exit.Error) switch
    {
        (_, { } error) => new RunError(error.Name, error.Message, error.Stack, error.Code),
        (ExitOutcome.LimitExceeded, null) when exit.Outcome == GuestOutcome.HeapLimit => LimitBreach.Heap.ToError(),
        (ExitOutcome.LimitExceeded, null) when exit.Outcome == GuestOutcome.TimerLimit => LimitBreach.Timers.ToError(),
        (ExitOutcome.LimitExceeded, null) => LimitBreach.Cpu.ToError(),
        _ => null,
    };

    /// <summary>Finds the program that a command stands for, as <c>execvp</c> does. Null when there is none and the end has been told.</summary>
    private Executable? ResolveCommand(VirtualMachine machine, GuestProcess process)
    {
        string command = _program.Args[0];
        if (ExecPath.Resolve(machine.Kernel, process.Caller, machine.Kernel.HostCaller, command, _program.Args).IsError(out Executable? found, out Errno error))
        {
            Refuse(machine, process, error == Errno.ENOENT ? NotFound : NotExecutable, "", new RunError("Error", $"spawn {command} {error}", null, error.ToString()));
            return null;
        }
        if (found.Path != BaseSystem.NodePath)
        {
            process.BecomeProgram(found.Argv);
            return found;
        }
        (ProgramConfig? node, string? complaint) = NodeCommandLine.Parse([.. found.Argv.Skip(1)], _program, _terminal is not null);
        if (node is null)
        {
            Refuse(machine, process, BadOption, $"node: {complaint}\n", null);
            return null;
        }
        _program = node;
        process.BecomeProgram(["node", .. node.Args]);
        return found;
    }

    private void Refuse(VirtualMachine machine, GuestProcess process, int exitCode, string text, RunError? error)
    {
        machine.Kernel.Abandon(process);
        _output.Write(_terminal is null ? OutputStream.Stderr : OutputStream.Stdout, System.Text.Encoding.UTF8.GetBytes(text));
        Finish(new RunExit { Outcome = ExitOutcome.NotStarted, ExitCode = exitCode, Error = error, Usage = new GuestUsage() });
    }

    private IReadOnlyDictionary<string, string> Environment(VirtualMachine machine)
    {
        if (_program.Env.Count == 0 && _terminal is null) return machine.Kernel.BaseEnvironment;
        var env = new Dictionary<string, string>(machine.Kernel.BaseEnvironment, StringComparer.Ordinal);
        if (_terminal is not null) env.TryAdd("TERM", TerminalType);
        foreach ((string name, string value) in _program.Env) env[name] = value;
        return env;
    }

    private SysResult<Unit> OpenTerminal(VirtualMachine machine)
    {
        if (_program.Terminal is not { } size) return SysResult.Done;
        if (machine.Kernel.CreateTerminal(Window(size)).IsError(out Terminal? terminal, out Errno error)) return error;
        Volatile.Write(ref _terminal, terminal);
        _view = new TerminalView(terminal, _output);
        if (_stdin is null) terminal.EndTyping();
        _stdin?.Open(terminal);
        return SysResult.Done;
    }

    private static WindowSize Window(TerminalSize size) => new((ushort)size.Columns, (ushort)size.Rows);

    private ProcessConfig Describe(VirtualMachine machine)
    {
        var common = new ProcessConfig
        {
            Argv = ["node", .. _program.Args],
            Env = Environment(machine),
            Cwd = _program.Cwd ?? machine.Config.Cwd,
        };
        if (_terminal is not null)
        {
            var streams = new TerminalDescription(_terminal, OpenFlags.O_RDWR);
            return common with { NewSession = true, Terminal = _terminal, Fds = [streams, streams, streams] };
        }
        return common with
        {
            Stdin = _stdin?.Open(machine.Limits.StdinBufferLimitBytes),
            Stdout = new StreamOutput(data => _output.Write(OutputStream.Stdout, data)),
            Stderr = new StreamOutput(data => _output.Write(OutputStream.Stderr, data)),
        };
    }

    private void Finish(RunExit exit)
    {
        _stdin?.Abort();
        _terminal?.Close();
        _view?.Dispose();
        _output.Flush();
        _output.Close();
        _output.Dispose();
        _onEnd(_runId);
        _pipes.Send(new ExitedMessage(_runId, exit));
    }
}
