using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>
/// What V8 itself wants to run on an isolate's thread: collection, the end of WebAssembly's compilation, the promises of <c>Atomics.waitAsync</c>. The event loop runs it
/// between JavaScript, and what it left of microtasks with it, as Node's platform does; ClearScript's would run it on another thread and tell nobody.
/// A <c>v8::TaskRunner</c> made by hand, one an isolate, with the control block of its <c>std::shared_ptr</c>. Safe from any thread.
/// </summary>
internal sealed unsafe class ForegroundTasks
{
    private const string Class = "22V8ForegroundTaskRunner", Platform = "10V8Platform";
    private const string TaskParameter = "ESt10unique_ptrIN2v84TaskESt14default_deleteIS2_EE", Location = "RKNS1_14SourceLocationE";
    private const int RunnerSlots = 10, PlatformSlots = 24, ControlSlots = 5;
    private const int DeleteSlot = 1, RunSlot = 2; // of v8::Task

    private static readonly ConcurrentDictionary<nint, ForegroundTasks> All = new();
    private static nint* s_runnerTable, s_controlTable;

    private readonly Lock _lock = new();
    private readonly HashSet<nint> _pending = [];
    private readonly HashSet<Timer> _timers = [];
    private readonly nint* _native; // the runner: vtable, handle of this; then the control block: vtable, two counts
    private readonly GCHandle _self;
    private EventLoop? _loop;
    private bool _closed;

    private ForegroundTasks()
    {
        _self = GCHandle.Alloc(this);
        _native = (nint*)NativeMemory.AllocZeroed(4, (nuint)sizeof(nint));
        _native[0] = (nint)s_runnerTable;
        _native[1] = GCHandle.ToIntPtr(_self);
        _native[2] = (nint)s_controlTable;
        ((int*)(_native + 3))[0] = ((int*)(_native + 3))[1] = 1;
    }

    /// <summary>Takes the place of ClearScript's runners in its platform; before the first isolate. Only for the pinned build of the library.</summary>
    /// <exception cref="InvalidOperationException">The library's classes are not the expected ones.</exception>
    public static void Install()
    {
        s_runnerTable = VirtualTable.Derive($"_ZTV{Class}", RunnerSlots, default,
            ($"_ZN{Class}12PostTaskImpl{TaskParameter}{Location}", (nint)(delegate* unmanaged<nint*, nint*, nint, void>)&OnPost),
            ($"_ZN{Class}23PostNonNestableTaskImpl{TaskParameter}{Location}", (nint)(delegate* unmanaged<nint*, nint*, nint, void>)&OnPost),
            ($"_ZN{Class}19PostDelayedTaskImpl{TaskParameter}d{Location}", (nint)(delegate* unmanaged<nint*, nint*, double, nint, void>)&OnPostDelayed),
            ($"_ZN{Class}30PostNonNestableDelayedTaskImpl{TaskParameter}d{Location}", (nint)(delegate* unmanaged<nint*, nint*, double, nint, void>)&OnPostDelayed));
        s_controlTable = (nint*)NativeMemory.AllocZeroed(ControlSlots, (nuint)sizeof(nint));
        for (var slot = 0; slot < ControlSlots; slot++)
            s_controlTable[slot] = (nint)(delegate* unmanaged<nint*, void>)&OnControl;
        s_controlTable[3] = (nint)(delegate* unmanaged<nint*, void>)&OnLastHolder;
        var table = (nint*)EngineLibrary.Export($"_ZTV{Platform}") + VirtualTable.Header;
        var index = new ReadOnlySpan<nint>(table, PlatformSlots).IndexOf(EngineLibrary.Export($"_ZN{Platform}23GetForegroundTaskRunnerEPN2v87IsolateENS0_12TaskPriorityE"));
        if (index < 0)
            throw new InvalidOperationException("V8's platform gives no task runners.");
        LibrarySlot.Replace((nint)(table + index), (nint)(delegate* unmanaged<SharedPointer*, nint, nint, byte, SharedPointer*>)&GetRunner);
    }

