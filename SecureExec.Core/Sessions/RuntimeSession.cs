using System.Collections.Concurrent;
using System.Diagnostics;
using SecureExec.Abi;
using SecureExec.Broker;
using SecureExec.Broker.Egress;
using SecureExec.Broker.Tools;
using SecureExec.Permissions;
using SecureExec.Pool;
using SecureExec.Protocol;

namespace SecureExec.Sessions;

/// <summary>
/// One boot of a runtime: a leased worker, configured and seeded, with everything under way on it. Ends with its worker; a runtime
/// that goes on makes another one. Messages of the worker arrive on the channel's thread and are hostile.
/// </summary>
internal sealed class RuntimeSession : IWorkerMessageHandler, IAsyncDisposable
{
    private readonly Lease _lease;
    private readonly RuntimePlan _plan;
    private readonly BrokerService _broker;
    private readonly HostToolBroker _tools;
    private readonly EgressBroker _egress;
    private readonly GuestConnections _connections;
    private readonly ConcurrentDictionary<int, RunSession> _runs = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<WorkerMessage>> _requests = new();
    private readonly TaskCompletionSource<string?> _configured = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EventPump _events;
    private readonly WorkerGuard _guard;
    private volatile WorkerEnd? _end;
    private volatile string? _fatal;
    private volatile bool _disposing;
    private int _nextId;

    private RuntimeSession(Lease lease, RuntimePlan plan)
    {
        _lease = lease;
        _plan = plan;
        _events = new EventPump(kind => Channel.Send(new EventCreditMessage(kind)));
        _broker = new BrokerService(plan.OpenBroker(), (id, result) => Channel.Send(new BrokerReplyMessage(id, result)));
        _tools = new HostToolBroker(plan.Tools, new PolicyEngine(plan.Policy), plan.Limits, (id, reply) => Channel.Send(new HostToolReplyMessage(id, reply)), plan.OnAudit is null ? null : Tell);
        _egress = new EgressBroker(plan.Egress, new PolicyEngine(plan.Policy), plan.Limits, message => Channel.Send(message), plan.OnAudit is null ? null : Tell, OwnAddresses.Contains, TimeProvider.System);
        _connections = new GuestConnections(message => Channel.Send(message));
        Http = new GuestHttp(async (port, token) => await ConnectAsync(port, token).ConfigureAwait(false));
        // Last: opening the mounts may fail, and nobody would stop the guard then.
        _guard = new WorkerGuard(lease.Worker, plan.Limits);
    }

    /// <summary>True once the worker is gone.</summary>
    internal bool HasEnded => _lease.Worker.Ended.IsCompleted;

    /// <summary>What confines the worker.</summary>
    internal IsolationReport Isolation => _lease.Worker.Isolation.With(_guard.Checks);

    /// <summary>Process id of the worker on the host.</summary>
    internal int WorkerPid => _lease.Worker.Pid;

    /// <summary>The limits in force.</summary>
    internal ResourceLimits Limits => _plan.Limits;

    /// <summary>HTTP to servers of the guest.</summary>
    internal GuestHttp Http { get; }

    private WorkerChannel Channel => _lease.Worker.Channel;

