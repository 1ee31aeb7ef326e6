using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using SecureExec.Pool;
using SecureExec.Protocol;

namespace SecureExec.Sessions;

/// <summary>One run as the host sees it: its output, its input and its end. Messages arrive on the channel's thread; callbacks of the caller run on another.</summary>
internal sealed class RunSession : IDisposable
{
    /// <summary>What the worker may take beyond a timeout or a cancellation before it is killed.</summary>
    internal static readonly TimeSpan Backstop = TimeSpan.FromSeconds(2);

    private const int StdinChunkBytes = 32 * 1024;

    private readonly WorkerChannel _channel;
    private readonly RunOptions _options;
    private readonly OutputCollector _stdout;
    private readonly OutputCollector _stderr;
    private readonly TaskCompletionSource<RunExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _over = new();
    private readonly Channel<OutputMessage> _pending = Channel.CreateUnbounded<OutputMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim _stdinRoom = new(0);
    private readonly TaskCompletionSource<int> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<CallResult?>> _calls = new();
    private readonly OutputPipe? _stdoutPipe;
    private readonly OutputPipe? _stderrPipe;
    private int _lastCall;
    private int _stdinCredit = ProtocolLimits.StdinWindowBytes;
    private Exception? _callbackFault;

    /// <param name="id">What the channel calls the run.</param>
    /// <param name="channel">The way to the worker.</param>
    /// <param name="options">The caller's options.</param>
    /// <param name="limits">The runtime's limits.</param>
    /// <param name="live">True for a process with streams in the caller's hand: output without a callback waits in a pipe.</param>
    internal RunSession(int id, WorkerChannel channel, RunOptions options, ResourceLimits limits, bool live = false)
    {
        Id = id;
        _channel = channel;
        _options = options;
        _stdout = new OutputCollector(options.CaptureOutput, limits.CapturedOutputLimitBytes);
        _stderr = new OutputCollector(options.CaptureOutput, limits.CapturedOutputLimitBytes);
        if (!live) return;
        if (options.RetainOutput)
        {
            _stdout = new OutputCollector(capture: false, 0);
            _stderr = new OutputCollector(capture: false, 0);
            Log = new OutputLog(limits.CapturedOutputLimitBytes, options.Terminal is not null, TimeProvider.System);
            return;
        }
        if (options.OnStdout is null)
        {
            _stdout = new OutputCollector(capture: false, 0);
            _stdoutPipe = new OutputPipe(bytes => Release(OutputStream.Stdout, bytes));
        }
        if (options.OnStderr is null)
        {
            _stderr = new OutputCollector(capture: false, 0);
            _stderrPipe = new OutputPipe(bytes => Release(OutputStream.Stderr, bytes));
        }
    }

    internal int Id { get; }

    /// <summary>The process id in the VM once the process exists; 0 when it could not be started.</summary>
    internal Task<int> Started => _started.Task;

    /// <summary>What a live process has put out, when it is kept.</summary>
    internal OutputLog? Log { get; }

    /// <summary>Standard output of a live process; at its end when a callback takes it.</summary>
    internal Stream Stdout => _stdoutPipe ?? Stream.Null;

    /// <summary>Standard error of a live process; at its end when a callback takes it.</summary>
    internal Stream Stderr => _stderrPipe ?? Stream.Null;

    /// <summary>Completes when the worker has told the end of the run, or faults when the worker is gone.</summary>
    internal Task<RunExit> Exited => _exited.Task;

    /// <summary>Why this side ended the run, if it did.</summary>
    internal TerminateCause? Terminated { get; private set; }

    /// <summary>Takes output from the channel.</summary>
    /// <exception cref="ProtocolException">The worker exceeded its window.</exception>
    internal void Receive(OutputMessage message)
    {
        OutputCollector collector = Collector(message.Stream);
        collector.Receive(message.Data);
        Log?.Add(message.Stream, message.Data);
        OutputPipe? pipe = message.Stream == OutputStream.Stdout ? _stdoutPipe : _stderrPipe;
        if (pipe is not null) pipe.Push(message.Data);
        else if (Callback(message.Stream) is null) Release(message.Stream, message.Data.Length);
        else _pending.Writer.TryWrite(message);
    }

    /// <summary>The process exists.</summary>
    internal void ReceiveStarted(int pid)
    {
        _started.TrySetResult(pid);
        _options.OnStarted?.Invoke(pid);
    }

    /// <summary>The guest has read input.</summary>
    /// <exception cref="ProtocolException">The worker gave back more than it was sent.</exception>
    internal void ReceiveStdinCredit(int bytes)
    {
        if (bytes <= 0 || Interlocked.Add(ref _stdinCredit, bytes) > ProtocolLimits.StdinWindowBytes) throw new ProtocolException("Credit for standard input exceeds its window.");
        if (_stdinRoom.CurrentCount == 0) _stdinRoom.Release();
    }

    /// <summary>A call has ended. One that was given up meanwhile is nobody's any more.</summary>
    internal void Receive(CallReplyMessage message)
    {
        if (_calls.TryRemove(message.CallId, out TaskCompletionSource<CallResult?>? call)) call.TrySetResult(message.Result);
    }

