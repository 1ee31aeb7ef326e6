using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// The promise hooks of <c>async_hooks</c>. This V8 was built without the JavaScript kind (<c>Context::SetPromiseHooks</c> ends the process),
/// so its native hook calls the guest's functions.
/// </summary>
internal sealed unsafe class PromiseHooks : ICarried
{
    /// <summary>init, before, after, resolve.</summary>
    public const int Count = 4;

    // v8::PromiseHookType (init, resolve, before, after) as indexes into the order of Node's library.
    private static ReadOnlySpan<int> IndexOfType => [0, 3, 1, 2];

    private readonly nint[] _hooks = new nint[Count];
    private bool _installed;

    /// <summary>A hook as a persistent handle; 0: none.</summary>
    public nint this[int index] => _hooks[index];

    /// <summary>Replaces the hooks; 0: none.</summary>
    public void Set(nint isolate, ReadOnlySpan<nint> functions)
    {
        var any = false;
        for (var i = 0; i < Count; i++)
        {
            if (_hooks[i] != 0)
                V8Api.DisposeGlobal(_hooks[i]);
            _hooks[i] = functions[i] == 0 ? 0 : V8.Global(isolate, functions[i]);
            any |= functions[i] != 0;
        }
        if (any == _installed)
            return;
        _installed = any;
        V8Api.SetPromiseHook(isolate, any ? (nint)(delegate* unmanaged<int, nint, nint, void>)&OnPromise : 0);
    }

    [UnmanagedCallersOnly]
    private static void OnPromise(int type, nint promise, nint parent)
    {
        try
        {
            var iso = V8Api.IsolateGetCurrent();
            var realm = Realm.Of(iso);
            var hook = (uint)type < Count ? realm.State<PromiseHooks>()[IndexOfType[type]] : 0;
            if (hook == 0 || realm.Guest.Loop.Stopped || V8Api.IsExecutionTerminating(iso) != 0)
                return;
            using var handles = new HandleScope(iso);
            Callbacks.Call(realm, V8.Undefined(iso), hook, type == 0 ? [promise, parent] : [promise]);
        }
        catch (Exception e)
        {
            FunctionTable.Fault?.Invoke(nameof(PromiseHooks), e);
        }
    }

    public void Carry(StateCarrier carrier) => carrier.Untouched(!_installed, nameof(PromiseHooks));
}
