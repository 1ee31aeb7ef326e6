using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What the counters of all histograms of a process take, held to the process's heap limit (<c>v8HeapLimitMb</c>).</summary>
internal sealed class HistogramMemory
{
    private long _bytes;

    /// <summary>Counts memory in and tells V8, so that collections come in time. False: it would be beyond the limit.</summary>
    public bool Take(Realm realm, long bytes)
    {
        if (_bytes + bytes > realm.Guest.HeapLimitBytes)
            return false;
        _bytes += bytes;
        V8Api.AdjustExternalMemory(realm.Isolate, bytes);
        return true;
    }

    /// <summary>Counts it out.</summary>
    public void Give(Realm realm, long bytes)
    {
        _bytes -= bytes;
        // At the process's end the isolate may already be on its way: it then keeps no accounts.
        if (bytes > 0 && !realm.Guest.Loop.Stopped)
            V8Api.AdjustExternalMemory(realm.Isolate, -bytes);
    }
}