    /// <summary>Whether the run's time is that of the runtime's limit, not one that the caller chose.</summary>
    internal bool TimeIsLimit { get; set; }

    /// <summary>Told of each call before it is sent.</summary>
    internal Action? CallStarted { get; set; }

    /// <summary>Gives a resident process a call. The task is its result, or null when the process ended first.</summary>
    /// <exception cref="ProtocolException">The call is larger than a message may be.</exception>
    internal (int Id, Task<CallResult?> Result) Call(CallConfig config)
    {
        var call = new TaskCompletionSource<CallResult?>(TaskCreationOptions.RunContinuationsAsynchronously);
        int id = Interlocked.Increment(ref _lastCall);
        _calls[id] = call;
        CallStarted?.Invoke();
        _channel.Send(new CallMessage(Id, id, config));
        if (Exited.IsCompleted) EndCalls();
        return (id, call.Task);
    }

    /// <summary>Takes a call back; it is answered all the same when the process still turns.</summary>
    internal void CancelCall(int id) => _channel.Send(new CallCancelMessage(Id, id));

    /// <summary>The run is over; nothing more arrives for it.</summary>
    internal void Complete(RunExit exit)
    {
        _exited.TrySetResult(exit);
        EndStreams();
    }

    /// <summary>The worker is gone.</summary>
    internal void Fail(WorkerEnd end)
    {
        if (end.Breach is { } breach) _exited.TrySetResult(Lost(ExitOutcome.LimitExceeded, end, breach.ToError()));
        else if (Terminated == TerminateCause.TimedOut) _exited.TrySetResult(Lost(ExitOutcome.TimedOut, end, null));
        else if (Terminated is not null) _exited.TrySetResult(Lost(ExitOutcome.Cancelled, end, null));
        else _exited.TrySetException(end.ToException());
        EndStreams();
    }

    /// <summary>Asks the worker to end the run.</summary>
    internal void Terminate(TerminateCause cause)
    {
        Terminated ??= cause;
        _channel.Send(new TerminateRunMessage(Id, cause));
    }

