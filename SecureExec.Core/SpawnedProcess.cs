using SecureExec.Abi;
using SecureExec.Sessions;

namespace SecureExec;

/// <summary>
/// A guest process that runs while its caller holds it: write its input, read its output, signal it, wait for it. Disposing it
/// ends the process. Thread-safe, but each stream takes one reader or writer at a time.
/// </summary>
public sealed class SpawnedProcess : IAsyncDisposable
{
    private readonly RuntimeSession _session;
    private readonly RunSession _run;
    private readonly bool _hasTerminal;
    private readonly CancellationTokenSource _kill;
    private readonly Stream? _stdin;
    private readonly Task<RunResult> _end;
    private int _disposed;

    private SpawnedProcess(RuntimeSession session, RunSession run, Task<RunResult> end, CancellationTokenSource kill, RunOptions options)
    {
        _session = session;
        _run = run;
        _hasTerminal = options.Terminal is not null;
        _end = end;
        _kill = kill;
        Stdout = run.Stdout;
        Stderr = run.Stderr;
        _stdin = options.Stdin is null ? new InputPipe(run) : null;
        Pid = run.Started.Result;
    }

    /// <summary>Number of the process inside the VM; 0 when it could not be started: <see cref="WaitAsync"/> then tells why.</summary>
    public int Pid { get; }

    /// <summary>Standard input. A write waits while the guest does not read; disposing the stream is the end of the input. Writing after the process has ended is an <see cref="IOException"/>.</summary>
    /// <exception cref="InvalidOperationException">The process was started with <see cref="RunOptions.Stdin"/>, which feeds it.</exception>
    public Stream Stdin => _stdin ?? throw new InvalidOperationException($"The process reads what {nameof(RunOptions)}.{nameof(RunOptions.Stdin)} gave it.");

    /// <summary>Standard output, to be read: as with a pipe, the guest's writes wait while nobody does (after 256 KiB). Dispose the stream to drop the rest. At its end from the start when <see cref="RunOptions.OnStdout"/> takes the output.</summary>
    public Stream Stdout { get; }

    /// <summary>Standard error, as <see cref="Stdout"/>; empty with a terminal, which shows both.</summary>
    public Stream Stderr { get; }

    /// <summary>Exit code as a shell reports it (128 + n after signal n), once the process has ended; null before, and when its worker died.</summary>
    public int? ExitCode => _end.IsCompletedSuccessfully ? _end.Result.ExitCode : null;

    /// <summary>Sends a signal: 15 (SIGTERM) unless another is given. False when the process has ended.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The signal is not from 0 to 64.</exception>
    /// <exception cref="WorkerCrashedException">The worker process died meanwhile.</exception>
    public async Task<bool> KillAsync(int signal = 15, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(signal);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(signal, 64);
        if (Pid == 0 || _end.IsCompleted) return false;
        return await _session.KillAsync(Pid, signal, cancellationToken).ConfigureAwait(false) == Errno.Success;
    }

    /// <summary>Sends a signal by its name, for example <c>SIGINT</c>.</summary>
    /// <exception cref="ArgumentException">There is no signal of that name.</exception>
    /// <inheritdoc cref="KillAsync(int, CancellationToken)" path="/exception"/>
    public Task<bool> KillAsync(string signal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return signal.StartsWith("SIG", StringComparison.Ordinal) && !signal.Contains(',', StringComparison.Ordinal) && Enum.TryParse(signal, out Signal number)
            ? KillAsync((int)number, cancellationToken)
            : throw new ArgumentException($"There is no signal '{signal}'.", nameof(signal));
    }

    /// <summary>Gives the output that came after a cursor, for readers that come and go: nothing is taken away by reading. Waits until there is something, or the process has ended.</summary>
    /// <param name="after">0 for all that is kept, or the last page's <see cref="OutputPage.NextCursor"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="InvalidOperationException">The process was started without <see cref="RunOptions.RetainOutput"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The cursor is negative.</exception>
    public Task<OutputPage> ReadOutputAsync(long after = 0, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        OutputLog log = _run.Log ?? throw new InvalidOperationException($"The output is not kept: {nameof(RunOptions)}.{nameof(RunOptions.RetainOutput)} was not set.");
        return log.ReadAsync(after, cancellationToken);
    }

    /// <summary>Tells the process that the window which shows its terminal has another size; it gets SIGWINCH. Nothing happens when it has ended.</summary>
    /// <exception cref="InvalidOperationException">The process was started without <see cref="RunOptions.Terminal"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is none that a terminal may have.</exception>
    public void Resize(TerminalSize size)
    {
        if (!_hasTerminal) throw new InvalidOperationException($"The process has no terminal: {nameof(RunOptions)}.{nameof(RunOptions.Terminal)} was not given.");
        if (!size.IsValid) throw new ArgumentOutOfRangeException(nameof(size), size, $"A terminal has 1 to {TerminalSize.Largest} columns and rows.");
        if (!_end.IsCompleted) _run.Resize(size);
    }

    /// <summary>Waits for the end. The result's texts hold only what went to callbacks; what the streams hold can still be read.</summary>
    /// <param name="cancellationToken">Stops waiting; the process goes on.</param>
    /// <exception cref="WorkerCrashedException">The worker process died under the process.</exception>
    public Task<RunResult> WaitAsync(CancellationToken cancellationToken = default) => _end.WaitAsync(cancellationToken);

    /// <summary>Ends the process at once, whatever it does, and waits until it is gone. Its outcome is then Cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _kill.CancelAsync().ConfigureAwait(false);
        await ((Task)_end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Stdout.DisposeAsync().ConfigureAwait(false);
        await Stderr.DisposeAsync().ConfigureAwait(false);
        _kill.Dispose();
    }

    /// <summary>Starts a process and waits until it exists or has failed to.</summary>
    internal static async Task<SpawnedProcess> StartAsync(RuntimeSession session, Protocol.ProgramConfig program, RunOptions options, CancellationToken cancellationToken)
    {
        var kill = new CancellationTokenSource();
        (RunSession run, Task<RunResult> end) = session.Spawn(program, options, kill.Token);
        try
        {
            await Task.WhenAny(run.Started, end).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (!run.Started.IsCompleted) await end.ConfigureAwait(false);
            return new SpawnedProcess(session, run, end, kill, options);
        }
        catch
        {
            await kill.CancelAsync().ConfigureAwait(false);
            await ((Task)end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            kill.Dispose();
            throw;
        }
    }
}
