using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>While it lasts, what is made was caused by an object (<c>DefaultTriggerAsyncIdScope</c>).</summary>
internal readonly unsafe ref struct TriggerScope
{
    private readonly AsyncHooks _hooks;
    private readonly double _previous;

    /// <param name="realm">The realm.</param>
    /// <param name="wrapper">The object, which has an async id.</param>
    public TriggerScope(Realm realm, nint wrapper)
    {
        _hooks = realm.State<AsyncHooks>();
        if (_hooks.Ids == null)
            return;
        _previous = _hooks.Ids[AsyncHooks.DefaultTriggerAsyncId];
        _hooks.Ids[AsyncHooks.DefaultTriggerAsyncId] = FsAsyncObject.ContextOf(realm, wrapper).AsyncId;
    }

    public void Dispose()
    {
        if (_hooks.Ids != null)
            _hooks.Ids[AsyncHooks.DefaultTriggerAsyncId] = _previous;
    }
}
