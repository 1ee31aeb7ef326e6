using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>
/// Holds V8's lock on an isolate and has it entered on the calling thread (<c>v8::Locker</c>, <c>Isolate::Enter</c>).
/// Give it up while the event loop waits: V8's own tasks (collection, WebAssembly) run in between.
/// Not thread-safe: one thread enters and exits.
/// </summary>
internal sealed unsafe class IsolateLock(nint isolate) : IDisposable
{
    // v8::Locker is {bool, bool, Isolate*}; it must not move while it is held, so it lives in native memory.
    private readonly nint* _locker = (nint*)NativeMemory.AllocZeroed(4 * sizeof(ulong));
    private bool _held;

    /// <summary>Whether it is held now.</summary>
    public bool IsHeld => _held;

    public void Enter()
    {
        V8Api.LockerInit(_locker, isolate);
        V8Api.IsolateEnter(isolate);
        _held = true;
    }

    public void Exit()
    {
        V8Api.IsolateExit(isolate);
        V8Api.LockerDtor(_locker);
        _held = false;
    }

    public void Dispose()
    {
        if (_held)
            Exit();
        NativeMemory.Free(_locker);
    }
}
