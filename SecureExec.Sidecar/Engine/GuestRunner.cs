using SecureExec.Sidecar.Bindings;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// Runs a booted guest's program to its end: the main script, the event loop, <c>beforeExit</c> and <c>exit</c>. Each turn holds the
/// isolate; while the loop waits it is free for V8's own tasks.
/// </summary>
internal sealed class GuestRunner(GuestThread guest, GuestIsolate isolate)
{
    private readonly Realm _realm = guest.Realm;
    private readonly EventLoop _loop = guest.Loop;
    private TimerCount? _timers;

    public void Run()
    {
        Hold(() => Callbacks.Run(_realm, StartProgram));
        var performance = _realm.State<PerformanceState>();
        performance.MarkLoop(PerformanceState.LoopStart);
        guest.LoopStart = PerformanceState.Nanoseconds;
        while (!_loop.Stopped)
        {
            Spin();
            if (_loop.Stopped)
                return;
            Hold(() => Callbacks.Run(_realm, () => Call("emitBeforeExit")));
            if (!Alive)
                break;
        }
        performance.MarkLoop(PerformanceState.LoopExit);
        if (!_loop.Stopped)
            Hold(() => Callbacks.Run(_realm, EmitExit));
    }

    private void EmitExit()
    {
        var code = Callbacks.Call(_realm, V8.Undefined(_realm.Isolate), _realm["emitExit"], []);
        if (code != 0 && V8.IsSmi(code))
            guest.Finish(V8.SmiValue(code));
    }

    private bool Alive => _loop.Pending > 0 || _loop.HasPosted || _loop.HasImmediates || _loop.TimerDue >= 0 && _loop.TimerReferenced || Immediates.Referenced > 0 || _loop.HasReferencedTimer;

    private ImmediateInfo Immediates => _realm.State<ImmediateInfo>();

    private void Spin()
    {
        while (!_loop.Stopped && Alive)
        {
            _loop.ResetWake();
            Hold(Turn);
            if (_loop.Stopped || !Alive)
                return;
            if (!_loop.HasPosted && !_loop.HasImmediates && Immediates.Referenced == 0)
            {
                guest.OnIdle();
                _loop.Wait(_loop.NextDue);
            }
        }
    }

    private void Turn()
    {
        _loop.BeginTurn();
        _loop.RunTimers(RunPosted);
        if (_loop.Stopped)
            return;
        if (_loop.TimerDue >= 0 && _loop.Now >= _loop.TimerDue)
            RunTimers();
        _loop.RunPosted(RunPosted, RunCalls);
        _loop.RunImmediates(RunPosted);
        if (!_loop.Stopped && Immediates.Count > 0)
            RunImmediates();
        // Within one turn the heap bounds them; what a program still has when the loop turns is what it keeps.
        _timers ??= new TimerCount(_realm, guest.Sys.Limits.MaxTimers);
        if (!_loop.Stopped && _timers.IsAboveLimit())
            guest.Group.Main.Stop(GuestOutcome.TimerLimit, 134, null);
    }

    private void RunPosted(Action action)
    {
        using var handles = new HandleScope(_realm.Isolate);
        Callbacks.Run(_realm, action);
    }

    private void RunCalls(Action action)
    {
        using var handles = new HandleScope(_realm.Isolate);
        action();
    }

    private void RunTimers()
    {
        _loop.TimerDue = -1;
        nint next = 0;
        double expiry = 0;
        // As in Node, ticks that the last timer left run once the next one is scheduled: they may ask for an earlier one.
        using var ticks = new HandleScope(_realm.Isolate);
        Callbacks.Run(_realm, () =>
        {
            while (next == 0 && !_loop.Stopped)
            {
                using var handles = new HandleScope(_realm.Isolate);
                next = Callbacks.Make(_realm, _realm[Callbacks.Process], _realm["processTimers"], [V8.Number(_realm.Isolate, _loop.Now)], AsyncContext.None);
                expiry = next == 0 ? 0 : V8Api.NumberValue(next, _realm.Context).Value;
            }
            if (expiry == 0 || _loop.Stopped)
                return;
            _loop.TimerDue = Math.Max(Math.Abs(expiry), _loop.Now + 1);
            _loop.TimerReferenced = expiry > 0;
        });
    }

