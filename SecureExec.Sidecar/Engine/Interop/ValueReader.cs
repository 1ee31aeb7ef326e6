using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>A <c>v8::ValueDeserializer</c> over memory of ours, with its delegate in C#. Used on the isolate's thread.</summary>
internal abstract unsafe class ValueReader : IDisposable
{
    private const int Slots = 6;
    private const string Delegate = "N2v817ValueDeserializer8Delegate";

    private static readonly nint* Table = VirtualTable.Derive($"_ZTV{Delegate}E", Slots, default,
        ($"_Z{Delegate}14ReadHostObjectEPNS_7IsolateE", (nint)(delegate* unmanaged<nint*, nint, nint>)&OnReadHost),
        ($"_Z{Delegate}19GetWasmModuleFromIdEPNS_7IsolateEj", (nint)(delegate* unmanaged<nint*, nint, uint, nint>)&OnWasm),
        ($"_Z{Delegate}26GetSharedArrayBufferFromIdEPNS_7IsolateEj", (nint)(delegate* unmanaged<nint*, nint, uint, nint>)&OnShared));

    private readonly nint* _native; // the deserializer, then the delegate: vtable, handle of this
    private readonly GCHandle _self;
    private bool _disposed;

    /// <param name="realm">The realm.</param>
    /// <param name="data">The bytes; must stay as they are until disposal.</param>
    /// <param name="length">Their number.</param>
    protected ValueReader(Realm realm, byte* data, nuint length)
    {
        Realm = realm;
        _self = GCHandle.Alloc(this);
        _native = (nint*)NativeMemory.AllocZeroed(4, (nuint)sizeof(nint));
        _native[1] = (nint)Table;
        _native[2] = GCHandle.ToIntPtr(_self);
        V8Api.VdCtor(_native, realm.Isolate, data, length, (nint)(_native + 1));
    }

    /// <summary>The deserializer, for the calls of <see cref="V8Api"/>.</summary>
    public nint* Native => _native;

    protected Realm Realm { get; }

    public virtual void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        V8Api.VdDtor(_native);
        NativeMemory.Free(_native);
        _self.Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads what the writer's <c>WriteHostObject</c> wrote; 0: an exception is pending.</summary>
    protected abstract nint ReadHostObject();

    /// <summary>The buffer of a number; 0: unknown.</summary>
    protected abstract nint SharedBuffer(uint id);

    /// <summary>The WebAssembly module of a number; 0: unknown.</summary>
    protected abstract nint WasmModule(uint id);

    /// <summary>V8's own words for data that makes no sense; gives 0.</summary>
    protected nint ThrowUnreadable()
    {
        if (V8Api.HasPendingException(Realm.Isolate) == 0)
            V8.ThrowError(Realm.Isolate, "Unable to deserialize cloned data.");
        return 0;
    }

    private static ValueReader Of(nint* self) => (ValueReader)GCHandle.FromIntPtr(self[1]).Target!;

    [UnmanagedCallersOnly]
    private static nint OnReadHost(nint* self, nint iso)
    {
        // V8 forbids scripts while it reads; host objects are made by the library's and the guest's own methods.
        var scope = stackalloc nint[4]; // v8::Isolate::AllowJavascriptExecutionScope: two words
        V8Api.AllowScriptScopeCtor(scope, iso);
        try
        {
            return Of(self).ReadHostObject();
        }
        catch (Exception e)
        {
            return Fault(iso, e);
        }
        finally
        {
            V8Api.AllowScriptScopeDtor(scope);
        }
    }

    [UnmanagedCallersOnly]
    private static nint OnWasm(nint* self, nint iso, uint id)
    {
        try
        {
            var reader = Of(self);
            return reader.WasmModule(id) is var module and not 0 ? module : reader.ThrowUnreadable();
        }
        catch (Exception e)
        {
            return Fault(iso, e);
        }
    }

    [UnmanagedCallersOnly]
    private static nint OnShared(nint* self, nint iso, uint id)
    {
        try
        {
            var reader = Of(self);
            return reader.SharedBuffer(id) is var buffer and not 0 ? buffer : reader.ThrowUnreadable();
        }
        catch (Exception e)
        {
            return Fault(iso, e);
        }
    }

    private static nint Fault(nint iso, Exception e)
    {
        FunctionTable.Fault?.Invoke(nameof(ValueReader), e);
        if (V8Api.HasPendingException(iso) == 0)
            V8.ThrowError(iso, "Internal error in structured clone", "ERR_INTERNAL_ASSERTION");
        return 0;
    }
}
