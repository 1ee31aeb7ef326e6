using SecureExec.Protocol;
using SecureExec.Sessions;

namespace SecureExec.Sidecar.CommandLine;

/// <summary>Role <c>run</c>: one program in a fresh virtual machine, as node would run it.</summary>
internal static class RunCommand
{
    // Somebody may be typing: a day, as long as the run itself may take.
    private const int StdinWaitMs = 24 * 60 * 60 * 1000;

    /// <summary>Runs the role.</summary>
    /// <param name="args">What follows <c>run</c>.</param>
    /// <returns>The exit code; see <see cref="UsageText.Run"/>.</returns>
    internal static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        if (args is ["--help" or "-h", ..])
        {
            RawStreams.Write(RawStreams.Stdout, UsageText.Run);
            return 0;
        }
        if (args is ["--version" or "-v", ..])
        {
            RawStreams.Write(RawStreams.Stdout, ProtocolVersion.Product + "\n");
            return 0;
        }
        try
        {
            return await RunAsync(RunArgumentParser.Parse(args, Console.IsInputRedirected)).ConfigureAwait(false);
        }
        catch (BrokenPipeException)
        {
            return RunExitCode.BrokenPipe;
        }
        catch (Exception exception) when (exception is CommandLineException or ArgumentException)
        {
            Complain($"{exception.Message}\nTry 'SecureExec.Sidecar run --help'.");
            return RunExitCode.Usage;
        }
        catch (Exception exception) when (exception is SecureExecException or IOException or PlatformNotSupportedException)
        {
            Complain(exception.Message);
            return RunExitCode.HostFault;
        }
    }

    private static async Task<int> RunAsync(RunArguments arguments)
    {
        HostProgram? file = arguments.Kind == ProgramKind.File ? HostProgram.Find(arguments) : null;
        using var signals = new SignalForwarding();
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(Options(arguments, file), signals.BeforeStart).ConfigureAwait(false);
        using HostTerminal? terminal = TakeTerminal(arguments);
        RunOptions run = Streams(arguments, terminal is not null, pid => signals.Started(runtime, pid));
        ProgramConfig program = arguments.Kind == ProgramKind.Command
            ? ProgramPlan.ForCommand(arguments.Program, arguments.ProgramArguments, run with { Args = [], WantsValue = false })
            : (file is not null ? ProgramPlan.ForFile(file.GuestPath, run) : ProgramPlan.ForNode(arguments.Kind, arguments.Program, run))
            with { ExecArgv = arguments.NodeArguments };
        RunResult result = await (terminal is null
            ? runtime.RunAsync(program, run, signals.BeforeStart)
            : RunAtTerminalAsync(runtime, program, run, signals)).ConfigureAwait(false);
        terminal?.Dispose();
        int exitCode = result.Outcome == RunOutcome.Cancelled && signals.Received is { } signal ? 128 + signal : RunExitCode.For(result);
        if (arguments.Json) RawStreams.Write(RawStreams.Stdout, JsonResult.Write(result, exitCode));
        else Explain(result, arguments);
        return exitCode;
    }

    private static HostTerminal? TakeTerminal(RunArguments arguments)
    {
        if (arguments.Terminal == false || arguments.Json || arguments.NoStdin) return null;
        if (HostTerminal.Take() is { } terminal) return terminal;
        return arguments.Terminal is null ? null : throw new CommandLineException("--terminal needs standard input, output and error to be a terminal.");
    }

    private static async Task<RunResult> RunAtTerminalAsync(NodeRuntime runtime, ProgramConfig program, RunOptions run, SignalForwarding signals)
    {
        try
        {
            await using SpawnedProcess process = await runtime.SpawnAsync(program, run, signals.BeforeStart).ConfigureAwait(false);
            signals.WindowChanged = () => process.Resize(HostTerminal.Size);
            return await process.WaitAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (signals.BeforeStart.IsCancellationRequested)
        {
            return new RunResult { Outcome = RunOutcome.Cancelled, ExitCode = RunExitCode.Cancelled };
        }
        finally
        {
            signals.WindowChanged = null;
        }
    }

    private static NodeRuntimeOptions Options(RunArguments arguments, HostProgram? file) => new()
    {
        NodeModules = arguments.NodeModules,
        Mounts = file?.Mount is { } mount ? [mount, .. arguments.Mounts] : arguments.Mounts,
        Env = arguments.Env,
        Cwd = arguments.Cwd,
        JsRuntime = new JsRuntimeOptions { ModuleResolution = arguments.ModuleResolution },
        Permissions = Policy(arguments),
        Limits = Limits(arguments.MemoryMiB ?? ResourceLimits.Default.V8HeapLimitMb),
        WorkerPath = arguments.WorkerPath ?? AppContext.BaseDirectory,
        RequireLockdown = arguments.RequireLockdown,
    };

    // Buffers may be as large as the heap, and the rest of the default is for the engine and the file system.
    private static ResourceLimits Limits(int heapMiB) => ResourceLimits.Default with
    {
        V8HeapLimitMb = heapMiB,
        MaxMemoryMb = ResourceLimits.Default.MaxMemoryMb + (2 * heapMiB),
        MaxBlockingReadMs = StdinWaitMs,
    };

    private static RunOptions Streams(RunArguments arguments, bool atTerminal, Action<int> started) => new()
    {
        Args = arguments.ProgramArguments,
        Timeout = arguments.Timeout,
        Terminal = atTerminal ? HostTerminal.Size : null,
        Stdin = arguments.NoStdin ? null : StandardInput.FromStream(atTerminal ? HostTerminal.Keys : Console.OpenStandardInput()),
        OnStdout = arguments.Json ? null : data => RawStreams.Write(RawStreams.Stdout, data.Span),
        OnStderr = arguments.Json ? null : data => RawStreams.Write(RawStreams.Stderr, data.Span),
        CaptureOutput = arguments.Json,
        WantsValue = arguments.Json,
        OnStarted = started,
    };

    private static PermissionPolicy Policy(RunArguments arguments)
    {
        PermissionPolicy policy = PermissionPolicy.Default;
        if (arguments.PolicyFile is { } path)
        {
            try
            {
                policy = PermissionPolicy.Parse(File.ReadAllText(path));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
            {
                throw new CommandLineException($"--policy {path}: {exception.Message}");
            }
        }
        return arguments.Rules.Aggregate(policy, (current, rule) => current.Append(rule));
    }

    private static void Explain(RunResult result, RunArguments arguments)
    {
        if (result.Outcome == RunOutcome.TimedOut) Complain($"The program's time was over{(arguments.Timeout is { } time ? $" after {time.TotalSeconds} s" : "")}.");
        if (result.Outcome == RunOutcome.LimitExceeded) Complain($"The program exceeded a limit: {result.Error?.Message}");
        if (result is { Outcome: RunOutcome.Failed, ExitCode: 126, Error: { } error }) Complain(error.Message);
    }

    private static void Complain(string text) => RawStreams.Write(RawStreams.Stderr, $"secureexec: {text}\n");
}
