using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// What native objects of a thread hold outside of V8's heap (counters of histograms, compressors, work on other threads), all together held to its
/// heap limit (<c>v8HeapLimitMb</c>).
/// </summary>
internal sealed class ExternalMemory
{
    private long _bytes, _told;

    /// <summary>Counts memory in and tells V8, so that collections come in time. False: it would be beyond the limit. Loop's thread.</summary>
    public bool Take(Realm realm, long bytes)
    {
        var taken = TryTake(bytes, realm.Guest.HeapLimitBytes);
        Tell(realm);
        return taken;
    }

    /// <summary>Counts it out. Loop's thread.</summary>
    public void Give(Realm realm, long bytes)
    {
        Give(bytes);
        Tell(realm);
    }

    /// <summary>Counts memory in; V8 hears of it with the next call on the loop's thread. False: it would be beyond the limit. Any thread.</summary>
    public bool TryTake(long bytes, long limit)
    {
        if (Interlocked.Add(ref _bytes, bytes) <= limit)
            return true;
        Interlocked.Add(ref _bytes, -bytes);
        return false;
    }

    /// <summary>Counts it out; V8 hears of it with the next call on the loop's thread. Any thread.</summary>
    public void Give(long bytes) => Interlocked.Add(ref _bytes, -bytes);

    /// <summary>Tells V8 what has changed. Loop's thread.</summary>
    public void Tell(Realm realm)
    {
        // At the process's end the isolate may already be on its way: it then keeps no accounts.
        if (realm.Guest.Loop.Stopped)
            return;
        var (bytes, told) = (Interlocked.Read(ref _bytes), _told);
        _told = bytes;
        if (bytes != told)
            V8Api.AdjustExternalMemory(realm.Isolate, bytes - told);
    }
}
