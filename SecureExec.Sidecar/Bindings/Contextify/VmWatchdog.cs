using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The <c>timeout</c> of <c>vm</c>: interrupts the isolate when it passes before the watchdog is disposed.</summary>
internal sealed class VmWatchdog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Realm _realm;
    private readonly Timer? _timer;
    private readonly int _milliseconds;
    private bool _done;

    /// <param name="realm">The realm whose isolate is watched.</param>
    /// <param name="milliseconds">Time allowed; zero or less: no limit.</param>
    public VmWatchdog(Realm realm, int milliseconds)
    {
        _realm = realm;
        _milliseconds = milliseconds;
        if (milliseconds > 0)
            _timer = new Timer(static state => ((VmWatchdog)state!).Strike(), this, milliseconds, Timeout.Infinite);
    }

    /// <summary>Whether it struck. Final after <see cref="Dispose"/>.</summary>
    public bool TimedOut { get; private set; }

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
        if (!TimedOut || _realm.Guest.Loop.Stopped)
            return;
        V8Api.CancelTerminateExecution(_realm.Isolate);
        if (_realm.Guest.Loop.Stopped) // stopped meanwhile: the process must still end
            V8Api.TerminateExecution(_realm.Isolate);
    }

    /// <summary>Throws the timeout's error, which belongs to the context that ran; nothing when the process ends anyway.</summary>
    public void Throw(nint context)
    {
        if (_realm.Guest.Loop.Stopped)
            return;
        V8Api.ContextEnter(context);
        V8.ThrowError(_realm.Isolate, $"Script execution timed out after {_milliseconds}ms", "ERR_SCRIPT_EXECUTION_TIMEOUT");
        V8Api.ContextExit(context);
    }

    private void Strike()
    {
        lock (_gate)
        {
            if (_done)
                return;
            TimedOut = true;
            V8Api.TerminateExecution(_realm.Isolate);
        }
    }
}
