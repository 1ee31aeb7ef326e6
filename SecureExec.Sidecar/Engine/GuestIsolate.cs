using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.ClearScript.V8;
using Microsoft.ClearScript.V8.FastProxy;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// A V8 isolate with one context of our own. ClearScript makes and disposes the isolate (its platform knows only its own);
/// everything else goes through <see cref="V8Api"/>, so nothing of ClearScript is ever in the guest's context.
/// </summary>
internal sealed unsafe class GuestIsolate : IDisposable
{
    /// <summary>What a heap at its limit gets on top, once, so that termination can unwind; V8 ends the process without it, and when it is used up.</summary>
    private const nuint HeapSlack = 192 << 20;

    /// <summary>MiB of heap that Node's library needs to boot.</summary>
    private const int SmallestHeap = 16;

    private readonly V8Runtime _runtime;
    private readonly ConcurrentQueue<Action> _interrupts = new();
    private readonly GCHandle _self;
    private nint _pointer, _methodTable;

    /// <param name="heapLimitBytes">Where the heap's limit callback strikes.</param>
    /// <param name="loop">Runs what V8 itself has to do on the isolate's thread.</param>
    /// <param name="limits">The limits of a worker thread; null: those of a process's main thread.</param>
    /// <param name="onHeapLimit">Called on the isolate's thread, inside V8's allocator: set flags only.</param>
    public GuestIsolate(long heapLimitBytes, EventLoop loop, WorkerLimits? limits, Action onHeapLimit)
    {
        HeapLimitBytes = heapLimitBytes;
        OnHeapLimit = onHeapLimit;
        var megabytes = (int)Math.Max(SmallestHeap, heapLimitBytes >> 20);
        var constraints = new V8RuntimeConstraints { MaxOldSpaceSize = megabytes, MaxArrayBufferAllocation = (ulong)heapLimitBytes };
        if (limits != null)
            constraints.MaxNewSpaceSize = (int)Math.Clamp(Math.Ceiling(limits.YoungGeneration), 1, megabytes);
        _runtime = new V8Runtime(constraints);
        if (IsolateHook.Installed)
        {
            (_pointer, _methodTable) = IsolateHook.Taken;
        }
        else
        {
            using var engine = _runtime.CreateScriptEngine();
            engine.Global.SetProperty("enter", new V8FastHostFunction("enter", Capture));
            engine.Execute("enter()");
        }
        // V8's platform (compiler jobs, timers) calls ClearScript's managed side through a table that ClearScript sets for the
        // length of its own calls only; this thread runs JavaScript without one, for the isolate's whole life.
        V8Api.SetManagedMethodTable(_methodTable);
        ForegroundTasks.Attach(_pointer, loop);
        Lock = new IsolateLock(_pointer);
        _self = GCHandle.Alloc(this);
        if (limits != null)
            LimitStack(limits.StackBytes);
    }

    public nint Pointer => _pointer;

    public IsolateLock Lock { get; }

    public long HeapLimitBytes { get; }

    private Action OnHeapLimit { get; }

    /// <summary>Sets what Node's library expects of an isolate. Locked and entered.</summary>
    public void Configure()
    {
        SetCallbacks(_pointer);
        V8Api.AddMessageListener(_pointer, (nint)(delegate* unmanaged<nint, nint, void>)&UncaughtExceptions.OnMessage, 0);
        V8Api.AddNearHeapLimitCallback(_pointer, (nint)(delegate* unmanaged<nint, nuint, nuint, nuint>)&NearHeapLimit, GCHandle.ToIntPtr(_self));
    }

    /// <summary>The part of <see cref="Configure"/> that booting the library needs.</summary>
    public static void SetCallbacks(nint isolate)
    {
        const int explicitMicrotasks = 0;
        V8Api.SetMicrotasksPolicy(isolate, explicitMicrotasks);
        V8Api.SetPromiseRejectCallback(isolate, (nint)(delegate* unmanaged<PromiseRejectMessage, void>)&PromiseRejections.OnReject);
        V8Api.SetPrepareStackTrace(isolate, (nint)(delegate* unmanaged<nint, nint, nint, nint>)&StackTraces.Prepare);
    }

    /// <summary>Runs work on the isolate's thread as soon as V8 checks for interrupts, while JavaScript runs or when it runs next; any thread.</summary>
    public void Interrupt(Action work)
    {
        _interrupts.Enqueue(work);
        V8Api.RequestInterrupt(_pointer, (nint)(delegate* unmanaged<nint, nint, void>)&OnInterrupt, GCHandle.ToIntPtr(_self));
    }

    /// <summary>Stops JavaScript on this isolate as soon as V8 checks; any thread.</summary>
    public void Terminate() => V8Api.TerminateExecution(_pointer);

    /// <summary>A new context, as a local. Locked and entered.</summary>
    public nint NewContext() => V8Api.ContextNew(_pointer, 0, 0, 0, default, 0, default, default);

    public HeapStatistics HeapStatistics()
    {
        HeapStatistics statistics;
        V8Api.HeapStatisticsCtor(&statistics);
        V8Api.GetHeapStatistics(_pointer, &statistics);
        return statistics;
    }

    public void Dispose()
    {
        if (!Lock.IsHeld)
            Lock.Enter();
        ForegroundTasks.Close(_pointer);
        Lock.Dispose();
        _runtime.Dispose();
        ForegroundTasks.Forget(_pointer);
        _self.Free();
    }

    private void Capture(bool asConstructor, in V8FastArgs args, in V8FastResult result)
    {
        _pointer = V8Api.IsolateGetCurrent();
        _methodTable = V8Api.SetManagedMethodTable(0);
        V8Api.SetManagedMethodTable(_methodTable);
    }

    // From where the thread is now: what is on its stack already is little.
    private void LimitStack(long bytes)
    {
        const long reserve = 192 << 10;
        long here;
        Lock.Enter();
        V8Api.SetStackLimit(_pointer, (nuint)((nint)(&here) - (nint)Math.Max(bytes - reserve, reserve)));
        Lock.Exit();
    }

    [UnmanagedCallersOnly]
    private static void OnInterrupt(nint isolate, nint data)
    {
        try
        {
            if (GCHandle.FromIntPtr(data).Target is GuestIsolate self && self._interrupts.TryDequeue(out var work))
                work();
        }
        catch (Exception e)
        {
            FunctionTable.Fault?.Invoke(nameof(GuestIsolate), e);
        }
    }

    [UnmanagedCallersOnly]
    private static nuint NearHeapLimit(nint data, nuint current, nuint initial)
    {
        if (GCHandle.FromIntPtr(data).Target is GuestIsolate isolate)
        {
            isolate.OnHeapLimit();
            isolate.Terminate();
        }
        return current > initial ? current : current + HeapSlack;
    }
}
