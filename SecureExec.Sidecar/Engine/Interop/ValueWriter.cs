using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>
/// A <c>v8::ValueSerializer</c> with its delegate: V8's structured clone, with decisions about host objects in C#.
/// The bytes are bounded by the guest's heap limit. Used on the isolate's thread; V8 calls the delegate only inside <see cref="Write"/>.
/// </summary>
internal abstract unsafe class ValueWriter : IDisposable
{
    private const int Slots = 11, ThrowSlot = 2;
    private const ushort NothingBool = 0, JustFalse = 0x0001, JustTrue = 0x0101;
    private const string Delegate = "N2v815ValueSerializer8Delegate";

    private static readonly nint* Table = VirtualTable.Derive($"_ZTV{Delegate}E", Slots,
        (ThrowSlot, (nint)(delegate* unmanaged<nint*, nint, void>)&OnThrow),
        ($"_Z{Delegate}19HasCustomHostObjectEPNS_7IsolateE", (nint)(delegate* unmanaged<nint*, nint, byte>)&OnHasCustom),
        ($"_Z{Delegate}12IsHostObjectEPNS_7IsolateENS_5LocalINS_6ObjectEEE", (nint)(delegate* unmanaged<nint*, nint, nint, ushort>)&OnIsHost),
        ($"_Z{Delegate}15WriteHostObjectEPNS_7IsolateENS_5LocalINS_6ObjectEEE", (nint)(delegate* unmanaged<nint*, nint, nint, ushort>)&OnWriteHost),
        ($"_Z{Delegate}22GetSharedArrayBufferIdEPNS_7IsolateENS_5LocalINS_17SharedArrayBufferEEE", (nint)(delegate* unmanaged<nint*, nint, nint, ulong>)&OnShared),
        ($"_Z{Delegate}23GetWasmModuleTransferIdEPNS_7IsolateENS_5LocalINS_16WasmModuleObjectEEE", (nint)(delegate* unmanaged<nint*, nint, nint, ulong>)&OnWasm),
        ($"_Z{Delegate}22ReallocateBufferMemoryEPvmPm", (nint)(delegate* unmanaged<nint*, nint, nuint, nuint*, nint>)&OnReallocate),
        ($"_Z{Delegate}16FreeBufferMemoryEPv", (nint)(delegate* unmanaged<nint*, nint, void>)&OnFree));

    private readonly nint* _native; // the serializer, then the delegate: vtable, handle of this
    private readonly GCHandle _self;
    private bool _disposed;

    protected ValueWriter(Realm realm)
    {
        Realm = realm;
        _self = GCHandle.Alloc(this);
        _native = (nint*)NativeMemory.AllocZeroed(4, (nuint)sizeof(nint));
        _native[1] = (nint)Table;
        _native[2] = GCHandle.ToIntPtr(_self);
        V8Api.VsCtor(_native, realm.Isolate, (nint)(_native + 1));
    }

    /// <summary>The serializer, for the calls of <see cref="V8Api"/>.</summary>
    public nint* Native => _native;

    protected Realm Realm { get; }

    /// <summary>Writes a value. False: an exception is pending.</summary>
    public bool Write(nint context, nint value) => V8.Just(V8Api.VsWriteValue(_native, context, value));

