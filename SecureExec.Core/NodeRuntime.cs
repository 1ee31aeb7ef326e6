using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SecureExec.Pool;
using SecureExec.Protocol;
using SecureExec.Sessions;

namespace SecureExec;

/// <summary>
/// A virtual machine that runs untrusted JavaScript and TypeScript: its own file system, process table, policy and limits, in an
/// operating system process of its own. Every run is a fresh guest process; several may be under way at once. When the worker
/// process dies, what was under way fails, and the next call boots the VM again from its options: files written since are gone.
/// Thread-safe. Dispose it: that ends the worker and everything in it.
/// </summary>
public sealed class NodeRuntime : IAsyncDisposable
{
    private readonly RuntimePlan _plan;
    private readonly WorkerPool? _pool;
    private readonly WorkerExecutable? _executable;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly bool _requireLockdown;
    private Task<RuntimeSession>? _session;
    private bool _disposed;

    private NodeRuntime(NodeRuntimeOptions options)
    {
        _plan = RuntimePlan.From(options);
        _pool = options.Pool;
        _requireLockdown = options.RequireLockdown;
        _executable = _pool is null ? WorkerLocator.Find(options.WorkerPath) with { Confine = options.ConfineWorker } : null;
        FileSystem = new RuntimeFileSystem(this);
        Processes = new RuntimeProcesses(this);
    }

    /// <summary>The VM's file system, seen by the host as root and not subject to the guest's policy.</summary>
    public RuntimeFileSystem FileSystem { get; }

    /// <summary>The VM's process table.</summary>
    public RuntimeProcesses Processes { get; }

    /// <summary>What confines the worker process that is, or was last, the home of this runtime.</summary>
    public IsolationReport Isolation { get; private set; } = IsolationReport.None;

    /// <summary>Process id of the worker on the host, for diagnosis.</summary>
    public int WorkerPid { get; private set; }

    /// <summary>How often the VM was booted: 1, and one more for each worker that died.</summary>
    public int BootCount { get; private set; }

