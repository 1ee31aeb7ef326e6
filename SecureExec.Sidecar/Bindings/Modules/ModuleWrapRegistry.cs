using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Bindings;

/// <summary>From V8's module to its ModuleWrap, for V8's callbacks: identity hash to weak slots of the wrappers.</summary>
internal sealed unsafe class ModuleWrapRegistry : ICarried
{
    private readonly Dictionary<int, List<nint>> _byHash = [];
    private readonly Dictionary<nint, int> _hashes = [];

    /// <summary>Live wrappers; for tests of collection.</summary>
    public int Count => _hashes.Count;

    /// <summary>The module that a facade re-exports while it is being instantiated (a local); 0: none.</summary>
    public nint FacadeOriginal { get; set; }

    public void Add(Realm realm, nint wrapper, nint module)
    {
        var hash = V8Api.ModuleIdentityHash(module);
        var slot = V8.Global(realm.Isolate, wrapper);
        if (!_byHash.TryGetValue(hash, out var slots))
            _byHash[hash] = slots = [];
        slots.Add(slot);
        _hashes[slot] = hash;
        V8Api.MakeWeak(slot, slot, (nint)(delegate* unmanaged<nint*, void>)&Collected, 0);
    }

    /// <summary>The wrapper of a module (a local), or 0 when it is gone.</summary>
    public nint Find(nint isolate, nint module)
    {
        if (!_byHash.TryGetValue(V8Api.ModuleIdentityHash(module), out var slots))
            return 0;
        foreach (var slot in slots)
        {
            if (*(nint*)slot != 0 && V8.Same(V8Api.ObjectGetInternal(slot, ModuleWrapFields.Module), module))
                return HandleScope.NewLocal(isolate, slot);
        }
        return 0;
    }

    // Runs inside V8's collector: only DisposeGlobal is allowed, and it is compulsory. info: {isolate, parameter}.
    [UnmanagedCallersOnly]
    private static void Collected(nint* info)
    {
        try
        {
            Realm.Find(info[0])?.State<ModuleWrapRegistry>().Forget(info[1]);
        }
        catch (Exception e)
        {
            FunctionTable.Fault?.Invoke(nameof(ModuleWrapRegistry), e);
        }
        V8Api.DisposeGlobal(info[1]);
    }

    private void Forget(nint slot)
    {
        if (!_hashes.Remove(slot, out var hash) || !_byHash.TryGetValue(hash, out var slots))
            return;
        slots.Remove(slot);
        if (slots.Count == 0)
            _byHash.Remove(hash);
    }

    public void Carry(StateCarrier carrier)
    {
        carrier.Untouched(Count == 0, nameof(ModuleWrapRegistry));
        FacadeOriginal = carrier.Handle(FacadeOriginal);
    }
}
