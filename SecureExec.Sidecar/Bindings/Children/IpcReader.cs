using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Reads what <see cref="IpcWriter"/> wrote, or whatever the other process sent in its place.</summary>
internal sealed unsafe class IpcReader(Realm realm, byte* data, int length) : ValueReader(realm, data, (nuint)length)
{
    protected override nint ReadHostObject()
    {
        uint kind, size;
        nint raw;
        if (V8Api.VdReadUint32(Native, &kind) == 0)
            return ThrowUnreadable();
        if (kind == (uint)IpcView.Ordinary)
            return ReadObject();
        var unit = UnitOf((IpcView)kind);
        if (unit == 0 || V8Api.VdReadUint32(Native, &size) == 0 || size > int.MaxValue || size % (uint)unit != 0 || V8Api.VdReadRaw(Native, size, &raw) == 0)
            return ThrowUnreadable();
        var bytes = new ReadOnlySpan<byte>((void*)raw, (int)size);
        return kind == (uint)IpcView.Buffer ? NodeBuffer.Create(Realm, bytes) : Make((IpcView)kind, V8.ArrayBuffer(Realm.Isolate, bytes), size, size / (uint)unit);
    }

    protected override nint SharedBuffer(uint id) => 0;

    protected override nint WasmModule(uint id) => 0;

    private nint ReadObject()
    {
        var value = V8Api.VdReadValue(Native, V8Api.CurrentContext(Realm.Isolate));
        return value == 0 || !V8.IsSmi(value) && V8Api.IsObject(value) != 0 ? value : ThrowUnreadable();
    }

    private static int UnitOf(IpcView kind) => kind switch
    {
        IpcView.Buffer or IpcView.Uint8Array or IpcView.Uint8ClampedArray or IpcView.Int8Array or IpcView.DataView => 1,
        IpcView.Uint16Array or IpcView.Int16Array or IpcView.Float16Array => 2,
        IpcView.Uint32Array or IpcView.Int32Array or IpcView.Float32Array => 4,
        IpcView.Float64Array or IpcView.BigInt64Array or IpcView.BigUint64Array => 8,
        _ => 0,
    };

    private static nint Make(IpcView kind, nint buffer, nuint bytes, nuint count) => kind switch
    {
        IpcView.Uint8Array => V8Api.Uint8ArrayNew(buffer, 0, count),
        IpcView.Uint8ClampedArray => V8Api.Uint8ClampedArrayNew(buffer, 0, count),
        IpcView.Int8Array => V8Api.Int8ArrayNew(buffer, 0, count),
        IpcView.Uint16Array => V8Api.Uint16ArrayNew(buffer, 0, count),
        IpcView.Int16Array => V8Api.Int16ArrayNew(buffer, 0, count),
        IpcView.Uint32Array => V8Api.Uint32ArrayNew(buffer, 0, count),
        IpcView.Int32Array => V8Api.Int32ArrayNew(buffer, 0, count),
        IpcView.Float16Array => V8Api.Float16ArrayNew(buffer, 0, count),
        IpcView.Float32Array => V8Api.Float32ArrayNew(buffer, 0, count),
        IpcView.Float64Array => V8Api.Float64ArrayNew(buffer, 0, count),
        IpcView.BigInt64Array => V8Api.BigInt64ArrayNew(buffer, 0, count),
        IpcView.BigUint64Array => V8Api.BigUint64ArrayNew(buffer, 0, count),
        _ => V8Api.DataViewNew(buffer, 0, bytes),
    };
}