    /// <summary>The bytes written; the caller frees them with <see cref="NativeMemory.Free"/>.</summary>
    public Span1 Release() => V8Api.VsRelease(_native);

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        V8Api.VsDtor(_native);
        NativeMemory.Free(_native);
        _self.Free();
    }

    /// <summary>Throws a DataCloneError with the message (a local string).</summary>
    protected abstract void ThrowCloneError(nint message);

    /// <summary>Whether an object without internal fields is written by <see cref="WriteHostObject"/>; null: an exception is pending.</summary>
    protected abstract bool? IsHostObject(nint target);

    /// <summary>Writes an object that V8 cannot. False: an exception is pending.</summary>
    protected abstract bool WriteHostObject(nint target);

    /// <summary>The number by which the reader finds the buffer; null: an exception is pending.</summary>
    protected abstract uint? SharedBufferId(nint buffer);

    /// <summary>The number by which the reader finds the module; null: it cannot be cloned.</summary>
    protected abstract uint? WasmModuleId(nint module);

    /// <summary>V8's own words for an object that has no clone.</summary>
    protected void ThrowNotCloneable(nint target)
    {
        var iso = Realm.Isolate;
        var detail = V8Api.ToDetailString(target, V8Api.CurrentContext(iso));
        if (detail != 0)
            ThrowCloneError(V8.Str(iso, V8.Text(iso, detail) + " could not be cloned."));
    }

    private static ValueWriter Of(nint* self) => (ValueWriter)GCHandle.FromIntPtr(self[1]).Target!;

    [UnmanagedCallersOnly]
    private static byte OnHasCustom(nint* self, nint iso) => 1;

    [UnmanagedCallersOnly]
    private static void OnThrow(nint* self, nint message)
    {
        try
        {
            Of(self).ThrowCloneError(message);
        }
        catch (Exception e)
        {
            Fault(self, e);
        }
    }

    [UnmanagedCallersOnly]
    private static ushort OnIsHost(nint* self, nint iso, nint target)
    {
        try
        {
            return Of(self).IsHostObject(target) switch { true => JustTrue, false => JustFalse, null => NothingBool };
        }
        catch (Exception e)
        {
            Fault(self, e);
            return NothingBool;
        }
    }

    [UnmanagedCallersOnly]
    private static ushort OnWriteHost(nint* self, nint iso, nint target)
    {
        // V8 forbids scripts while it writes a view; one that counts as a host object is written by the guest's own method.
        var scope = stackalloc nint[4]; // v8::Isolate::AllowJavascriptExecutionScope: two words
        V8Api.AllowScriptScopeCtor(scope, iso);
        try
        {
            return Of(self).WriteHostObject(target) ? JustTrue : NothingBool;
        }
        catch (Exception e)
        {
            Fault(self, e);
            return NothingBool;
        }
        finally
        {
            V8Api.AllowScriptScopeDtor(scope);
        }
    }

    [UnmanagedCallersOnly]
    private static ulong OnShared(nint* self, nint iso, nint buffer)
    {
        try
        {
            return MaybeUint32(Of(self).SharedBufferId(buffer));
        }
        catch (Exception e)
        {
            Fault(self, e);
            return 0;
        }
    }

    [UnmanagedCallersOnly]
    private static ulong OnWasm(nint* self, nint iso, nint module)
    {
        try
        {
            return MaybeUint32(Of(self).WasmModuleId(module));
        }
        catch (Exception e)
        {
            Fault(self, e);
            return 0;
        }
    }

    // Null makes V8 throw its out-of-memory DataCloneError.
    [UnmanagedCallersOnly]
    private static nint OnReallocate(nint* self, nint old, nuint size, nuint* actual)
    {
        try
        {
            *actual = size;
            return size > (nuint)Of(self).Realm.Guest.HeapLimitBytes ? 0 : (nint)NativeMemory.Realloc((void*)old, size);
        }
        catch (OutOfMemoryException)
        {
            return 0;
        }
    }

    [UnmanagedCallersOnly]
    private static void OnFree(nint* self, nint buffer) => NativeMemory.Free((void*)buffer);

    private static ulong MaybeUint32(uint? value) => value is { } number ? (ulong)number << 32 | 1 : 0;

    private static void Fault(nint* self, Exception e)
    {
        FunctionTable.Fault?.Invoke(nameof(ValueWriter), e);
        var iso = V8Api.IsolateGetCurrent();
        if (V8Api.HasPendingException(iso) == 0)
            V8.ThrowError(iso, "Internal error in structured clone", "ERR_INTERNAL_ASSERTION");
    }
}
