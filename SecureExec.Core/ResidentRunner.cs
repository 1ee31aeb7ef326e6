using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SecureExec.Sessions;

namespace SecureExec;

/// <summary>
/// A guest process that stays alive and takes code, without the cost of a process for each. Every call is an ES module of its own, with top-level
/// <c>await</c>, imports relative to the working directory and packages found from there; it gives a value by <c>__return(value)</c>. Calls share the
/// process: its globals, its modules, its memory. So they can disturb each other, and code that must not share gets a run of its own; no call
/// can answer for another process or runner.
/// <para>Several calls may be under way at once. A call ends when its module has been evaluated; timers it leaves go on. What it writes to
/// <c>console</c> or <c>process.stdout</c> in its own async context is in its result, up to 256 KiB a stream. An error that nobody catches ends its call.</para>
/// <para>A timeout or a cancellation costs that call alone as long as the process's event loop turns. When it does not turn within a second (an endless
/// loop), the process is ended and with it the other calls under way (outcome Failed, code <c>ERR_RESIDENT_ENDED</c>); the same when the code exits
/// the process or exceeds a limit. The machine, its files and other processes go on, and the next call starts a fresh process: <see cref="Restarts"/>
/// counts them. Thread-safe.</para>
/// </summary>
public sealed class ResidentRunner : IAsyncDisposable
{
    private readonly ResidentHost _host;
    private readonly SemaphoreSlim _turns;

    private ResidentRunner(ResidentHost host, ResidentOptions options)
    {
        _host = host;
        _turns = new SemaphoreSlim(options.MaxConcurrentCalls);
    }

    /// <summary>Number of the process inside the VM; 0 while there is none.</summary>
    public int Pid => _host.Pid;

    /// <summary>How often the process was started again after it had ended.</summary>
    public int Restarts => _host.Restarts;

    /// <summary>Evaluates a module.</summary>
    /// <exception cref="ArgumentException">An option is invalid; nothing was started.</exception>
    /// <exception cref="WorkerCrashedException">The worker process died under the call.</exception>
    public async Task<RunResult> ExecAsync(string code, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        options ??= new CallOptions();
        Protocol.CallConfig call = ProgramPlan.ForCall(code, options, isScript: false, wantsValue: false);
        try
        {
            await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return ResidentHost.Cancelled;
        }
        try
        {
            return await _host.CallAsync(call, options.Timeout, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Evaluates a module and gives its value: what it passes to <c>__return(value)</c>; the last call counts. A value that does not fit <typeparamref name="T"/> is outcome Failed with error code <c>ERR_VALUE_CONVERSION</c>.</summary>
    /// <inheritdoc cref="ExecAsync" path="/exception"/>
    [RequiresUnreferencedCode("Reads JSON by reflection; pass a JsonTypeInfo<T> where code is trimmed.")]
    [RequiresDynamicCode("Reads JSON by reflection; pass a JsonTypeInfo<T> where code is compiled ahead of time.")]
    public async Task<RunResult<T>> RunAsync<T>(string code, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        RunResult<T>.From(await ExecAsync(code, options, cancellationToken).ConfigureAwait(false), json => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web));

    /// <summary>As <see cref="RunAsync{T}(string, CallOptions, CancellationToken)"/>, without reflection.</summary>
    /// <inheritdoc cref="ExecAsync" path="/exception"/>
    public async Task<RunResult<T>> RunAsync<T>(string code, JsonTypeInfo<T> type, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        return RunResult<T>.From(await ExecAsync(code, options, cancellationToken).ConfigureAwait(false), json => JsonSerializer.Deserialize(json, type));
    }

    /// <summary>Ends the process at once; calls under way have outcome Cancelled.</summary>
    public async ValueTask DisposeAsync() => await _host.DisposeAsync().ConfigureAwait(false);

    internal static async Task<ResidentRunner> StartAsync(NodeRuntime runtime, ResidentOptions options, CancellationToken cancellationToken)
    {
        var host = new ResidentHost(runtime, options);
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
        return new ResidentRunner(host, options);
    }
}
