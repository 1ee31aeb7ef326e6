using SecureExec.Interop;
using SecureExec.Protocol;

namespace SecureExec.Pool;

/// <summary>
/// One worker process: started, shaken hands with, then used by at most one runtime. It is ended by <see cref="EndAsync"/>, and by
/// <see cref="Kill(string)"/> at once; in either case and after a crash <see cref="Ended"/> completes once the process is reaped and its pipes are closed.
/// </summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    /// <summary>From process start to the worker's first message.</summary>
    internal static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    /// <summary>What a worker may take for a clean end before it is killed.</summary>
    internal static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_longestReapDelay = TimeSpan.FromMilliseconds(20);

    private readonly ChildProcess _process;
    private readonly IsolationCheck _landlock;
    private readonly TaskCompletionSource<WorkerEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LimitBreach? _breach;

    private WorkerProcess(ChildProcess process, IsolationCheck landlock, WorkerExecutable executable, IWorkerMessageHandler handler)
    {
        _process = process;
        _landlock = landlock;
        Executable = executable;
        Channel = new WorkerChannel(process.Output, process.Error, process.Input, handler);
    }

    /// <summary>What was started.</summary>
    internal WorkerExecutable Executable { get; }

    /// <summary>Process id on the host.</summary>
    internal int Pid => _process.Pid;

    /// <summary>The way to talk to it.</summary>
    internal WorkerChannel Channel { get; }

    /// <summary>What confines it: what this side put on it, and what it said of itself before any guest code ran in it.</summary>
    internal IsolationReport Isolation { get; private set; } = IsolationReport.None;

    /// <summary>Completes when the process is gone.</summary>
    internal Task<WorkerEnd> Ended => _ended.Task;

    /// <summary>Starts a worker and waits until it is warm.</summary>
    /// <param name="executable">What is started.</param>
    /// <param name="requireLockdown">True refuses a worker that is not locked down in full.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="LockdownUnavailableException">It is not locked down in full, and must be.</exception>
    /// <exception cref="WorkerStartException">It could not be started, ended too early or took longer than <see cref="StartTimeout"/>.</exception>
    /// <exception cref="WorkerVersionException">It is of another version.</exception>
    internal static async Task<WorkerProcess> StartAsync(WorkerExecutable executable, bool requireLockdown, CancellationToken cancellationToken)
    {
        if (requireLockdown) LockdownUnavailableException.ThrowIfNotNative(executable);
        var handshake = new WorkerHandshake(executable.Path);
        WorkerProcess worker = await Task.Run(() => Spawn(executable, handshake), cancellationToken).ConfigureAwait(false);
        try
        {
            worker.Channel.Send(new HelloMessage(ProtocolVersion.Magic, ProtocolVersion.Current, ProtocolVersion.Product));
            Task first = await Task.WhenAny(handshake.Done, worker.Ended).WaitAsync(StartTimeout, cancellationToken).ConfigureAwait(false);
            if (first == worker.Ended && !handshake.Done.IsCompleted)
            {
                throw new WorkerStartException($"{(await worker.Ended.ConfigureAwait(false)).Describe()} It was not ready yet; its executable is {executable.Path}.");
            }
            worker.Isolation = IsolationReport.Of(executable, await handshake.Done.ConfigureAwait(false), worker._landlock);
            if (requireLockdown) LockdownUnavailableException.ThrowIfIncomplete(worker.Isolation);
            return worker;
        }
        catch (TimeoutException exception)
        {
            string tail = worker.Channel.StderrTail;
            await worker.KillAsync("it was not ready in time").ConfigureAwait(false);
            throw new WorkerStartException($"The worker {executable.Path} was not ready within {StartTimeout.TotalSeconds} s. Its standard error ended with: {tail}", exception);
        }
        catch
        {
            await worker.KillAsync("its start failed").ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Kills the process at once. <see cref="Ended"/> completes soon after.</summary>
    internal void Kill(string reason)
    {
        Channel.Break(reason);
        _process.Kill();
    }

    /// <summary>Kills the process at once because it exceeded a limit; what was under way ends with that limit's name.</summary>
    internal void Kill(LimitBreach breach)
    {
        Interlocked.CompareExchange(ref _breach, breach, null);
        Kill(breach.Message);
    }

    /// <summary>Kills the process and waits until it is gone.</summary>
    internal async Task KillAsync(string reason)
    {
        Kill(reason);
        await Ended.ConfigureAwait(false);
    }

    /// <summary>Asks the process to end, kills it after <see cref="EndGrace"/> and waits until it is gone.</summary>
    internal async Task<WorkerEnd> EndAsync()
    {
        if (Channel.Send(new DisposeMessage()))
        {
            await Task.WhenAny(Ended, Task.Delay(EndGrace)).ConfigureAwait(false);
        }
        if (!Ended.IsCompleted) Kill("it did not end in time");
        return await Ended.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await EndAsync().ConfigureAwait(false);

    private static WorkerProcess Spawn(WorkerExecutable executable, WorkerHandshake handshake)
    {
        ChildProcess process = WorkerSpawner.Start(executable, out IsolationCheck landlock);
        var worker = new WorkerProcess(process, landlock, executable, handshake);
        worker.Channel.Start();
        _ = worker.WatchAsync();
        return worker;
    }

    /// <summary>Waits for the end of the channel, then of the process, and lets go of everything.</summary>
    private async Task WatchAsync()
    {
        string? reason = await Channel.Ended.ConfigureAwait(false);
        if (reason is not null) _process.Kill();
        if (!await ReapAsync(EndGrace).ConfigureAwait(false))
        {
            reason ??= "it closed its channel and went on";
            _process.Kill();
            await ReapAsync(Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        }
        foreach (int fd in (int[])[_process.Input, _process.Output, _process.Error]) Libc.Close(fd);
        _ended.SetResult(new WorkerEnd(_process.ExitCode, _process.Signal, Channel.StderrTail, reason) { Killed = _breach });
    }

    /// <summary>Waits until the process is gone. It closes its channel as it goes, so this is a matter of a moment; other ways to wait would take SIGCHLD from the application.</summary>
    private async Task<bool> ReapAsync(TimeSpan grace)
    {
        long start = TimeProvider.System.GetTimestamp();
        var delay = TimeSpan.FromMilliseconds(1);
        while (!_process.TryReap())
        {
            if (grace != Timeout.InfiniteTimeSpan && TimeProvider.System.GetElapsedTime(start) > grace) return false;
            await Task.Delay(delay).ConfigureAwait(false);
            if (delay < s_longestReapDelay) delay *= 2;
        }
        return true;
    }
}
