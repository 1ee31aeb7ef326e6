using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native side of <c>v8.Serializer</c>: host objects are up to the methods of the JavaScript subclass.</summary>
internal sealed unsafe class SerdesWriter(Realm realm) : ValueWriter(realm)
{
    // The JavaScript object while it writes (a local): only then V8 asks the delegate.
    private nint _target;

    public static void New(CallInfo info) => info.Realm.Wrap(info.This, new SerdesWriter(info.Realm));

    public static void WriteHeader(CallInfo info)
    {
        if (Of(info) is { } writer)
            V8Api.VsWriteHeader(writer.Native);
    }

    public static void WriteValue(CallInfo info)
    {
        if (Of(info) is not { } writer)
            return;
        var outer = writer._target;
        writer._target = info.This;
        try
        {
            if (writer.Write(info.Context, info[0]))
                info.Return(true);
        }
        finally
        {
            writer._target = outer; // a host object's writer may write further values
        }
    }

    public static void ReleaseBuffer(CallInfo info)
    {
        if (Of(info) is not { } writer)
            return;
        if (writer._target != 0)
        {
            info.Throw("The serializer is writing a value", "ERR_INVALID_STATE");
            return;
        }
        var bytes = writer.Release();
        info.Return(NodeBuffer.Create(info.Realm, new ReadOnlySpan<byte>(bytes.Data, (int)bytes.Size)));
        NativeMemory.Free(bytes.Data);
    }

    public static void TransferArrayBuffer(CallInfo info)
    {
        if (Of(info) is not { } writer)
            return;
        if (V8Api.IsArrayBuffer(info[1]) != 0)
            V8Api.VsTransfer(writer.Native, (uint)info.Int64(0), info[1]);
        else
            info.ThrowTypeError("arrayBuffer must be an ArrayBuffer");
    }

    public static void WriteUint32(CallInfo info)
    {
        if (Of(info) is { } writer)
            V8Api.VsWriteUint32(writer.Native, (uint)info.Int64(0));
    }

    public static void WriteUint64(CallInfo info)
    {
        if (Of(info) is { } writer)
            V8Api.VsWriteUint64(writer.Native, (ulong)(uint)info.Int64(0) << 32 | (uint)info.Int64(1));
    }

    public static void WriteDouble(CallInfo info)
    {
        if (Of(info) is { } writer)
            V8Api.VsWriteDouble(writer.Native, info.Double(0));
    }

    public static void WriteRawBytes(CallInfo info)
    {
        if (Of(info) is not { } writer)
            return;
        if (!info.Bytes(0, out var bytes))
        {
            info.ThrowTypeError("source must be a TypedArray or a DataView");
            return;
        }
        fixed (byte* p = bytes)
            V8Api.VsWriteRaw(writer.Native, p, (nuint)bytes.Length);
    }

    public static void SetTreatViewsAsHostObjects(CallInfo info)
    {
        if (Of(info) is { } writer)
            V8Api.VsTreatViewsAsHost(writer.Native, info.IsTrue(0) ? (byte)1 : (byte)0);
    }

    protected override void ThrowCloneError(nint message)
    {
        var error = SerdesBinding.CallHook(Realm, _target, "_getDataCloneError", message);
        if (error is null)
            V8.ThrowError(Realm.Isolate, V8.Text(Realm.Isolate, message));
        else if (error != 0)
            V8Api.ThrowException(Realm.Isolate, error.Value);
    }

    protected override bool? IsHostObject(nint target) => false;

    protected override bool WriteHostObject(nint target)
    {
        var result = SerdesBinding.CallHook(Realm, _target, "_writeHostObject", target);
        if (result is null)
            ThrowNotCloneable(target);
        return result is not null and not 0;
    }

    protected override uint? SharedBufferId(nint buffer)
    {
        var result = SerdesBinding.CallHook(Realm, _target, "_getSharedArrayBufferId", buffer);
        if (result is null)
            ThrowNotCloneable(buffer);
        if (result is null or 0)
            return null;
        var number = V8Api.Uint32Value(result.Value, V8Api.CurrentContext(Realm.Isolate));
        return (number & 1) != 0 ? (uint)(number >> 32) : null;
    }

    protected override uint? WasmModuleId(nint module) => null;

    private static SerdesWriter? Of(CallInfo info)
    {
        var writer = info.Realm.Unwrap<SerdesWriter>(info.This);
        if (writer == null)
            info.ThrowTypeError("The serializer is not initialized");
        return writer;
    }
}
