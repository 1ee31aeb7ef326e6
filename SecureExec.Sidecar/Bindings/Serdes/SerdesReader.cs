using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native side of <c>v8.Deserializer</c>. It reads a copy: the guest may change or detach its buffer at any time.</summary>
internal sealed unsafe class SerdesReader : ValueReader
{
    private readonly byte* _data;
    private nint _target; // the JavaScript object while it reads (a local)

    private SerdesReader(Realm realm, byte* data, int length) : base(realm, data, (nuint)length) => _data = data;

    public static void New(CallInfo info)
    {
        if (V8Api.IsArrayBufferView(info[0]) == 0 || !info.Bytes(0, out var bytes))
        {
            info.ThrowTypeError("buffer must be a TypedArray or a DataView");
            return;
        }
        var copy = (byte*)NativeMemory.Alloc((nuint)bytes.Length + 1);
        bytes.CopyTo(new Span<byte>(copy, bytes.Length));
        info.Realm.Wrap(info.This, new SerdesReader(info.Realm, copy, bytes.Length));
        V8.Set(info.Isolate, info.Context, info.This, "buffer", info[0]);
    }

    public static void ReadHeader(CallInfo info)
    {
        if (Of(info) is { } reader && V8Api.VdReadHeader(reader.Native, info.Context) is var result && (result & 1) != 0)
            info.Return(V8.Just(result));
    }

    public static void ReadValue(CallInfo info)
    {
        if (Of(info) is not { } reader)
            return;
        var outer = reader._target;
        reader._target = info.This;
        try
        {
            info.Return(V8Api.VdReadValue(reader.Native, info.Context));
        }
        finally
        {
            reader._target = outer; // a host object's reader may read further values
        }
    }

    public static void GetWireFormatVersion(CallInfo info)
    {
        if (Of(info) is { } reader)
            info.Return((double)V8Api.VdWireVersion(reader.Native));
    }

    public static void TransferArrayBuffer(CallInfo info)
    {
        if (Of(info) is not { } reader)
            return;
        if (V8Api.IsArrayBuffer(info[1]) != 0)
            V8Api.VdTransfer(reader.Native, (uint)info.Int64(0), info[1]);
        else if (V8Api.IsSharedArrayBuffer(info[1]) != 0)
            V8Api.VdTransferShared(reader.Native, (uint)info.Int64(0), info[1]);
        else
            info.ThrowTypeError("arrayBuffer must be an ArrayBuffer or SharedArrayBuffer");
    }

    public static void ReadUint32(CallInfo info)
    {
        uint value;
        if (Of(info) is not { } reader)
            return;
        if (V8Api.VdReadUint32(reader.Native, &value) != 0)
            info.Return((double)value);
        else
            info.Throw("ReadUint32() failed");
    }

    public static void ReadUint64(CallInfo info)
    {
        ulong value;
        if (Of(info) is not { } reader)
            return;
        if (V8Api.VdReadUint64(reader.Native, &value) != 0)
            info.Return(V8.Array(info.Isolate, [V8.Number(info.Isolate, value >> 32), V8.Number(info.Isolate, (uint)value)]));
        else
            info.Throw("ReadUint64() failed");
    }

    public static void ReadDouble(CallInfo info)
    {
        double value;
        if (Of(info) is not { } reader)
            return;
        if (V8Api.VdReadDouble(reader.Native, &value) != 0)
            info.Return(value);
        else
            info.Throw("ReadDouble() failed");
    }

    // (length): the offset of the bytes in this.buffer.
    public static void ReadRawBytes(CallInfo info)
    {
        nint data;
        if (Of(info) is not { } reader)
            return;
        var length = info.Int64(0);
        if (length >= 0 && V8Api.VdReadRaw(reader.Native, (nuint)length, &data) != 0)
            info.Return((double)(data - (nint)reader._data));
        else
            info.Throw("ReadRawBytes() failed");
    }

    public override void Dispose()
    {
        base.Dispose();
        NativeMemory.Free(_data);
    }

    protected override nint ReadHostObject()
    {
        var result = SerdesBinding.CallHook(Realm, _target, "_readHostObject");
        if (result is null)
            return ThrowUnreadable();
        if (result == 0 || V8Api.IsObject(result.Value) != 0)
            return result.Value;
        V8.ThrowTypeError(Realm.Isolate, "readHostObject must return an object", null);
        return 0;
    }

    protected override nint SharedBuffer(uint id) => 0;

    protected override nint WasmModule(uint id) => 0;

    private static SerdesReader? Of(CallInfo info)
    {
        var reader = info.Realm.Unwrap<SerdesReader>(info.This);
        if (reader == null)
            info.ThrowTypeError("The deserializer is not initialized");
        return reader;
    }
}