    private void RunImmediates()
    {
        do
        {
            using var handles = new HandleScope(_realm.Isolate);
            Callbacks.Make(_realm, _realm[Callbacks.Process], _realm["processImmediate"], [], AsyncContext.None);
        }
        while (Immediates.HasOutstanding && !_loop.Stopped);
    }

    private void StartProgram()
    {
        var iso = _realm.Isolate;
        var program = guest.Program!;
        var inputs = program.InputsJson is { } json ? V8.Str(iso, json) : V8.Undefined(iso);
        GarbageCollection.Prepare(_realm);
        var tools = ToolFunctions.Prepare(_realm);
        if (tools == 0)
            return;
        Call("prepareProgram", inputs, V8.Bool(iso, program.WantsValue), V8.Bool(iso, program.Kind is EntryKind.File or EntryKind.Check), tools);
        ApplyOptions();
        TimeZones.Change(_realm, guest.Sys.Getenv("TZ") is { Ok: true, Value: var zone } ? zone : null);
        if (_loop.Stopped || guest.Worker is { } worker && !WorkerBinding.Enter(_realm, worker))
            return;
        // The program's own execution has async id 1, caused by none.
        var hooks = _realm.State<AsyncHooks>();
        hooks.Push(_realm, 1, 0, V8Api.ObjectNew(iso), emitBefore: false);
        RunScript(program.Kind);
        if (!_loop.Stopped)
            hooks.Pop(_realm, 1, emitAfter: false);
    }

    private string MainScript(EntryKind kind) => kind switch
    {
        EntryKind.Check => "internal/main/check_syntax",
        EntryKind.File when guest.HasOption("--check") => "internal/main/check_syntax",
        EntryKind.File when guest.HasOption("--test") => "internal/main/test_runner",
        EntryKind.File => "internal/main/run_main_module",
        EntryKind.StandardInput => "internal/main/eval_stdin",
        EntryKind.Repl => "internal/main/repl",
        EntryKind.Worker => "internal/main/worker_thread",
        _ => "internal/main/eval_string",
    };

    // What Node's native code does with options that its library does not read.
    private void ApplyOptions()
    {
        foreach (var option in guest.Options)
        {
            switch (option.Name)
            {
                case "--stack-trace-limit" when double.TryParse(option.Value, out var limit):
                    Call("setStackTraceLimit", V8.Number(_realm.Isolate, limit));
                    break;
                case "--disable-proto":
                    Call("disableProto", V8.Str(_realm.Isolate, option.Value ?? ""));
                    break;
                case "--title" when option.Value is { } title:
                    _realm.State<ProcessTitle>().Text = title;
                    break;
                case "--disallow-code-generation-from-strings" when !option.Negated:
                    V8Api.ContextAllowCodeGen(_realm.Context, 0);
                    break;
            }
        }
    }

    private unsafe void RunScript(EntryKind kind)
    {
        TryCatch storage;
        using var caught = new TryCatchScope(_realm.Isolate, &storage);
        var result = kind == EntryKind.Resident ? ResidentProgram.Start(_realm) : GuestBoot.RunMain(_realm, MainScript(kind));
        if (result != 0 || !caught.HasCaught || caught.HasTerminated || _loop.Stopped)
            return;
        var (exception, message) = (caught.Exception, caught.Message);
        caught.Reset();
        UncaughtExceptions.Trigger(_realm, exception, message, fromPromise: false);
    }

    private void Call(string function, params ReadOnlySpan<nint> args) => Callbacks.Call(_realm, V8.Undefined(_realm.Isolate), _realm[function], args);

    private void Hold(Action action)
    {
        isolate.Lock.Enter();
        try
        {
            // A stop that came while nobody held the isolate has no effect on V8; the flag has.
            if (_loop.Stopped)
                return;
            using var handles = new HandleScope(_realm.Isolate);
            V8Api.ContextEnter(_realm.Context);
            // So has an interrupt of V8's own: another thread's growing of a WebAssembly memory that both have.
            if (guest.Group.HasWorkers)
                V8Api.UpdateSharedWasmMemory(_realm.Isolate);
            action();
            V8Api.ContextExit(_realm.Context);
        }
        finally
        {
            isolate.Lock.Exit();
        }
    }
}
