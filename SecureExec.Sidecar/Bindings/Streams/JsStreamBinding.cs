using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('js_stream')</c>: a stream of JavaScript's that native code can use.</summary>
internal static unsafe class JsStreamBinding
{
    public static void Define(BindingBuilder b) =>
        b.Class("JSStream", StreamMethods.Add(FsAsyncObject.Methods(b.NewClass("JSStream", StreamHandle.Fields, &Construct)))
            .Method("readBuffer", &ReadBuffer)
            .Method("emitEOF", &EmitEnd)
            .Method("finishWrite", &FinishWrite)
            .Method("finishShutdown", &FinishShutdown));

    private static void Construct(CallInfo info)
    {
        FsAsyncObject.Begin(info.Realm, info.This, "JSSTREAM");
        V8Api.ObjectSetInternal(info.This, StreamHandle.OnReadField, V8.Undefined(info.Isolate));
        var handle = new JsStreamHandle(info.Realm);
        handle.Object = info.Realm.Wrap(info.This, handle);
    }

    private static JsStreamHandle? Of(CallInfo info) => info.Realm.Unwrap<JsStreamHandle>(info.This);

    // (buffer)
    private static void ReadBuffer(CallInfo info)
    {
        if (Of(info) is { } stream && CryptoInput.Bytes(info, 0) is { } data)
            stream.Deliver(data, data.Length);
    }

    private static void EmitEnd(CallInfo info) => Of(info)?.Deliver([], StreamHandle.EndOfFile);

    // (request, libuv's status)
    private static void FinishWrite(CallInfo info) => Of(info)?.FinishWrite((Abi.Errno)(-info.Int32(1)));

    // (request, libuv's status)
    private static void FinishShutdown(CallInfo info) => Of(info)?.FinishShutdown((Abi.Errno)(-info.Int32(1)));
}
