using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The <c>timeout</c> and <c>breakOnSigint</c> of <c>vm</c>: interrupts the isolate when the time passes, or SIGINT comes, before the watchdog is disposed.</summary>
internal sealed class VmWatchdog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Realm _realm;
    private readonly Timer? _timer;
    private readonly int _milliseconds;
    private readonly bool _waitsForSignal;
    private bool _bySignal;
    private bool _done;

    /// <param name="realm">The realm whose isolate is watched.</param>
    /// <param name="milliseconds">Time allowed; zero or less: no limit.</param>
    /// <param name="breakOnSigint">Whether SIGINT interrupts it.</param>
    public VmWatchdog(Realm realm, int milliseconds, bool breakOnSigint)
    {
        _realm = realm;
        _milliseconds = milliseconds;
        _waitsForSignal = breakOnSigint && realm.State<SigintWatch>().Start(realm, this);
        if (milliseconds > 0)
            _timer = new Timer(static state => ((VmWatchdog)state!).Strike(bySignal: false), this, milliseconds, Timeout.Infinite);
    }

    /// <summary>Whether it struck. Final after <see cref="Dispose"/>.</summary>
    public bool Struck { get; private set; }

    /// <summary>Stops watching, and takes back its own termination, never the engine's.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_done)
                return;
            _done = true;
        }
        _timer?.Dispose();
        if (_waitsForSignal)
            _realm.State<SigintWatch>().Stop(_realm, this);
        if (!Struck || _realm.Guest.Loop.Stopped)
            return;
        V8Api.CancelTerminateExecution(_realm.Isolate);
        if (_realm.Guest.Loop.Stopped) // stopped meanwhile: the process must still end
            V8Api.TerminateExecution(_realm.Isolate);
    }

    /// <summary>SIGINT has come; any thread.</summary>
    public void Interrupt() => Strike(bySignal: true);

    /// <summary>Throws the error of what struck, which belongs to the context that ran; nothing when the process ends anyway.</summary>
    public void Throw(nint context)
    {
        if (_realm.Guest.Loop.Stopped)
            return;
        V8Api.ContextEnter(context);
        if (_bySignal)
            V8.ThrowError(_realm.Isolate, "Script execution was interrupted by `SIGINT`", "ERR_SCRIPT_EXECUTION_INTERRUPTED");
        else
            V8.ThrowError(_realm.Isolate, $"Script execution timed out after {_milliseconds}ms", "ERR_SCRIPT_EXECUTION_TIMEOUT");
        V8Api.ContextExit(context);
    }

    private void Strike(bool bySignal)
    {
        lock (_gate)
        {
            if (_done || Struck)
                return;
            (Struck, _bySignal) = (true, bySignal);
            V8Api.TerminateExecution(_realm.Isolate);
        }
    }
}
