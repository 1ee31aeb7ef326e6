using System.Diagnostics;
using SecureExec.Protocol;

namespace SecureExec.NodeConformance;

/// <summary>Runs tests in virtual machines: the suite mounted read-only at <c>/node/test</c>, run from <c>/node</c>, temporary files in <c>/tmp</c>.</summary>
internal sealed class SandboxHost(ConformanceOptions options) : IAsyncDisposable
{
    private const string GuestRoot = "/node";
    private const string GuestSuite = GuestRoot + "/test";

    private readonly WorkerPool _pool = new(new WorkerPoolOptions { WorkerPath = options.Worker, Spares = options.Jobs, MaxWorkers = options.Jobs * 2 });

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    internal async Task<HostResult> RunAsync(SuiteTest test)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            await using NodeRuntime runtime = await NodeRuntime.CreateAsync(new NodeRuntimeOptions
            {
                Pool = _pool,
                Cwd = GuestRoot,
                Mounts = [new HostMount(options.Suite, GuestSuite)],
                Env = new Dictionary<string, string> { ["NODE_TEST_DIR"] = "/tmp" },
                Permissions = PermissionPolicy.AllowAll,
                JsRuntime = new JsRuntimeOptions { HighResolutionTime = true },
            });
            clock.Restart();
            var run = new RunOptions { Timeout = options.Timeout, WantsValue = false };
            RunResult result = await runtime.RunAsync(Program(test, options.Timeout), run, CancellationToken.None);
            return result.Outcome switch
            {
                RunOutcome.Succeeded or RunOutcome.Failed => HostResult.Of(result.ExitCode, clock.ElapsedMilliseconds, result.Stdout, result.Stderr),
                RunOutcome.LimitExceeded => new HostResult(TestOutcome.LimitExceeded, result.ExitCode, clock.ElapsedMilliseconds, HostResult.Clip(result.Error?.Message ?? "a limit")),
                _ => HostResult.Late(options.Timeout, clock.ElapsedMilliseconds),
            };
        }
        catch (SecureExecException exception)
        {
            return new HostResult(TestOutcome.Crashed, 134, clock.ElapsedMilliseconds, HostResult.Clip(exception.Message));
        }
    }

    private static ProgramConfig Program(SuiteTest test, TimeSpan timeout) => new()
    {
        Kind = ProgramKind.File,
        Args = [$"{GuestSuite}/{test.File}"],
        ExecArgv = test.Flags,
        Timeout = timeout,
    };
}
