using SecureExec.Abi;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// SIGINT while <c>breakOnSigint</c> or the REPL waits for it (Node's <c>SigintWatchdogHelper</c>): it interrupts the script that runs, or is remembered. Safe from any thread;
/// started and stopped on the realm's.
/// </summary>
internal sealed class SigintWatch
{
    private readonly Lock _gate = new();
    private readonly List<VmWatchdog> _watchdogs = [];
    private int _starts;
    private bool _pending;

    /// <summary>A signal has come that interrupted nothing.</summary>
    public bool HasPending
    {
        get
        {
            lock (_gate)
                return _pending;
        }
    }

    /// <summary>Begins to wait; what it interrupts, if anything does. False when signals cannot be caught.</summary>
    public bool Start(Realm realm, VmWatchdog? watchdog = null)
    {
        if (_starts == 0 && realm.Guest.Signals.Intercept(Signal.SIGINT, OnSignal) != Errno.Success)
            return false;
        lock (_gate)
        {
            _starts++;
            if (watchdog != null)
                _watchdogs.Add(watchdog);
        }
        return true;
    }

    /// <summary>Waits no more; whether a signal came that interrupted nothing.</summary>
    public bool Stop(Realm realm, VmWatchdog? watchdog = null)
    {
        bool pending, last;
        lock (_gate)
        {
            if (_starts == 0)
                return false;
            if (watchdog != null)
                _watchdogs.Remove(watchdog);
            (pending, _pending) = (_pending, false);
            last = --_starts == 0;
        }
        if (last)
            realm.Guest.Signals.EndIntercept(Signal.SIGINT);
        return pending;
    }

    private void OnSignal()
    {
        lock (_gate)
        {
            if (_watchdogs.Count == 0)
                _pending = true;
            else
                _watchdogs[^1].Interrupt();
        }
    }
}
