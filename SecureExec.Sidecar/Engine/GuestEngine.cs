using System.Runtime.CompilerServices;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Engine.Snapshots;
using SecureExec.Sidecar.Worker;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// Runs guest processes: each gets an isolate of its own that was booted ahead and never used, on a thread of its own.
/// The first spare boots before the worker is handed out. Many runtimes run one program and end: so the next one boots after the second run
/// and each further one, and a runtime that has run once holds no isolate at all. Thread-safe.
/// </summary>
internal sealed class GuestEngine : IGuestEngine
{
    private readonly Lock _gate = new();
    private readonly long _heapLimitBytes;
    private GuestThread? _spare;
    private bool _used, _disposed;

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
            spare = _spare ??= GuestThread.Boot(_heapLimitBytes);
        spare.Booted.GetAwaiter().GetResult();
        // On the .NET runtime the first run would compile everything that runs a program: tens of milliseconds.
        if (RuntimeFeature.IsDynamicCodeSupported)
            RehearsalRun.Perform(_heapLimitBytes);
    }

    /// <summary>Starts a program in a kernel process. Returns when it is on its way.</summary>
    public IGuestRun Start(GuestProcess process, GuestProgram program, IGuestRunEvents events)
    {
        GuestThread thread;
        bool refill;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var spare = _spare;
            if (spare != null && spare.HeapLimitBytes != program.HeapLimitBytes)
            {
                spare.Dispose();
                spare = null;
            }
            _spare = null;
            thread = spare ?? GuestThread.Boot(program.HeapLimitBytes);
            // Who starts one child starts more, and waits for it.
            refill = _used || process.Ppid != ProcessTable.InitPid;
            _used = true;
            if (refill)
                PagePool.Keep();
        }
        // As every node: a write to a closed pipe is an error, not a signal.
        if (!program.IsCommand && process.GetDisposition(Signal.SIGPIPE) == SignalDisposition.Default)
            process.Sys.SetSignalDisposition(Signal.SIGPIPE, SignalDisposition.Ignore);
        var run = new GuestRun(thread);
        process.SignalSink = signal =>
        {
            if (process.FatalSignal is { } fatal)
                run.OnSignal(fatal);
            else
                thread.Signals.Deliver(signal);
        };
        thread.Start(process, program, refill ? new Refill(this, events, program.HeapLimitBytes) : events);
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

    private void BootSpare(long heapLimitBytes)
    {
        lock (_gate)
        {
            if (!_disposed)
                _spare ??= GuestThread.Boot(heapLimitBytes);
        }
    }

    // The next isolate boots when a program has ended: then it does not take the processor away from it.
    private sealed class Refill(GuestEngine engine, IGuestRunEvents events, long heapLimitBytes) : IGuestRunEvents
    {
        public void OnIdle() => events.OnIdle();

        public void OnExit(GuestExit exit)
        {
            events.OnExit(exit);
            engine.BootSpare(heapLimitBytes);
        }

        public void OnReplaced(GuestProcess process, Executable program) => events.OnReplaced(process, program);

        public void OnReply(GuestCallReply reply) => events.OnReply(reply);
    }
}