    /// <summary>Makes the leased worker the home of a runtime. The lease is the session's from here on, also when this fails.</summary>
    internal static async Task<RuntimeSession> BootAsync(Lease lease, RuntimePlan plan, CancellationToken cancellationToken)
    {
        RuntimeSession session;
        try
        {
            session = new RuntimeSession(lease, plan);
        }
        catch
        {
            await lease.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        try
        {
            await session.ConfigureAsync(cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch (TimeoutException exception)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw new WorkerStartException($"The worker did not boot the runtime within {WorkerProcess.StartTimeout.TotalSeconds} s.", exception);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="WorkerCrashedException">The worker ended under the run.</exception>
    internal Task<RunResult> RunAsync(ProgramConfig program, RunOptions options, CancellationToken cancellationToken) =>
        FinishAsync(NewRun(options, live: false), program, cancellationToken);

    /// <summary>Starts a process whose streams are the caller's. The task is its end; the token ends it.</summary>
    internal (RunSession Run, Task<RunResult> End) Spawn(ProgramConfig program, RunOptions options, CancellationToken kill)
    {
        RunSession run = NewRun(options, live: true);
        return (run, FinishAsync(run, program with { HasStdin = true }, kill));
    }

    /// <summary>Starts a resident process; the task is its end, the token ends it. Output goes to the callbacks of the options, or nowhere.</summary>
    internal (RunSession Run, Task<RunResult> End) StartResident(ProgramConfig program, RunOptions streams, CancellationToken kill)
    {
        RunSession run = NewRun(streams with { CaptureOutput = false }, live: false);
        return (run, FinishAsync(run, program, kill));
    }

    private RunSession NewRun(RunOptions options, bool live)
    {
        var run = new RunSession(Interlocked.Increment(ref _nextId), Channel, options, _plan.Limits, live);
        _runs[run.Id] = run;
        return run;
    }

    private async Task<RunResult> FinishAsync(RunSession run, ProgramConfig program, CancellationToken cancellationToken)
    {
        var wallLimit = TimeSpan.FromMilliseconds(_plan.Limits.WallClockLimitMs);
        TimeSpan limit = program.Timeout is { } timeout && timeout < wallLimit ? timeout : wallLimit;
        run.TimeIsLimit = limit == wallLimit;
        _guard.RunStarted(run.Id);
        run.CallStarted = () => _guard.CallStarted(run.Id);
        try
        {
            Channel.Send(new StartProcessMessage(run.Id, program with { Timeout = limit }));
            if (_end is { } end) run.Fail(end);
            return await run.WaitAsync(limit, _lease.Worker.Kill, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _guard.RunEnded(run.Id);
            _runs.TryRemove(run.Id, out _);
            run.Dispose();
        }
    }

    /// <summary>An operation on the VM's file system.</summary>
    internal async Task<FileResult> FileAsync(FileCall call, CancellationToken cancellationToken) =>
        (await RequestAsync<FileReplyMessage>(id => new FileRequestMessage(id, call), cancellationToken).ConfigureAwait(false)).Result;

    /// <summary>The VM's process table.</summary>
    internal async Task<IReadOnlyList<GuestProcessInfo>> ListProcessesAsync(CancellationToken cancellationToken) =>
        (await RequestAsync<ProcessListReplyMessage>(id => new ProcessListRequestMessage(id), cancellationToken).ConfigureAwait(false)).Processes;

    /// <summary>Sends a signal to a process of the VM.</summary>
    internal async Task<Errno> KillAsync(int pid, int signal, CancellationToken cancellationToken)
    {
        if (signal != 0) Tell("security.process.kill", "signal", $"process://{pid} {(Signal)signal}");
        return (Errno)(await RequestAsync<KillReplyMessage>(id => new KillRequestMessage(id, pid, signal), cancellationToken).ConfigureAwait(false)).Error;
    }

    /// <summary>What the VM holds.</summary>
    internal async Task<ResourceSnapshot> SnapshotAsync(CancellationToken cancellationToken) =>
        (await RequestAsync<SnapshotReplyMessage>(id => new SnapshotRequestMessage(id), cancellationToken).ConfigureAwait(false)).Snapshot;

    /// <summary>Connects to a TCP port of the VM's loopback interface.</summary>
    /// <inheritdoc cref="GuestConnections.ConnectAsync" path="/exception"/>
    internal Task<GuestConnection> ConnectAsync(int port, CancellationToken cancellationToken) => _connections.ConnectAsync((ushort)port, cancellationToken);

    /// <summary>Waits until something listens on a TCP port of the VM.</summary>
    internal async Task<GuestListener> WaitForListenerAsync(int port, CancellationToken cancellationToken)
    {
        int id = 0;
        try
        {
            ListeningMessage found = await RequestAsync<ListeningMessage>(number => new ListenerWaitMessage(id = number, (ushort)port), cancellationToken).ConfigureAwait(false);
            return new GuestListener(new System.Net.IPAddress(found.Bound.Address.ToBytes()), found.Bound.Port);
        }
        catch (OperationCanceledException) when (id != 0)
        {
            // It answers in any case; nobody waits for that.
            Channel.Send(new ListenerForgetMessage(id));
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _disposing = true;
        foreach (RunSession run in _runs.Values) run.Terminate(TerminateCause.Disposed);
        await _lease.DisposeAsync().ConfigureAwait(false);
        _guard.Dispose();
        _tools.Dispose();
        _egress.Dispose();
        Http.Dispose();
        await _broker.DisposeAsync().ConfigureAwait(false);
    }

    public void On(ConfiguredMessage message)
    {
        if (!_configured.TrySetResult(message.Error)) throw new ProtocolException("The worker was configured twice.");
    }

    public void On(StartedMessage message)
    {
        if (_runs.TryGetValue(message.RunId, out RunSession? run)) run.ReceiveStarted(message.Pid);
    }

    public void On(OutputMessage message)
    {
        if (_runs.TryGetValue(message.RunId, out RunSession? run)) run.Receive(message);
    }

    public void On(StdinCreditMessage message)
    {
        if (_runs.TryGetValue(message.RunId, out RunSession? run)) run.ReceiveStdinCredit(message.Bytes);
    }

    public void On(ExitedMessage message)
    {
        if (_runs.TryRemove(message.RunId, out RunSession? run)) run.Complete(message.Exit);
    }

    public void On(CallReplyMessage message)
    {
        if (_runs.TryGetValue(message.RunId, out RunSession? run)) run.Receive(message);
    }

    public void On(AuditMessage message) => _events.FromWorker(EventKind.Audit, () => _plan.OnAudit?.Invoke(new AuditEntry
    {
        Kind = "security.permission.denied",
        Time = message.Time,
        Scope = message.Scope,
        Operation = message.Operation,
        Resource = message.Resource,
        Pid = message.Pid,
        Dropped = message.Dropped,
    }));

    public void On(LimitWarningMessage message) => _events.FromWorker(EventKind.LimitWarning, () => _plan.OnLimitWarning?.Invoke(message.Warning));

    public void On(FileReplyMessage message) => Reply(message.Id, message);

    public void On(ProcessListReplyMessage message) => Reply(message.Id, message);

    public void On(KillReplyMessage message) => Reply(message.Id, message);

    public void On(SnapshotReplyMessage message) => Reply(message.Id, message);

    public void On(BrokerRequestMessage message) => _broker.Serve(message);

    public void On(HostToolCallMessage message) => _tools.Call(message.Id, message.Name, message.InputJson, message.Pid);

    public void On(HostToolCancelMessage message) => _tools.Cancel(message.Id);

    public void On(EgressConnectMessage message) => _egress.On(message);

    public void On(EgressDataMessage message) => _egress.On(message);

    public void On(EgressCreditMessage message) => _egress.On(message);

    public void On(EgressShutdownMessage message) => _egress.On(message);

    public void On(EgressCloseMessage message) => _egress.On(message);

    public void On(EgressDatagramOpenMessage message) => _egress.On(message);

    public void On(EgressDatagramSendMessage message) => _egress.On(message);

    public void On(EgressResolveMessage message) => _egress.On(message);

    public void On(EgressQueryMessage message) => _egress.On(message);

    public void On(IngressOpenedMessage message) => _connections.On(message);

    public void On(IngressFailedMessage message) => _connections.On(message);

    public void On(IngressReceivedMessage message) => _connections.On(message);

    public void On(IngressEndedMessage message) => _connections.On(message);

    public void On(IngressRoomMessage message) => _connections.On(message);

    public void On(ListeningMessage message) => Reply(message.Id, message);

    public void On(FatalMessage message) => _fatal ??= message.Text;

    public void On(HelloAckMessage message) => throw new ProtocolException("A greeting came from a worker in use.");

    public void On(HelloRejectedMessage message) => throw new ProtocolException("A greeting came from a worker in use.");

    private async Task ConfigureAsync(CancellationToken cancellationToken)
    {
        Channel.Attach(this);
        _ = WatchAsync();
        long start = Stopwatch.GetTimestamp();
        Channel.Send(new ConfigureMessage(_plan.Config));
        if (await _configured.Task.WaitAsync(WorkerProcess.StartTimeout, cancellationToken).ConfigureAwait(false) is { } error)
        {
            throw new SecureExecException($"The worker refused the runtime's configuration: {error}");
        }
        _plan.OnBootTiming?.Invoke(new BootTiming("configure", Stopwatch.GetElapsedTime(start)));
        foreach (HostMount mount in _plan.Mounts) Tell("security.mount.mounted", "mount", $"{mount.GuestPath} ({(mount.ReadOnly ? "ro" : "rw")}): {mount.HostPath}");
        start = Stopwatch.GetTimestamp();
        foreach ((string path, SeedContent content) in _plan.Files)
        {
            await WriteFileAsync(path, content.Bytes, cancellationToken).ConfigureAwait(false);
        }
        _plan.OnBootTiming?.Invoke(new BootTiming("files", Stopwatch.GetElapsedTime(start)));
    }

    /// <summary>Tells an event of this side.</summary>
    private void Tell(string kind, string operation, string resource)
    {
        Tell(new AuditEntry { Kind = kind, Time = DateTimeOffset.UtcNow, Operation = operation, Resource = resource });
    }

    private void Tell(AuditEntry entry)
    {
        if (_plan.OnAudit is { } audit) _events.FromHost(dropped => audit(entry with { Dropped = dropped }));
    }

    /// <summary>Replaces a file's content in pieces.</summary>
    /// <exception cref="GuestFileException">The VM refused.</exception>
    internal async Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        FileOperation operation = FileOperation.WriteFile;
        do
        {
            ReadOnlyMemory<byte> piece = content[..Math.Min(ProtocolLimits.ChunkBytes, content.Length)];
            FileResult result = await FileAsync(new FileCall(operation, path) { Data = piece }, cancellationToken).ConfigureAwait(false);
            if (result.Error != Errno.Success) throw new GuestFileException(result.Error, "write", path);
            content = content[piece.Length..];
            operation = FileOperation.AppendFile;
        }
        while (!content.IsEmpty);
    }

    private async Task<T> RequestAsync<T>(Func<int, HostMessage> make, CancellationToken cancellationToken)
        where T : WorkerMessage
    {
        cancellationToken.ThrowIfCancellationRequested();
        var reply = new TaskCompletionSource<WorkerMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        int id = Interlocked.Increment(ref _nextId);
        _requests[id] = reply;
        Channel.Send(make(id));
        if (_end is { } end) reply.TrySetException(end.ToException());
        WorkerMessage message = await reply.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return message as T ?? throw new SecureExecException($"The worker answered {message.Kind} where {typeof(T).Name} was expected.");
    }

    private void Reply(int id, WorkerMessage message)
    {
        if (!_requests.TryRemove(id, out TaskCompletionSource<WorkerMessage>? reply)) throw new ProtocolException($"{message.Kind} answers no request.");
        reply.TrySetResult(message);
    }

    /// <summary>Fails everything under way once the worker is gone.</summary>
    private async Task WatchAsync()
    {
        WorkerEnd end = await _lease.Worker.Ended.ConfigureAwait(false);
        if (_fatal is { } fatal) end = end with { Reason = fatal };
        if (_disposing) end = end with { Reason = "the runtime was disposed" };
        _end = end;
        WorkerCrashedException exception = end.ToException();
        _configured.TrySetException(exception);
        foreach (RunSession run in _runs.Values) run.Fail(end);
        foreach (TaskCompletionSource<WorkerMessage> request in _requests.Values) request.TrySetException(exception);
        _tools.Dispose();
        _egress.Dispose();
        _connections.Fail(end);
        _events.Complete();
    }
}
