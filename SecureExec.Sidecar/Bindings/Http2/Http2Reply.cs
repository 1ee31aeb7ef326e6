using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>A ping or settings that wait for the peer's answer: an async resource of its own with the function to call. Loop's thread.</summary>
internal sealed class Http2Reply : IDisposable
{
    private readonly Realm _realm;
    private readonly double _start = PerformanceState.Nanoseconds;
    private nint _object, _callback;

    private Http2Reply(Realm realm, nint wrapper, nint callback)
    {
        (_realm, _object, _callback) = (realm, V8.Global(realm.Isolate, wrapper), V8.Global(realm.Isolate, callback));
    }

    /// <summary>Nanoseconds that it has waited, as the guest may see them.</summary>
    public double Elapsed => GuestClock.Nanoseconds(_realm, PerformanceState.Nanoseconds - _start);

    /// <summary>Begins to wait; null: an exception is pending.</summary>
    /// <param name="realm">The realm.</param>
    /// <param name="callback">Called with whether it was answered, milliseconds, and the answer's bytes.</param>
    /// <param name="provider">Node's word for it, as async hooks see it.</param>
    public static Http2Reply? Begin(Realm realm, nint callback, string provider)
    {
        var wrapper = V8Api.ObjectTemplateNewInstance(V8Api.FunctionTemplateInstance(realm.State<Http2State>().ReplyTemplate), realm.Context);
        if (wrapper == 0)
            return null;
        FsAsyncObject.Begin(realm, wrapper, provider);
        return new Http2Reply(realm, wrapper, callback);
    }

    /// <summary>It was answered, or will not be.</summary>
    public void Complete(bool answered, ReadOnlySpan<byte> payload)
    {
        if (_object == 0)
            return;
        using var handles = new HandleScope(_realm.Isolate);
        var iso = _realm.Isolate;
        var (wrapper, callback) = (_object, _callback);
        (_object, _callback) = (0, 0);
        var bytes = payload.IsEmpty ? V8.Undefined(iso) : NodeBuffer.Create(_realm, payload);
        Callbacks.Make(_realm, wrapper, callback, [V8.Bool(iso, answered), V8.Number(iso, Elapsed / 1e6), bytes], FsAsyncObject.ContextOf(_realm, wrapper));
        FsAsyncObject.End(_realm, wrapper);
        V8Api.DisposeGlobal(wrapper);
        V8Api.DisposeGlobal(callback);
    }

    public void Dispose()
    {
        if (_object != 0)
        {
            V8Api.DisposeGlobal(_object);
            V8Api.DisposeGlobal(_callback);
        }
        (_object, _callback) = (0, 0);
    }
}
