using System.Runtime.InteropServices;
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
            RunArguments arguments = RunArgumentParser.Parse(args);
            return await RunAsync(arguments, Options(arguments)).ConfigureAwait(false);
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

    private static async Task<int> RunAsync(RunArguments arguments, NodeRuntimeOptions options)
    {
        using var cancellation = new CancellationTokenSource();
        var started = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(options, cancellation.Token).ConfigureAwait(false);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Forward(context, 2));
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Forward(context, 15));
        RunOptions run = Streams(arguments, started);
        ProgramConfig program = arguments.Kind == ProgramKind.File
            ? ProgramPlan.ForFile(GuestFile(arguments), run)
            : ProgramPlan.ForNode(arguments.Kind, Code(arguments), run);
        RunResult result = await runtime.RunAsync(program, run, cancellation.Token).ConfigureAwait(false);
        int exitCode = RunExitCode.For(result);
        if (arguments.Json) RawStreams.Write(RawStreams.Stdout, JsonResult.Write(result, exitCode));
        else Explain(result, arguments);
        return exitCode;

        // The guest decides what a signal does; a second one ends it.
        void Forward(PosixSignalContext context, int signal)
        {
            context.Cancel = true;
            if (!started.Task.IsCompletedSuccessfully || started.Task.Result < 0) cancellation.Cancel();
            else _ = runtime.Processes.KillAsync(started.Task.Result, signal);
        }
    }

    private static NodeRuntimeOptions Options(RunArguments arguments) => new()
    {
        Files = arguments.Kind == ProgramKind.File ? ProgramFile(arguments) : new Dictionary<string, SeedContent>(),
        NodeModules = arguments.NodeModules,
        Mounts = arguments.Mounts,
        Env = arguments.Env,
        Cwd = arguments.Cwd,
        Permissions = Policy(arguments),
        Limits = ResourceLimits.Default with { V8HeapLimitMb = arguments.MemoryMiB ?? ResourceLimits.Default.V8HeapLimitMb, MaxBlockingReadMs = StdinWaitMs },
        WorkerPath = arguments.WorkerPath ?? AppContext.BaseDirectory,
    };

    private static RunOptions Streams(RunArguments arguments, TaskCompletionSource<int> started) => new()
    {
        Args = arguments.ProgramArguments,
        Timeout = arguments.Timeout,
        Stdin = arguments.NoStdin || arguments.Program == "-" ? null : StandardInput.FromStream(Console.OpenStandardInput()),
        OnStdout = arguments.Json ? null : data => RawStreams.Write(RawStreams.Stdout, data.Span),
        OnStderr = arguments.Json ? null : data => RawStreams.Write(RawStreams.Stderr, data.Span),
        CaptureOutput = arguments.Json,
        WantsValue = arguments.Json,
        OnStarted = pid => started.TrySetResult(pid),
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

    private static string GuestFile(RunArguments arguments) => $"{arguments.Cwd.TrimEnd('/')}/{Path.GetFileName(arguments.Program)}";

    private static Dictionary<string, SeedContent> ProgramFile(RunArguments arguments)
    {
        try
        {
            return new Dictionary<string, SeedContent> { [GuestFile(arguments)] = File.ReadAllBytes(arguments.Program) };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandLineException($"The program cannot be read: {exception.Message}");
        }
    }

    private static string Code(RunArguments arguments) => arguments.Program == "-" && arguments.Kind == ProgramKind.Eval ? Console.In.ReadToEnd() : arguments.Program;

    private static void Explain(RunResult result, RunArguments arguments)
    {
        if (result.Outcome == RunOutcome.TimedOut) Complain($"The program's time was over{(arguments.Timeout is { } time ? $" after {time.TotalSeconds} s" : "")}.");
        if (result.Outcome == RunOutcome.LimitExceeded) Complain($"The program exceeded a limit: {result.Error?.Message}");
        if (result is { Outcome: RunOutcome.Failed, ExitCode: 126, Error: { } error }) Complain(error.Message);
    }

    private static void Complain(string text) => RawStreams.Write(RawStreams.Stderr, $"secureexec: {text}\n");
}
