using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Writes a message to another process. Views are sent as what they show, not with the buffer behind them.</summary>
internal sealed unsafe class IpcWriter(Realm realm) : ValueWriter(realm)
{
    // Enumerable ones with names that are strings.
    private const int Filter = 2 | 16;

    protected override void ThrowCloneError(nint message) => V8.ThrowError(Realm.Isolate, V8.Text(Realm.Isolate, message));

    protected override bool? IsHostObject(nint target) => false;

    protected override bool WriteHostObject(nint target)
    {
        var kind = KindOf(target);
        V8Api.VsWriteUint32(Native, (uint)kind);
        if (kind == IpcView.Ordinary)
            return WriteProperties(target);
        if (!V8.Bytes(target, out var bytes))
        {
            ThrowNotCloneable(target);
            return false;
        }
        V8Api.VsWriteUint32(Native, (uint)bytes.Length);
        fixed (byte* p = bytes)
            V8Api.VsWriteRaw(Native, p, (nuint)bytes.Length);
        return true;
    }

    protected override uint? SharedBufferId(nint buffer)
    {
        ThrowNotCloneable(buffer);
        return null;
    }

    protected override uint? WasmModuleId(nint module) => null;

    private bool WriteProperties(nint target)
    {
        var context = V8Api.CurrentContext(Realm.Isolate);
        var plain = V8Api.ObjectNew(Realm.Isolate);
        var names = V8Api.ObjectGetOwnPropertyNames(target, context, Filter, 0);
        if (names == 0 || V8.Items(names, context) is not { } keys)
            return false;
        foreach (var key in keys)
        {
            var value = V8Api.ObjectGet(target, context, key);
            if (value == 0)
                return false;
            V8Api.ObjectCreateDataProperty(plain, context, key, value);
        }
        return Write(context, plain);
    }

    private IpcView KindOf(nint target) =>
        V8Api.IsArrayBufferView(target) == 0 ? IpcView.Ordinary :
        NodeBuffer.IsBuffer(Realm, target) ? IpcView.Buffer :
        V8Api.IsUint8Array(target) != 0 ? IpcView.Uint8Array :
        V8Api.IsUint8ClampedArray(target) != 0 ? IpcView.Uint8ClampedArray :
        V8Api.IsInt8Array(target) != 0 ? IpcView.Int8Array :
        V8Api.IsUint16Array(target) != 0 ? IpcView.Uint16Array :
        V8Api.IsInt16Array(target) != 0 ? IpcView.Int16Array :
        V8Api.IsUint32Array(target) != 0 ? IpcView.Uint32Array :
        V8Api.IsInt32Array(target) != 0 ? IpcView.Int32Array :
        V8Api.IsFloat16Array(target) != 0 ? IpcView.Float16Array :
        V8Api.IsFloat32Array(target) != 0 ? IpcView.Float32Array :
        V8Api.IsFloat64Array(target) != 0 ? IpcView.Float64Array :
        V8Api.IsBigInt64Array(target) != 0 ? IpcView.BigInt64Array :
        V8Api.IsBigUint64Array(target) != 0 ? IpcView.BigUint64Array :
        IpcView.DataView;
}