    /// <summary>Checks the options, starts or leases a worker and boots the VM in it.</summary>
    /// <exception cref="ArgumentException">An option is invalid or contradicts another; nothing was started.</exception>
    /// <exception cref="WorkerNotFoundException">There is no worker; the message names the searched paths.</exception>
    /// <exception cref="WorkerVersionException">The worker is of another version.</exception>
    /// <exception cref="WorkerStartException">The worker could not be started.</exception>
    /// <exception cref="LockdownUnavailableException"><see cref="NodeRuntimeOptions.RequireLockdown"/> is set and cannot be met.</exception>
    /// <exception cref="GuestFileException">A file of <see cref="NodeRuntimeOptions.Files"/> could not be written.</exception>
    public static async Task<NodeRuntime> CreateAsync(NodeRuntimeOptions? options = null, CancellationToken cancellationToken = default)
    {
        var runtime = new NodeRuntime(options ?? new NodeRuntimeOptions());
        try
        {
            await runtime.SessionAsync(cancellationToken).ConfigureAwait(false);
            return runtime;
        }
        catch
        {
            await runtime.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs a program given as text in a fresh guest process. It is an ES module unless the options say otherwise.</summary>
    /// <exception cref="ArgumentException">An option is invalid or contradicts another; nothing was started.</exception>
    /// <exception cref="WorkerCrashedException">The worker process died under the run.</exception>
    public async Task<RunResult> ExecAsync(string code, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        options ??= new RunOptions();
        ProgramConfig program = ProgramPlan.ForSource(code, options);
        if (options.FileName is { } fileName && !cancellationToken.IsCancellationRequested) await FileSystem.WriteTextAsync(fileName, code, cancellationToken).ConfigureAwait(false);
        return await RunAsync(program, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a file of the VM in a fresh guest process, as <c>node FILE args</c> does. A relative path starts at the working directory.</summary>
    /// <inheritdoc cref="ExecAsync" path="/exception"/>
    public async Task<RunResult> ExecFileAsync(string path, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new RunOptions();
        return await RunAsync(ProgramPlan.ForFile(path, options), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a program and gives its value: what it passes to <c>__return(value)</c>, as JSON; the last call counts. A value that does not fit <typeparamref name="T"/> is outcome Failed with error code <c>ERR_VALUE_CONVERSION</c>.</summary>
    /// <inheritdoc cref="ExecAsync" path="/exception"/>
    [RequiresUnreferencedCode("Reads JSON by reflection; pass a JsonTypeInfo<T> where code is trimmed.")]
    [RequiresDynamicCode("Reads JSON by reflection; pass a JsonTypeInfo<T> where code is compiled ahead of time.")]
    public async Task<RunResult<T>> RunAsync<T>(string code, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        RunResult result = await ExecAsync(code, options, cancellationToken).ConfigureAwait(false);
        return RunResult<T>.From(result, json => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web));
    }

    /// <summary>As <see cref="RunAsync{T}(string, RunOptions, CancellationToken)"/>, without reflection.</summary>
    /// <inheritdoc cref="ExecAsync" path="/exception"/>
    public async Task<RunResult<T>> RunAsync<T>(string code, JsonTypeInfo<T> type, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        RunResult result = await ExecAsync(code, options, cancellationToken).ConfigureAwait(false);
        return RunResult<T>.From(result, json => JsonSerializer.Deserialize(json, type));
    }

    /// <summary>Runs a command of the VM to its end: <c>node</c> with its own arguments (<c>node FILE</c>, <c>node -e CODE</c>, a program on standard input), <c>sh</c> and <c>bash</c>, the usual commands (<c>cat</c>, <c>grep</c>, <c>sed</c>, <c>tar</c>, …), or a script of the VM. A name without a slash is looked for in the environment's PATH. What is not found or cannot be run is outcome Failed with exit code 127 or 126 and Node's error code (<c>ENOENT</c>, <c>EACCES</c>, <c>ENOEXEC</c>).</summary>
    /// <param name="command">Name or path of the command.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Environment, directory, input, timeout and callbacks. What belongs to code given as text is refused.</param>
    /// <param name="cancellationToken">Ends the process; the outcome is then Cancelled.</param>
    /// <inheritdoc cref="ExecAsync" path="/exception"/>
    public async Task<RunResult> ExecCommandAsync(string command, IReadOnlyList<string>? args = null, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new RunOptions();
        return await RunAsync(ProgramPlan.ForCommand(command, args ?? [], options), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts a program given as text and hands out the running process. Options are those of <see cref="ExecAsync"/>; output goes to the process's streams unless a callback takes it, and <see cref="RunOptions.Stdin"/>, when given, feeds the input in place of the stream.</summary>
    /// <param name="code">The program.</param>
    /// <param name="options">Options of the process.</param>
    /// <param name="cancellationToken">Gives up the start; a process that has started lives until it ends or is disposed.</param>
    /// <inheritdoc cref="ExecAsync" path="/exception"/>
    public async Task<SpawnedProcess> SpawnAsync(string code, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        options ??= new RunOptions();
        ProgramConfig program = ProgramPlan.ForSource(code, options);
        if (options.FileName is { } fileName) await FileSystem.WriteTextAsync(fileName, code, cancellationToken).ConfigureAwait(false);
        return await SpawnAsync(program, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts a command of the VM, as <see cref="ExecCommandAsync"/> finds it, and hands out the running process.</summary>
    /// <inheritdoc cref="ExecCommandAsync" path="/param"/>
    /// <inheritdoc cref="ExecAsync" path="/exception"/>
    public Task<SpawnedProcess> SpawnCommandAsync(string command, IReadOnlyList<string>? args = null, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new RunOptions();
        return SpawnAsync(ProgramPlan.ForCommand(command, args ?? [], options), options, cancellationToken);
    }

    /// <summary>Starts a guest process that stays and takes code as calls, several at once if need be.</summary>
    /// <exception cref="ArgumentException">An option is invalid; nothing was started.</exception>
    /// <exception cref="SecureExecException">The VM has no room for the process.</exception>
    public Task<ResidentRunner> CreateResidentRunnerAsync(ResidentOptions? options = null, CancellationToken cancellationToken = default) =>
        ResidentRunner.StartAsync(this, options ?? new ResidentOptions(), cancellationToken);

    /// <summary>Starts a guest process that executes scripts one after the other and keeps their state, as a REPL does.</summary>
    /// <inheritdoc cref="CreateResidentRunnerAsync" path="/exception"/>
    public Task<ScriptContext> CreateContextAsync(ResidentOptions? options = null, CancellationToken cancellationToken = default) =>
        ScriptContext.StartAsync(this, options ?? new ResidentOptions(), cancellationToken);

    /// <summary>
    /// Sends a request to an HTTP server of the guest on the VM's loopback interface, whatever the policy says of the guest's own network. Bodies stream both ways: the task ends
    /// with the head of the answer, and the caller reads its body and disposes it; an answer is read once the request's body is sent. Redirects are not followed, cookies not kept, bodies not decompressed. Trust nothing in it.
    /// </summary>
    /// <param name="port">Where the server listens: 1 to 65,535.</param>
    /// <param name="request">Its URI is a path, or an absolute one of the scheme http, whose host is sent as the header Host.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    /// <exception cref="HttpRequestException">Nothing listens on the port, the connection broke, or the answer is no HTTP.</exception>
    public async Task<HttpResponseMessage> FetchAsync(int port, HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        CheckPort(port);
        ArgumentNullException.ThrowIfNull(request);
        RuntimeSession session = await SessionAsync(cancellationToken).ConfigureAwait(false);
        return await session.Http.SendAsync(port, request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a WebSocket to a server of the guest, as <see cref="FetchAsync"/> sends a request.</summary>
    /// <param name="port">Where the server listens: 1 to 65,535.</param>
    /// <param name="path">Path and query.</param>
    /// <param name="configure">Sets subprotocols, headers and the like.</param>
    /// <param name="cancellationToken">Gives up the opening.</param>
    /// <exception cref="System.Net.WebSockets.WebSocketException">Nothing listens on the port, or it does not answer as a WebSocket server.</exception>
    public async Task<System.Net.WebSockets.WebSocket> ConnectWebSocketAsync(
        int port, string path = "/", Action<System.Net.WebSockets.ClientWebSocketOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        CheckPort(port);
        ArgumentNullException.ThrowIfNull(path);
        RuntimeSession session = await SessionAsync(cancellationToken).ConfigureAwait(false);
        return await session.Http.ConnectWebSocketAsync(port, path, configure, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Connects to a TCP port of the VM's loopback interface and gives the connection as a stream. The guest sees a client at 127.0.0.1.</summary>
    /// <param name="port">1 to 65,535.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="System.Net.Sockets.SocketException">Nothing listens there (ConnectionRefused), or the VM's limits for sockets or connections are reached (TooManyOpenSockets).</exception>
    public async Task<Stream> ConnectAsync(int port, CancellationToken cancellationToken = default)
    {
        CheckPort(port);
        RuntimeSession session = await SessionAsync(cancellationToken).ConfigureAwait(false);
        return await session.ConnectAsync(port, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until something in the VM listens on a TCP port; ends at once when something does already. The VM tells it; nothing polls.</summary>
    /// <param name="port">1 to 65,535.</param>
    /// <param name="timeout">How long; 10 seconds unless given.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="TimeoutException">Nothing listens there yet.</exception>
    public async Task<GuestListener> WaitForListenerAsync(int port, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        CheckPort(port);
        TimeSpan limit = timeout ?? TimeSpan.FromSeconds(10);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        try
        {
            RuntimeSession session = await SessionAsync(patience.Token).ConfigureAwait(false);
            return await session.WaitForListenerAsync(port, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Timed out after {limit.TotalMilliseconds:0} ms waiting for a listener on port {port}.");
        }
    }

    /// <summary>Tells what the VM holds at this moment.</summary>
    /// <exception cref="WorkerCrashedException">The worker process died meanwhile.</exception>
    public async Task<ResourceSnapshot> GetResourceSnapshotAsync(CancellationToken cancellationToken = default)
    {
        RuntimeSession session = await SessionAsync(cancellationToken).ConfigureAwait(false);
        return await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends everything under way (outcome Cancelled) and the worker: cleanly within a second, else by force. Nothing is left behind.</summary>
    public async ValueTask DisposeAsync()
    {
        Task<RuntimeSession>? session;
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
            session = _session;
        }
        await _closing.CancelAsync().ConfigureAwait(false);
        if (session is not null)
        {
            await ((Task)session).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (session.IsCompletedSuccessfully) await session.Result.DisposeAsync().ConfigureAwait(false);
        }
        _closing.Dispose();
    }

    /// <summary>The live boot of this runtime; boots again when the last one's worker has died.</summary>
    internal async Task<RuntimeSession> SessionAsync(CancellationToken cancellationToken)
    {
        Task<RuntimeSession> session;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_session is null || _session.IsFaulted || _session.IsCanceled || (_session.IsCompletedSuccessfully && _session.Result.HasEnded))
            {
                _session = BootAsync(_session, _closing.Token);
            }
            session = _session;
        }
        return await session.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<RuntimeSession> BootAsync(Task<RuntimeSession>? previous, CancellationToken closing)
    {
        if (previous is { IsCompletedSuccessfully: true }) await previous.Result.DisposeAsync().ConfigureAwait(false);
        long start = Stopwatch.GetTimestamp();
        Lease lease = _pool is not null
            ? await _pool.AcquireAsync(closing).ConfigureAwait(false)
            : new Lease(await WorkerProcess.StartAsync(_executable!, _requireLockdown, closing).ConfigureAwait(false), null);
        if (_requireLockdown) await CheckLockdownAsync(lease).ConfigureAwait(false);
        _plan.OnBootTiming?.Invoke(new BootTiming("worker", Stopwatch.GetElapsedTime(start)));
        RuntimeSession session = await RuntimeSession.BootAsync(lease, _plan, closing).ConfigureAwait(false);
        Isolation = session.Isolation;
        WorkerPid = session.WorkerPid;
        BootCount++;
        return session;
    }

    private static void CheckPort(int port)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
    }

    /// <summary>A pool that does not require the lock-down may hold workers without it.</summary>
    private static async Task CheckLockdownAsync(Lease lease)
    {
        try
        {
            LockdownUnavailableException.ThrowIfNotNative(lease.Worker.Executable);
            LockdownUnavailableException.ThrowIfIncomplete(lease.Worker.Isolation);
        }
        catch (LockdownUnavailableException)
        {
            await lease.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    internal async Task<SpawnedProcess> SpawnAsync(ProgramConfig program, RunOptions options, CancellationToken cancellationToken)
    {
        RuntimeSession session = await SessionAsync(cancellationToken).ConfigureAwait(false);
        return await SpawnedProcess.StartAsync(session, program, options, cancellationToken).ConfigureAwait(false);
    }

    internal async Task<RunResult> RunAsync(ProgramConfig program, RunOptions options, CancellationToken cancellationToken)
    {
        if (options.RetainOutput) throw OptionCheck.Invalid(nameof(RunOptions.RetainOutput), $"{nameof(options.RetainOutput)} is for processes that are started and held; the result of this call has the output.");
        RuntimeSession session;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            session = await SessionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new RunResult { Outcome = RunOutcome.Cancelled, ExitCode = 143 };
        }
        return await session.RunAsync(program, options, cancellationToken).ConfigureAwait(false);
    }
}
