using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('stream_pipe')</c>: a file that is sent on a stream without JavaScript between. Node's library uses it for HTTP/2 alone.</summary>
internal static unsafe class StreamPipeBinding
{
    public static void Define(BindingBuilder b) =>
        b.Class("StreamPipe", FsAsyncObject.Methods(b.NewClass("StreamPipe", FsAsyncObject.FirstOwnField, &Construct))
            .Method("unpipe", &Unpipe)
            .Method("start", &Start)
            .Method("isClosed", &IsClosed)
            .Method("pendingWrites", &PendingWrites));

    private static StreamPipe? Of(CallInfo info) => info.Realm.Unwrap<StreamPipe>(info.This);

    // (FileHandle, Http2Stream)
    private static void Construct(CallInfo info)
    {
        var realm = info.Realm;
        StreamWrapBinding.Construct(info);
        if (Native<FsFileHandle>(info, 0) is not { } source || Native<Http2StreamHandle>(info, 1) is not { } sink)
        {
            info.ThrowTypeError("The arguments must be a FileHandle and an Http2Stream");
            return;
        }
        FsAsyncObject.Begin(realm, info.This, "STREAMPIPE");
        V8.Set(info.Isolate, info.Context, info.This, "source", info[0]);
        V8.Set(info.Isolate, info.Context, info[0], "pipeTarget", info.This);
        V8.Set(info.Isolate, info.Context, info.This, "sink", info[1]);
        V8.Set(info.Isolate, info.Context, info[1], "pipeSource", info[0]);
        realm.Wrap(info.This, new StreamPipe(realm, source, sink));
    }

    private static T? Native<T>(CallInfo info, int index) where T : class =>
        info.IsObject(index) && V8Api.ObjectInternalFieldCountOfMap(info[index]) > 0 ? info.Realm.Unwrap<T>(info[index]) : null;

    private static void Unpipe(CallInfo info) => Of(info)?.Unpipe();

    private static void Start(CallInfo info) => Of(info)?.Start(info.This);

    private static void IsClosed(CallInfo info) => info.Return(Of(info)?.IsClosed != false);

    private static void PendingWrites(CallInfo info) => info.Return(Of(info)?.PendingWrites ?? 0);
}
