using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// The native side of a <c>Worker</c> object: a thread of this process, which keeps the event loop alive while it runs and is referenced. Loop's thread, except
/// where said.
/// </summary>
internal sealed class WorkerHandle : IGuestRunEvents, IDisposable
{
    private readonly Realm _realm;
    private readonly WorkerOptions _options;
    private MessageQueue? _childEnd;
    private GuestThread? _thread;
    private GuestExit? _exit; // set by the ending thread before it posts
    private nint _object;
    private bool _stopped;

    /// <param name="realm">The realm of the thread that makes it.</param>
    /// <param name="options">What it was given.</param>
    /// <param name="end">The parent's end of the channel between the two.</param>
    public WorkerHandle(Realm realm, WorkerOptions options, MessageQueue end)
    {
        (_realm, _options) = (realm, options);
        ThreadId = realm.Guest.Group.NextThreadId();
        _childEnd = new MessageQueue();
        MessageGroup.Entangle(end, _childEnd);
    }

    /// <summary>Node's number of the thread.</summary>
    public int ThreadId { get; }

    public WorkerLimits Limits => _options.Limits;

    public bool IsReferenced { get; private set; } = true;

    /// <summary>The thread was and is no more.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The thread while it runs.</summary>
    public GuestThread? Thread => _thread;

    /// <summary>Starts the thread. EAGAIN: there are as many as may be, or no memory for one; E2BIG for the environment.</summary>
    public Errno Start(nint wrapper)
    {
        if (_childEnd is not { } end || _stopped)
            return Errno.Success;
        var guest = _realm.Guest;
        if (guest.Sys.Clone(_options.Environment).IsError(out var task, out var errno))
            return errno;
        var start = new WorkerStart(task, guest.Group, ThreadId, _options.Name, _options.IsInternal, _options.TracksDescriptors, Limits, end);
        var program = guest.Program! with
        {
            Kind = EntryKind.Worker,
            Source = null,
            InputsJson = null,
            WantsValue = false,
            Argv = [(guest.Program.Argv ?? guest.Process!.Argv)[0]],
            ExecArgv = _options.ExecArgv,
        };
        try
        {
            _thread = guest.StartWorker(start, program, this);
        }
        catch (OutOfMemoryException)
        {
            task.End();
            return Errno.EAGAIN;
        }
        _childEnd = null;
        _object = V8.Global(_realm.Isolate, wrapper);
        _realm.State<ActiveResources>().Open(this, "Worker", _object, () => IsReferenced);
        if (IsReferenced)
            guest.Loop.Ref();
        return Errno.Success;
    }

    /// <summary>Ends the thread wherever it is.</summary>
    public void Stop()
    {
        _stopped = true;
        _thread?.Stop(GuestOutcome.Killed, 1, null);
    }

    public void SetReferenced(bool referenced)
    {
        if (referenced == IsReferenced)
            return;
        IsReferenced = referenced;
        if (_thread == null)
            return;
        if (referenced)
            _realm.Guest.Loop.Ref();
        else
            _realm.Guest.Loop.Unref();
    }

    /// <summary>Gives JavaScript an object whose <c>ondone</c> is called with what the thread reports of itself. Nothing when it does not run.</summary>
    public void Ask(CallInfo info, WorkerReport report)
    {
        if (_thread is not { } thread)
            return;
        var (iso, loop) = (info.Isolate, _realm.Guest.Loop);
        var taker = V8Api.ObjectNew(iso);
        var slot = V8.Global(iso, taker);
        var asked = 0;
        loop.Ref();
        // Both ways are needed: a busy thread is interrupted, a waiting one woken.
        thread.Interrupt(Take);
        thread.Loop.PostUnreferenced(() => Take(thread.Realm));
        info.Return(taker);

        void Take(Realm worker)
        {
            if (Interlocked.Exchange(ref asked, 1) != 0)
                return;
            var figures = report.Take(worker);
            loop.PostCalls(() =>
            {
                loop.Unref();
                report.Tell(_realm, slot, figures);
                V8Api.DisposeGlobal(slot);
            });
        }
    }

    /// <summary>The thread has ended. On it.</summary>
    public void OnExit(GuestExit exit)
    {
        _exit = exit;
        _realm.Guest.Loop.PostCalls(Finish);
    }

    /// <summary>Never started: its end of the channel goes with it.</summary>
    public void Dispose()
    {
        _childEnd?.Disentangle();
        _childEnd = null;
    }

    private void Finish()
    {
        var (iso, exit) = (_realm.Isolate, _exit!);
        _realm.Guest.Join(_thread!);
        _thread = null;
        if (IsReferenced)
            _realm.Guest.Loop.Unref();
        _realm.State<ActiveResources>().Close(this);
        using var handles = new HandleScope(iso);
        var worker = HandleScope.NewLocal(iso, _object);
        V8Api.DisposeGlobal(_object);
        _object = 0;
        V8.Set(iso, _realm.Context, worker, "messagePort", V8.Undefined(iso));
        var (code, reason) = exit.Outcome switch
        {
            GuestOutcome.HeapLimit => ("ERR_WORKER_OUT_OF_MEMORY", "JS heap out of memory"),
            GuestOutcome.Crashed => ("ERR_WORKER_INIT_FAILED", "the thread could not start"),
            _ => (null, null),
        };
        var onExit = V8.Get(iso, _realm.Context, worker, "onexit");
        if (onExit != 0 && V8Api.IsFunction(onExit) != 0)
        {
            ReadOnlySpan<nint> args = [V8.Int(iso, code == null ? exit.ExitCode : 1), code == null ? V8.Null(iso) : V8.Str(iso, code), reason == null ? V8.Null(iso) : V8.Str(iso, reason)];
            Callbacks.Make(_realm, worker, onExit, args, FsAsyncObject.ContextOf(_realm, worker));
        }
        HasEnded = true;
        FsAsyncObject.End(_realm, worker);
    }
}
