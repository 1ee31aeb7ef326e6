using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('serdes')</c>: the classes behind <c>v8.Serializer</c> and <c>v8.Deserializer</c>.</summary>
internal static unsafe class SerdesBinding
{
    public static void Define(BindingBuilder b)
    {
        b.Class("Serializer", b.NewClass("Serializer", 1, &SerdesWriter.New)
            .Method("writeHeader", &SerdesWriter.WriteHeader)
            .Method("writeValue", &SerdesWriter.WriteValue)
            .Method("releaseBuffer", &SerdesWriter.ReleaseBuffer)
            .Method("transferArrayBuffer", &SerdesWriter.TransferArrayBuffer)
            .Method("writeUint32", &SerdesWriter.WriteUint32)
            .Method("writeUint64", &SerdesWriter.WriteUint64)
            .Method("writeDouble", &SerdesWriter.WriteDouble)
            .Method("writeRawBytes", &SerdesWriter.WriteRawBytes)
            .Method("_setTreatArrayBufferViewsAsHostObjects", &SerdesWriter.SetTreatViewsAsHostObjects));
        b.Class("Deserializer", b.NewClass("Deserializer", 1, &SerdesReader.New)
            .Method("readHeader", &SerdesReader.ReadHeader)
            .Method("readValue", &SerdesReader.ReadValue)
            .Method("getWireFormatVersion", &SerdesReader.GetWireFormatVersion)
            .Method("transferArrayBuffer", &SerdesReader.TransferArrayBuffer)
            .Method("readUint32", &SerdesReader.ReadUint32)
            .Method("readUint64", &SerdesReader.ReadUint64)
            .Method("readDouble", &SerdesReader.ReadDouble)
            .Method("_readRawBytes", &SerdesReader.ReadRawBytes));
    }

    /// <summary>Calls a method that the library's subclass defines; null: it has none; 0: it threw.</summary>
    public static nint? CallHook(Realm realm, nint target, string name, params ReadOnlySpan<nint> args)
    {
        var context = V8Api.CurrentContext(realm.Isolate);
        var hook = V8.Get(realm.Isolate, context, target, name);
        if (hook == 0)
            return 0;
        if (V8Api.IsFunction(hook) == 0)
            return null;
        fixed (nint* p = args)
            return V8Api.FunctionCall(hook, realm.Isolate, context, target, args.Length, p);
    }
}