    /// <summary>From now on this loop runs the isolate's tasks, those that wait included.</summary>
    public static void Attach(nint isolate, EventLoop loop)
    {
        var tasks = Of(isolate);
        nint[] waiting;
        lock (tasks._lock)
        {
            tasks._loop = loop;
            waiting = [.. tasks._pending];
        }
        foreach (var task in waiting)
            loop.PostUnreferenced(() => tasks.Run(task));
    }

    /// <summary>Nothing is run any more: deletes what waits, and at once what is still posted. Before the isolate is disposed.</summary>
    public static void Close(nint isolate)
    {
        if (!All.TryGetValue(isolate, out var tasks))
            return;
        nint[] waiting;
        lock (tasks._lock)
        {
            tasks._closed = true;
            waiting = [.. tasks._pending];
            tasks._pending.Clear();
            foreach (var timer in tasks._timers)
                timer.Dispose();
            tasks._timers.Clear();
        }
        foreach (var task in waiting)
            Call(task, DeleteSlot);
    }

    /// <summary>The isolate is no more. Its address may be another one's next.</summary>
    public static void Forget(nint isolate)
    {
        if (All.TryRemove(isolate, out var tasks))
            new SharedPointer { Pointer = (nint)tasks._native, Control = (nint)(tasks._native + 2) }.Release();
    }

    private static ForegroundTasks Of(nint isolate) => All.GetOrAdd(isolate, static _ => new ForegroundTasks());

    private void Post(nint task, double delay)
    {
        EventLoop? loop = null;
        lock (_lock)
        {
            if (!_closed)
            {
                _pending.Add(task);
                loop = _loop;
                if (delay > 0)
                    Delay(task, delay);
            }
        }
        if (_closed)
            Call(task, DeleteSlot);
        else if (delay <= 0)
            loop?.PostUnreferenced(() => Run(task));
    }

    // With the lock held. A task without a loop runs when it gets one.
    private void Delay(nint task, double seconds)
    {
        Timer? timer = null;
        timer = new Timer(_ =>
        {
            lock (_lock)
            {
                _timers.Remove(timer!);
                timer!.Dispose();
            }
            _loop?.PostUnreferenced(() => Run(task));
        });
        _timers.Add(timer);
        timer.Change(TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(1).TotalSeconds)), Timeout.InfiniteTimeSpan);
    }

    // Loop's thread, with the isolate held.
    private void Run(nint task)
    {
        lock (_lock)
        {
            if (!_pending.Remove(task))
                return;
        }
        Call(task, RunSlot);
        Call(task, DeleteSlot);
    }

    private static void Call(nint task, int slot) => ((delegate* unmanaged<nint, void>)(*(nint**)task)[slot])(task);

    [UnmanagedCallersOnly]
    private static SharedPointer* GetRunner(SharedPointer* result, nint platform, nint isolate, byte priority)
    {
        var tasks = Of(isolate);
        *result = new SharedPointer { Pointer = (nint)tasks._native, Control = (nint)(tasks._native + 2) }.AddHolder();
        return result;
    }

    // task: std::unique_ptr, which is emptied.
    [UnmanagedCallersOnly]
    private static void OnPost(nint* self, nint* task, nint location) => Take(self, task, 0);

    [UnmanagedCallersOnly]
    private static void OnPostDelayed(nint* self, nint* task, double seconds, nint location) => Take(self, task, seconds);

    private static void Take(nint* self, nint* task, double delay)
    {
        var taken = *task;
        *task = 0;
        if (taken == 0)
            return;
        try
        {
            ((ForegroundTasks)GCHandle.FromIntPtr(self[1]).Target!).Post(taken, delay);
        }
        catch (Exception e)
        {
            FunctionTable.Fault?.Invoke(nameof(ForegroundTasks), e);
        }
    }

    [UnmanagedCallersOnly]
    private static void OnControl(nint* control)
    {
    }

    [UnmanagedCallersOnly]
    private static void OnLastHolder(nint* control)
    {
        var native = control - 2;
        GCHandle.FromIntPtr(native[1]).Free();
        NativeMemory.Free(native);
    }
}
