using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// Calls from native code into the guest, as Node's <c>MakeCallback</c>: the async context is entered, and after the outermost
/// one microtasks and next ticks run. An exception that reaches the top is the guest's uncaught exception.
/// </summary>
internal static unsafe class Callbacks
{
    /// <summary>Keys of callbacks that Node's library sets.</summary>
    public const string Tick = "tickCallback", Process = "process";

    /// <summary>Calls <paramref name="function"/>; gives the result as a local, or 0 when it threw (then the exception has been handled) or the process is ending.</summary>
    public static nint Make(Realm realm, nint receiver, nint function, ReadOnlySpan<nint> args, AsyncContext context)
    {
        var iso = realm.Isolate;
        var state = realm.State<CallbackState>();
        if (realm.Guest.Loop.Stopped)
            return 0;
        nint result;
        state.Depth++;
        var previousFrame = context.Enter(realm);
        try
        {
            result = Call(realm, receiver, function, args);
        }
        finally
        {
            context.Exit(realm, previousFrame);
            state.Depth--;
        }
        // As in Node, a callback that threw leaves the queues to the next one.
        if (state.Depth == 0 && result != 0)
            DrainTicks(realm);
        return result;
    }

    /// <summary>Runs work in a callback scope of its own: for start-up and for native completions.</summary>
    public static void Run(Realm realm, Action work)
    {
        var state = realm.State<CallbackState>();
        state.Depth++;
        try
        {
            work();
        }
        finally
        {
            state.Depth--;
        }
        if (state.Depth == 0)
            DrainTicks(realm);
    }

    /// <summary>Calls a function; an exception becomes the uncaught exception.</summary>
    public static nint Call(Realm realm, nint receiver, nint function, ReadOnlySpan<nint> args)
    {
        var iso = realm.Isolate;
        TryCatch storage;
        using var caught = new TryCatchScope(iso, &storage);
        nint result;
        fixed (nint* p = args)
            result = V8Api.FunctionCall(function, iso, realm.Context, receiver, args.Length, p);
        if (result == 0 && caught.HasCaught && !caught.HasTerminated && !realm.Guest.Loop.Stopped)
        {
            var (exception, message) = (caught.Exception, caught.Message);
            caught.Reset();
            UncaughtExceptions.Trigger(realm, exception, message, fromPromise: false);
        }
        return result;
    }

    /// <summary>Microtasks, then Node's tick queue while there is something in it. False: a tick threw; the rest of the queue runs with the next one.</summary>
    public static bool DrainTicks(Realm realm)
    {
        var ticks = realm.State<TickInfo>();
        if (realm.Guest.Loop.Stopped)
            return true;
        if (!ticks.HasTickScheduled)
            Checkpoint(realm);
        if (realm.Guest.Loop.Stopped || !ticks.HasTickScheduled && !ticks.HasRejectionToWarn || realm[Tick] == 0)
            return true;
        var state = realm.State<CallbackState>();
        state.Depth++;
        var result = Call(realm, realm[Process], realm[Tick], []);
        state.Depth--;
        return result != 0;
    }

    /// <summary>Runs V8's microtasks. An exception of one is told to <see cref="UncaughtExceptions.OnMessage"/>, and the others go on.</summary>
    public static void Checkpoint(Realm realm)
    {
        TryCatch storage;
        using var caught = new TryCatchScope(realm.Isolate, &storage);
        V8Api.PerformMicrotaskCheckpoint(realm.Isolate);
    }
}