    /// <summary>Feeds input, waits for the end and gives the result. <paramref name="kill"/> ends the whole worker when the run does not end.</summary>
    /// <exception cref="WorkerCrashedException">The worker ended under the run.</exception>
    internal async Task<RunResult> WaitAsync(TimeSpan limit, Action<string> kill, CancellationToken cancellationToken)
    {
        Task backstop = EnforceAsync(limit, kill, cancellationToken);
        // The caller's code may block: on another thread than the caller's, which must come to its wait, and not before the limit counts.
        Task callbacks = _options.OnStdout is null && _options.OnStderr is null ? Task.CompletedTask : Task.Run(DeliverAsync, CancellationToken.None);
        Task feeding = _options.Stdin is null ? Task.CompletedTask : Task.Run(() => FeedAsync(_options.Stdin), CancellationToken.None);
        try
        {
            RunExit exit = await Exited.ConfigureAwait(false);
            _pending.Writer.TryComplete();
            await callbacks.ConfigureAwait(false);
            if (_callbackFault is { } fault) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
            return Result(exit);
        }
        finally
        {
            _pending.Writer.TryComplete();
            await _over.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(backstop, feeding).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Writes standard input of a live process, waiting while its window is closed.</summary>
    /// <exception cref="IOException">The process has ended.</exception>
    internal async Task WriteStdinAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        using CancellationTokenSource? either = LinkToEnd(cancellationToken);
        try
        {
            for (; !data.IsEmpty && either is not null; data = data[Math.Min(StdinChunkBytes, data.Length)..])
            {
                await SendStdinAsync(data[..Math.Min(StdinChunkBytes, data.Length)], either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The process has ended.
        }
        if (!data.IsEmpty) throw new IOException("The guest process has ended; its standard input is closed.");
    }

    /// <summary>Tells the process's terminal its new size.</summary>
    internal void Resize(TerminalSize size) => _channel.Send(new ResizeTerminalMessage(Id, size));

    /// <summary>No more standard input will come.</summary>
    internal void CloseStdin() => _channel.Send(new StdinCloseMessage(Id));

    /// <inheritdoc/>
    public void Dispose()
    {
        // Not the semaphore: a writer that still waits for it could never leave.
        lock (_over) _over.Dispose();
    }

    /// <summary>A source that is cancelled with the token and at the run's end; null when the run is over.</summary>
    private CancellationTokenSource? LinkToEnd(CancellationToken cancellationToken)
    {
        lock (_over) return Exited.IsCompleted ? null : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _over.Token);
    }

    private void EndStreams()
    {
        _started.TrySetResult(0);
        Log?.Complete();
        _stdoutPipe?.Complete();
        _stderrPipe?.Complete();
        EndCalls();
    }

    private void EndCalls()
    {
        foreach (int id in _calls.Keys)
        {
            if (_calls.TryRemove(id, out TaskCompletionSource<CallResult?>? call)) call.TrySetResult(null);
        }
    }

    private static RunExit Lost(ExitOutcome outcome, WorkerEnd end, RunError? error) => new()
    {
        Outcome = outcome,
        ExitCode = 128 + (end.Signal ?? 9),
        Signal = end.Signal ?? 9,
        Error = error,
        Usage = new GuestUsage(),
    };

    private OutputCollector Collector(OutputStream stream) => stream == OutputStream.Stdout ? _stdout : _stderr;

    private Action<ReadOnlyMemory<byte>>? Callback(OutputStream stream) => stream == OutputStream.Stdout ? _options.OnStdout : _options.OnStderr;

    private void Release(OutputStream stream, int bytes)
    {
        int credit = Collector(stream).Release(bytes);
        if (credit > 0) _channel.Send(new OutputCreditMessage(Id, stream, credit));
    }

    /// <summary>Hands output to the caller's callbacks. After a fault of theirs the run is ended and the rest is dropped.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Kept and thrown to the caller of the run.")]
    private async Task DeliverAsync()
    {
        await foreach (OutputMessage message in _pending.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                if (_callbackFault is null) Callback(message.Stream)!(message.Data);
            }
            catch (Exception exception)
            {
                _callbackFault = exception;
                Terminate(TerminateCause.Cancelled);
            }
            Release(message.Stream, message.Data.Length);
        }
    }

    /// <summary>Sends standard input as far as its window is open. A fault of the caller's stream ends the run.</summary>
    private async Task FeedAsync(StandardInput input)
    {
        CancellationToken over = _over.Token;
        try
        {
            if (input.Stream is { } stream)
            {
                var buffer = new byte[StdinChunkBytes];
                // A read of a terminal cannot be cancelled: it is left behind when the run is over.
                while (await stream.ReadAsync(buffer, over).AsTask().WaitAsync(over).ConfigureAwait(false) is > 0 and var n) await SendStdinAsync(buffer.AsMemory(0, n), over).ConfigureAwait(false);
            }
            else
            {
                for (ReadOnlyMemory<byte> rest = input.Bytes; !rest.IsEmpty; rest = rest[Math.Min(StdinChunkBytes, rest.Length)..])
                {
                    await SendStdinAsync(rest[..Math.Min(StdinChunkBytes, rest.Length)], over).ConfigureAwait(false);
                }
            }
            _channel.Send(new StdinCloseMessage(Id));
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !over.IsCancellationRequested)
        {
            _callbackFault ??= exception;
            Terminate(TerminateCause.Cancelled);
        }
    }

    private async Task SendStdinAsync(ReadOnlyMemory<byte> data, CancellationToken over)
    {
        int charge = ProtocolLimits.Charge(data.Length);
        while (Volatile.Read(ref _stdinCredit) < charge) await _stdinRoom.WaitAsync(over).ConfigureAwait(false);
        Interlocked.Add(ref _stdinCredit, -charge);
        _channel.Send(new StdinMessage(Id, data));
    }

    /// <summary>Ends the run when it is cancelled or its time is over; kills the worker when it does not obey.</summary>
    private async Task EnforceAsync(TimeSpan limit, Action<string> kill, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _over.Token);
        try
        {
            await Task.Delay(limit + (Backstop / 2), either.Token).ConfigureAwait(false);
            Terminate(TerminateCause.TimedOut);
        }
        catch (OperationCanceledException) when (!_over.IsCancellationRequested)
        {
            Terminate(TerminateCause.Cancelled);
        }
        await Task.Delay(Backstop, _over.Token).ConfigureAwait(false);
        kill("a run did not end when it was told to");
    }

    private RunResult Result(RunExit exit)
    {
        RunOutcome outcome = exit.Outcome switch
        {
            ExitOutcome.Exited => exit.ExitCode == 0 ? RunOutcome.Succeeded : RunOutcome.Failed,
            ExitOutcome.TimedOut => TimeIsLimit ? RunOutcome.LimitExceeded : RunOutcome.TimedOut,
            ExitOutcome.Cancelled => RunOutcome.Cancelled,
            ExitOutcome.LimitExceeded => RunOutcome.LimitExceeded,
            ExitOutcome.NotStarted or ExitOutcome.Crashed => RunOutcome.Failed,
            _ => throw new ProtocolException($"No outcome is {exit.Outcome}."),
        };
        return new RunResult
        {
            Outcome = outcome,
            Error = exit is { Outcome: ExitOutcome.TimedOut, Error: null } && TimeIsLimit ? LimitBreach.WallClock.ToError() : exit.Error,
            ExitCode = exit.ExitCode,
            Stdout = _stdout.Text(),
            Stderr = _stderr.Text(),
            StdoutTruncated = _stdout.Truncated,
            StderrTruncated = _stderr.Truncated,
            ValueJson = exit.Value is { } value && outcome == RunOutcome.Succeeded ? System.Text.Encoding.UTF8.GetString(value.Span) : null,
            Usage = exit.Usage,
        };
    }
}
