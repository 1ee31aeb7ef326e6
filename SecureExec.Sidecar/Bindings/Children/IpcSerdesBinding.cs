using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('ipc_serdes')</c>: messages of <c>serialization: 'advanced'</c>, structured clones with their length in front.</summary>
internal static unsafe class IpcSerdesBinding
{
    private const int LengthBytes = sizeof(uint);

    public static void Define(BindingBuilder b) => b.Function("serialize", &Serialize).Function("deserialize", &Deserialize);

    // (message, Buffer): a Buffer of the length, big endian, and the clone.
    private static void Serialize(CallInfo info)
    {
        using var writer = new IpcWriter(info.Realm);
        uint length = 0;
        V8Api.VsWriteRaw(writer.Native, &length, LengthBytes);
        V8Api.VsTreatViewsAsHost(writer.Native, 1);
        V8Api.VsWriteHeader(writer.Native);
        var written = writer.Write(info.Context, info[0]);
        var bytes = writer.Release();
        if (written && bytes.Size <= int.MaxValue)
        {
            var message = new Span<byte>(bytes.Data, (int)bytes.Size);
            BinaryPrimitives.WriteUInt32BigEndian(message, (uint)(message.Length - LengthBytes));
            info.Return(NodeBuffer.Create(info.Realm, message));
        }
        NativeMemory.Free(bytes.Data);
    }

    // (the clone without its length)
    private static void Deserialize(CallInfo info)
    {
        if (V8.IsSmi(info[0]) || V8Api.IsArrayBufferView(info[0]) == 0 || !info.Bytes(0, out var bytes))
        {
            info.ThrowTypeError("buffer must be a TypedArray or a DataView");
            return;
        }
        // A copy: what reading calls may change the buffer.
        var copy = (byte*)NativeMemory.Alloc((nuint)bytes.Length + 1);
        bytes.CopyTo(new Span<byte>(copy, bytes.Length));
        try
        {
            using var reader = new IpcReader(info.Realm, copy, bytes.Length);
            if ((V8Api.VdReadHeader(reader.Native, info.Context) & 1) != 0)
                info.Return(V8Api.VdReadValue(reader.Native, info.Context));
        }
        finally
        {
            NativeMemory.Free(copy);
        }
    }
}
