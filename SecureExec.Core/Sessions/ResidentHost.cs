using System.Text;
using SecureExec.Protocol;

namespace SecureExec.Sessions;

/// <summary>Keeps one resident process for its owner: starts it, again when it has ended, and carries calls to it and results back.</summary>
internal sealed class ResidentHost : IAsyncDisposable
{
    /// <summary>How long a process may take to notice that a call is given up, before it is ended.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private const int FailedCode = 1;
    private const int KilledCode = 137;
    private const int CancelledCode = 143;

    private readonly NodeRuntime _runtime;
    private readonly ProgramConfig _program;
    private readonly RunOptions _streams;
    private readonly SemaphoreSlim _gate = new(1);
    private volatile ResidentProcess? _process;
    private int _starts;
    private volatile bool _disposed;

    /// <exception cref="ArgumentException">An option is invalid; the message names it.</exception>
    internal ResidentHost(NodeRuntime runtime, ResidentOptions options)
    {
        _runtime = runtime;
        _program = ProgramPlan.ForResident(options);
        _streams = new RunOptions { OnStdout = options.OnStdout, OnStderr = options.OnStderr, CaptureOutput = false };
    }

    internal static RunResult Cancelled { get; } = new() { Outcome = RunOutcome.Cancelled, ExitCode = CancelledCode };

    internal int Pid => _process is { HasEnded: false } process ? process.Pid : 0;

    internal int Restarts => Math.Max(0, Volatile.Read(ref _starts) - 1);

    /// <summary>Starts the process, unless it runs.</summary>
    internal async Task StartAsync(CancellationToken cancellationToken) => await ProcessAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Makes one call.</summary>
    /// <exception cref="WorkerCrashedException">The worker ended under the call.</exception>
    internal async Task<RunResult> CallAsync(CallConfig config, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ResidentProcess process;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            process = await ProcessAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Cancelled;
        }
        (int id, Task<CallResult?> reply) = process.Run.Call(config);
        RunOutcome? givenUp = null;
        CallResult? result;
        try
        {
            result = await reply.WaitAsync(timeout ?? Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            givenUp = RunOutcome.TimedOut;
            result = await GiveUpAsync(process, id, reply).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            givenUp = RunOutcome.Cancelled;
            result = await GiveUpAsync(process, id, reply).ConfigureAwait(false);
        }
        return result is null ? await EndedAsync(process, givenUp).ConfigureAwait(false) : Result(result, givenUp);
    }

    /// <summary>Ends the process and starts a fresh one.</summary>
    internal async Task ResetAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_process is { } process) await process.EndAsync("its state was thrown away", cancelled: true).ConfigureAwait(false);
        await ProcessAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        // What starts meanwhile is waited for: it must not be left behind.
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_process is { } process) await process.EndAsync("it was disposed", cancelled: true).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<ResidentProcess> ProcessAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_process is { HasEnded: false } running) return running;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_process is { HasEnded: false } started) return started;
            RuntimeSession session = await _runtime.SessionAsync(cancellationToken).ConfigureAwait(false);
            ResidentProcess process = await ResidentProcess.StartAsync(session, _program, _streams, cancellationToken).ConfigureAwait(false);
            _starts++;
            return _process = process;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Takes a call back; ends the process when it does not notice. Null when it is gone.</summary>
    private static async Task<CallResult?> GiveUpAsync(ResidentProcess process, int id, Task<CallResult?> reply)
    {
        process.Run.CancelCall(id);
        try
        {
            return await reply.WaitAsync(Grace).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await process.EndAsync("another call did not stop when its time was over", cancelled: false).ConfigureAwait(false);
            return await reply.ConfigureAwait(false);
        }
    }

    private static RunResult Result(CallResult result, RunOutcome? givenUp) => new()
    {
        Outcome = result.Outcome switch
        {
            CallOutcome.Succeeded => RunOutcome.Succeeded,
            CallOutcome.Abandoned => givenUp ?? RunOutcome.Cancelled,
            _ => RunOutcome.Failed,
        },
        ExitCode = result.Outcome switch
        {
            CallOutcome.Succeeded => 0,
            CallOutcome.Abandoned => givenUp == RunOutcome.TimedOut ? KilledCode : CancelledCode,
            _ => FailedCode,
        },
        Error = result.Error,
        Stdout = Encoding.UTF8.GetString(result.Stdout.Span),
        Stderr = Encoding.UTF8.GetString(result.Stderr.Span),
        StdoutTruncated = result.StdoutTruncated,
        StderrTruncated = result.StderrTruncated,
        ValueJson = result is { Outcome: CallOutcome.Succeeded, Value: { } value } ? Encoding.UTF8.GetString(value.Span) : null,
        Usage = result.Usage,
    };

    /// <summary>The result of a call whose process ended under it.</summary>
    private static async Task<RunResult> EndedAsync(ResidentProcess process, RunOutcome? givenUp)
    {
        RunResult end = await process.End.ConfigureAwait(false);
        if (givenUp is { } outcome) return new RunResult { Outcome = outcome, ExitCode = KilledCode };
        if (process.WasCancelled || (end.Outcome == RunOutcome.Cancelled && process.Reason is null)) return Cancelled;
        if (end.Outcome == RunOutcome.LimitExceeded) return new RunResult { Outcome = RunOutcome.LimitExceeded, ExitCode = end.ExitCode, Error = end.Error };
        string why = process.Reason ?? (end.Outcome == RunOutcome.TimedOut ? "its time was over" : $"it ended with exit code {end.ExitCode}");
        return new RunResult
        {
            Outcome = RunOutcome.Failed,
            ExitCode = end.ExitCode,
            Error = end.Error ?? new RunError("Error", $"The resident process ended under the call: {why}.", null, "ERR_RESIDENT_ENDED"),
        };
    }
}
