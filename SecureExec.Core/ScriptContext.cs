using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SecureExec.Sessions;

namespace SecureExec;

/// <summary>
/// A guest process that keeps its state between executions, as Node's REPL does: each is a script that sees the top-level <c>let</c>, <c>const</c>,
/// <c>var</c>, functions, classes and imports of those before it. Import declarations and top-level <c>await</c> work, and may be repeated (code with a
/// top-level <c>await</c> keeps its constants as variables); <c>require</c> and Node's modules by name are there as in <c>node -e</c>. The value of an
/// execution is what it passes to <c>__return(value)</c>, else its completion value.
/// <para>A context takes one execution at a time: a second one meanwhile has outcome Failed with code <c>execution_busy</c>. Contexts are processes of
/// their own and run in parallel. When an execution must be stopped by force, exits the process or exceeds a limit, the state is lost and the next one
/// starts with a fresh one: <see cref="Restarts"/> counts them. Thread-safe.</para>
/// </summary>
public sealed class ScriptContext : IAsyncDisposable
{
    private readonly ResidentHost _host;
    private int _busy;

    private ScriptContext(ResidentHost host) => _host = host;

    /// <summary>Number of the process inside the VM; 0 while there is none.</summary>
    public int Pid => _host.Pid;

    /// <summary>How often the state was lost, by <see cref="ResetAsync"/> or by an execution that had to be ended.</summary>
    public int Restarts => _host.Restarts;

    /// <summary>Executes a script. A completion value that has no JSON form is no error; the result then has none.</summary>
    /// <exception cref="ArgumentException">An option is invalid; nothing was started.</exception>
    /// <exception cref="WorkerCrashedException">The worker process died under the execution; the state is lost.</exception>
    public Task<RunResult> ExecAsync(string code, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        CallAsync(code, options, wantsValue: false, cancellationToken);

    /// <summary>Executes a script and gives its value. A value without a JSON form is outcome Failed with code <c>evaluation_serialization_failed</c>; one that does not fit <typeparamref name="T"/> has code <c>ERR_VALUE_CONVERSION</c>.</summary>
    /// <inheritdoc cref="ExecAsync" path="/exception"/>
    [RequiresUnreferencedCode("Reads JSON by reflection; pass a JsonTypeInfo<T> where code is trimmed.")]
    [RequiresDynamicCode("Reads JSON by reflection; pass a JsonTypeInfo<T> where code is compiled ahead of time.")]
    public async Task<RunResult<T>> RunAsync<T>(string code, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        RunResult<T>.From(await CallAsync(code, options, wantsValue: true, cancellationToken).ConfigureAwait(false), json => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web));

    /// <summary>As <see cref="RunAsync{T}(string, CallOptions, CancellationToken)"/>, without reflection.</summary>
    /// <inheritdoc cref="ExecAsync" path="/exception"/>
    public async Task<RunResult<T>> RunAsync<T>(string code, JsonTypeInfo<T> type, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        return RunResult<T>.From(await CallAsync(code, options, wantsValue: true, cancellationToken).ConfigureAwait(false), json => JsonSerializer.Deserialize(json, type));
    }

    /// <summary>Throws the state away and starts a fresh one. An execution under way ends as Cancelled.</summary>
    /// <exception cref="ObjectDisposedException">The context was disposed.</exception>
    public Task ResetAsync(CancellationToken cancellationToken = default) => _host.ResetAsync(cancellationToken);

    /// <summary>Ends the process at once; an execution under way has outcome Cancelled.</summary>
    public async ValueTask DisposeAsync() => await _host.DisposeAsync().ConfigureAwait(false);

    internal static async Task<ScriptContext> StartAsync(NodeRuntime runtime, ResidentOptions options, CancellationToken cancellationToken)
    {
        var host = new ResidentHost(runtime, options);
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
        return new ScriptContext(host);
    }

    private async Task<RunResult> CallAsync(string code, CallOptions? options, bool wantsValue, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(code);
        options ??= new CallOptions();
        Protocol.CallConfig call = ProgramPlan.ForCall(code, options, isScript: true, wantsValue);
        if (Interlocked.Exchange(ref _busy, 1) != 0)
        {
            return new RunResult { Outcome = RunOutcome.Failed, ExitCode = 1, Error = new RunError("Error", "The context executes something else.", null, "execution_busy") };
        }
        try
        {
            return await _host.CallAsync(call, options.Timeout, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }
}
