using SecureExec.Abi;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Polls one path as libuv's <c>uv_fs_poll</c>: tells of every difference, and once of an error.</summary>
internal sealed class FsStatWatcher(Realm realm, bool bigInt) : IDisposable
{
    private Timer? _timer;
    private nint _wrapper;
    private string _path = "";
    private FileStat _last;
    private Errno _lastErrno;
    private bool _hasLast, _referenced = true;

    /// <summary>Whether it runs and keeps the event loop alive.</summary>
    public bool HasRef => _timer != null && _referenced;

    /// <summary>Starts polling; the first look is now, differences are told from the loop. ENOSPC when the process has as many already as the
    /// runtime may have watches.</summary>
    public Errno Start(nint wrapper, string path, int interval)
    {
        var state = realm.State<FsState>();
        if (_timer != null)
            return Errno.Success;
        if (state.StatWatchers >= realm.Guest.Sys.Limits.MaxWatches)
            return Errno.ENOSPC;
        state.StatWatchers++;
        _path = path;
        _wrapper = V8.Global(realm.Isolate, wrapper);
        _timer = new Timer(_ => realm.Guest.Loop.Post(Poll), null, interval, interval);
        if (_referenced)
            realm.Guest.Loop.Ref();
        realm.State<ActiveResources>().Open(this, "StatWatcher", _wrapper, () => _referenced);
        realm.Guest.Loop.Post(Poll);
        return Errno.Success;
    }

    /// <summary>Whether it keeps the event loop alive while it runs.</summary>
    public void SetReferenced(bool referenced)
    {
        if (_timer != null && referenced != _referenced)
        {
            if (referenced)
                realm.Guest.Loop.Ref();
            else
                realm.Guest.Loop.Unref();
        }
        _referenced = referenced;
    }

    /// <summary>Ends polling.</summary>
    public void Stop()
    {
        if (_timer == null)
            return;
        _timer.Dispose();
        _timer = null;
        realm.State<FsState>().StatWatchers--;
        realm.State<ActiveResources>().Close(this);
        if (_referenced)
            realm.Guest.Loop.Unref();
        V8Api.DisposeGlobal(_wrapper);
        _wrapper = 0;
    }

    public void Dispose() => _timer?.Dispose();

    private void Poll()
    {
        if (_timer == null)
            return;
        var failed = realm.Guest.Sys.Stat(_path, followSymlinks: true).IsError(out var stat, out var errno);
        if (failed ? _hasLast && errno == _lastErrno : _hasLast && _lastErrno == Errno.Success && Same(stat, _last))
            return;
        var tell = failed || _hasLast;
        var before = _last;
        (_last, _lastErrno, _hasLast) = (failed ? default : stat, failed ? errno : Errno.Success, true);
        if (tell)
            Tell(failed ? Errors.ToUv(errno) : 0, _last, before);
    }

    private void Tell(int status, in FileStat now, in FileStat before)
    {
        var iso = realm.Isolate;
        FsStats.Fill(realm, before, bigInt, FsState.StatFields);
        var page = FsStats.Fill(realm, now, bigInt);
        var callback = V8.Get(iso, realm.Context, _wrapper, "onchange");
        if (callback != 0 && V8Api.IsFunction(callback) != 0)
            Callbacks.Make(realm, _wrapper, callback, [V8.Int(iso, status), page], FsAsyncObject.ContextOf(realm, _wrapper));
    }

    // libuv compares everything but the access time.
    private static bool Same(in FileStat a, in FileStat b) => a with { Atime = b.Atime } == b;
}
