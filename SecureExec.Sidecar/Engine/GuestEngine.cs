using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Engine.Snapshots;
using SecureExec.Sidecar.Worker;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// Runs guest processes: each gets an isolate of its own that was booted ahead and never used, on a thread of its own.
/// While one is taken the next boots in the background. Thread-safe.
/// </summary>
internal sealed class GuestEngine : IGuestEngine
{
    private readonly Lock _gate = new();
    private readonly long _heapLimitBytes;
    private GuestThread? _spare;
    private bool _disposed;

    /// <param name="heapLimitBytes">The heap limit that spares are booted with; a program with another one boots its own.</param>
    public GuestEngine(long heapLimitBytes) => _heapLimitBytes = heapLimitBytes;

    /// <summary>Loads V8 and ICU: once per process, before the lock-down.</summary>
    public static void LoadNative()
    {
        EngineLibrary.Load();
        StartupSnapshot.Load();
    }

    /// <summary>What isolates of this process boot from.</summary>
    public SnapshotMode SnapshotMode => StartupSnapshot.Facts != null ? SnapshotMode.Snapshot : CodeCache.Present ? SnapshotMode.CodeCache : SnapshotMode.None;

    /// <summary>Boots the first spare and waits for it.</summary>
    /// <exception cref="InvalidOperationException">V8's layout or Node's library is not what this build was made for.</exception>
    public void WarmUp()
    {
        GuestThread spare;
        lock (_gate)
            spare = _spare ??= new GuestThread(_heapLimitBytes);
        spare.Booted.GetAwaiter().GetResult();
    }

    /// <summary>Starts a program in a kernel process. Returns when it is on its way.</summary>
    public IGuestRun Start(GuestProcess process, GuestProgram program, IGuestRunEvents events)
    {
        GuestThread? thread = null;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_spare is { } spare && spare.HeapLimitBytes == program.HeapLimitBytes)
                (thread, _spare) = (spare, null);
        }
        thread ??= new GuestThread(program.HeapLimitBytes);
        var run = new GuestRun(thread);
        process.SignalSink = signal =>
        {
            if (process.FatalSignal is { } fatal)
                run.OnSignal(fatal);
        };
        thread.Start(process, program, new Refill(this, events));
        return run;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _spare?.Dispose();
            _spare = null;
        }
    }

    private void BootSpare()
    {
        lock (_gate)
        {
            if (!_disposed)
                _spare ??= new GuestThread(_heapLimitBytes);
        }
    }

    // The next isolate boots when a program has ended: then it does not take the processor away from it.
    private sealed class Refill(GuestEngine engine, IGuestRunEvents events) : IGuestRunEvents
    {
        public void OnExit(GuestExit exit)
        {
            events.OnExit(exit);
            engine.BootSpare();
        }

        public void OnReply(GuestCallReply reply) => events.OnReply(reply);
    }
}
