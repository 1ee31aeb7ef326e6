using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using SecureExec.Protocol;

namespace SecureExec.Pool;

/// <summary>
/// One worker process: started, shaken hands with, then used by at most one runtime. It is ended by <see cref="EndAsync"/>, and by
/// <see cref="Kill"/> at once; in either case and after a crash <see cref="Ended"/> completes once the process is reaped and its pipes are closed.
/// </summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    /// <summary>From process start to the worker's first message.</summary>
    internal static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    /// <summary>What a worker may take for a clean end before it is killed.</summary>
    internal static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly TaskCompletionSource<WorkerEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WorkerProcess(Process process, WorkerExecutable executable, IWorkerMessageHandler handler)
    {
        _process = process;
        Executable = executable;
        Pid = process.Id;
        Channel = new WorkerChannel(
            Fd(process.StandardOutput.BaseStream), Fd(process.StandardError.BaseStream), Fd(process.StandardInput.BaseStream), handler);
    }

    /// <summary>What was started.</summary>
    internal WorkerExecutable Executable { get; }

    /// <summary>Process id on the host.</summary>
    internal int Pid { get; }

    /// <summary>The way to talk to it.</summary>
    internal WorkerChannel Channel { get; }

    /// <summary>What confines it, as it said itself.</summary>
    internal IsolationReport Isolation { get; private set; } = new() { IsLockedDown = false, Checks = [] };

    /// <summary>Completes when the process is gone.</summary>
    internal Task<WorkerEnd> Ended => _ended.Task;

    /// <summary>Starts a worker and waits until it is warm.</summary>
    /// <exception cref="WorkerStartException">It could not be started, ended too early or took longer than <see cref="StartTimeout"/>.</exception>
    /// <exception cref="WorkerVersionException">It is of another version.</exception>
    internal static async Task<WorkerProcess> StartAsync(WorkerExecutable executable, CancellationToken cancellationToken)
    {
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
            worker.Isolation = await handshake.Done.ConfigureAwait(false);
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
        KillProcess();
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
        var start = new ProcessStartInfo(executable.Path)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        start.ArgumentList.Add("worker");
        WorkerEnvironment.Fill(start.Environment, executable);
        try
        {
            Process process = Process.Start(start) ?? throw new WorkerStartException($"The worker {executable.Path} could not be started.");
            var worker = new WorkerProcess(process, executable, handshake);
            worker.Channel.Start();
            _ = worker.WatchAsync();
            return worker;
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            throw new WorkerStartException($"The worker {executable.Path} could not be started: {exception.Message}", exception);
        }
    }

    private static int Fd(Stream stream) => (int)((PipeStream)stream).SafePipeHandle.DangerousGetHandle();

    /// <summary>Waits for the end of the channel, then of the process, and lets go of everything.</summary>
    private async Task WatchAsync()
    {
        string? reason = await Channel.Ended.ConfigureAwait(false);
        using var grace = new CancellationTokenSource(EndGrace);
        try
        {
            if (reason is not null) KillProcess();
            await _process.WaitForExitAsync(grace.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            reason ??= "it closed its channel and went on";
            KillProcess();
            await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        int code = _process.ExitCode;
        bool signalled = code is > 128 and <= 128 + 64;
        var end = new WorkerEnd(signalled ? null : code, signalled ? code - 128 : null, Channel.StderrTail, reason);
        await _process.StandardInput.BaseStream.DisposeAsync().ConfigureAwait(false);
        _process.StandardOutput.Dispose();
        _process.StandardError.Dispose();
        _process.Dispose();
        _ended.SetResult(end);
    }

    private void KillProcess()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // Already reaped: that is what was wanted.
        }
    }
}
