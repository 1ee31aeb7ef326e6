using SecureExec.Abi;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native side of a <c>Signal</c> object: calls its <c>onsignal</c> for each signal that comes while it is started.</summary>
internal sealed class SignalHandle(Realm realm) : IDisposable
{
    private Action<Signal>? _handler;
    private Signal _signal;
    private nint _object;
    private bool _started, _closing, _referenced = true;

    /// <summary>Whether it keeps the event loop alive.</summary>
    public bool HasRef => _referenced && !_closing;

    /// <summary>Starts catching; a started one changes to the new signal.</summary>
    public Errno Start(nint wrapper, Signal signal)
    {
        if (_closing)
            return Errno.EINVAL;
        Stop();
        var errno = realm.Guest.Signals.Add(signal, _handler ??= OnSignal);
        if (errno != Errno.Success)
            return errno;
        (_started, _signal) = (true, signal);
        if (_object == 0)
            _object = V8.Global(realm.Isolate, wrapper);
        if (_referenced)
            realm.Guest.Loop.Ref();
        realm.State<ActiveResources>().Open(this, "SignalWrap", _object, () => HasRef);
        return Errno.Success;
    }

    public void Stop()
    {
        if (!_started)
            return;
        _started = false;
        realm.State<ActiveResources>().Close(this);
        realm.Guest.Signals.Remove(_signal, _handler!);
        if (_referenced)
            realm.Guest.Loop.Unref();
    }

    public void SetReferenced(bool referenced)
    {
        if (_started && referenced != _referenced)
        {
            if (referenced)
                realm.Guest.Loop.Ref();
            else
                realm.Guest.Loop.Unref();
        }
        _referenced = referenced;
    }

    /// <summary>Stops, then calls <c>handle_onclose</c> from the loop.</summary>
    public void Close(nint wrapper)
    {
        if (_closing)
            return;
        Stop();
        _closing = true;
        if (_object == 0)
            _object = V8.Global(realm.Isolate, wrapper);
        realm.Guest.Loop.Ref();
        realm.Guest.Loop.Post(() =>
        {
            realm.Guest.Loop.Unref();
            OnClosed();
        });
    }

    public void Dispose()
    {
        if (_object != 0)
            V8Api.DisposeGlobal(_object);
        _object = 0;
    }

    private void OnSignal(Signal signal)
    {
        if (_started)
            Call(V8.Name(realm.Isolate, "onsignal"), V8.Int(realm.Isolate, (int)signal));
    }

    private void OnClosed()
    {
        if (_object == 0)
            return;
        Call(realm.Symbol("handle_onclose"));
        FsAsyncObject.End(realm, _object);
        Dispose();
    }

    private void Call(nint key, params ReadOnlySpan<nint> args)
    {
        var callback = V8Api.ObjectGet(_object, realm.Context, key);
        if (callback != 0 && V8Api.IsFunction(callback) != 0)
            Callbacks.Make(realm, _object, callback, args, FsAsyncObject.ContextOf(realm, _object));
    }
}
