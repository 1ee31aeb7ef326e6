using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Http2;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The class <c>Http2Stream</c>, whose instances sessions make.</summary>
internal static unsafe class Http2StreamClass
{
    private const int Idle = 1;

    public static void Define(BindingBuilder b) => b.Realm.State<Http2State>().StreamTemplate =
        b.Class("Http2Stream", StreamMethods.Add(FsAsyncObject.Methods(b.NewClass("Http2Stream", StreamHandle.Fields, &Construct)))
            .Method("id", &GetId)
            .Method("destroy", &Destroy)
            .Method("priority", &Priority)
            .Method("pushPromise", &PushPromise)
            .Method("info", &Inform)
            .Method("trailers", &SendTrailers)
            .Method("respond", &Respond)
            .Method("rstStream", &Reset)
            .Method("refreshState", &RefreshState));

    private static Http2StreamHandle? Of(CallInfo info) => info.Realm.Unwrap<Http2StreamHandle>(info.This);

    private static Http2StreamHandle? LiveOf(CallInfo info) => Of(info) is { IsDestroyed: false } stream ? stream : null;

    private static void Construct(CallInfo info)
    {
        for (var field = 0; field < StreamHandle.Fields; field++)
            V8Api.ObjectSetInternal(info.This, field, V8.Int(info.Isolate, 0));
    }

    private static void GetId(CallInfo info)
    {
        if (Of(info) is { } stream)
            info.Return(stream.Id);
    }

    private static void Destroy(CallInfo info) => Of(info)?.Destroy();

    // RFC 9113 5.3.2 has given priorities up, and so has nghttp2.
    private static void Priority(CallInfo info)
    {
    }

    // (headers, options): a stream, or nghttp2's error
    private static void PushPromise(CallInfo info)
    {
        if (LiveOf(info) is not { } stream)
            return;
        var options = (Http2StreamOptions)info.Int32(1);
        if (Http2HeaderText.Read(info, 0) is { } fields)
            Http2SessionClass.Return(info, stream.Session.Promise(stream.Id, fields, options, out var status), status);
    }

    // (headers)
    private static void Inform(CallInfo info)
    {
        if (LiveOf(info) is { } stream && Http2HeaderText.Read(info, 0) is { } fields)
            info.Return((int)stream.Inform(fields));
    }

    // (headers)
    private static void SendTrailers(CallInfo info)
    {
        if (LiveOf(info) is { } stream && Http2HeaderText.Read(info, 0) is { } fields)
            info.Return((int)stream.SendTrailers(fields));
    }

    // (headers, options)
    private static void Respond(CallInfo info)
    {
        if (LiveOf(info) is not { } stream)
            return;
        var options = (Http2StreamOptions)info.Int32(1);
        if (Http2HeaderText.Read(info, 0) is { } fields)
            info.Return((int)stream.Respond(fields, options));
    }

    // (code)
    private static void Reset(CallInfo info) => LiveOf(info)?.Reset((Http2ErrorCode)(uint)info.Int32(0));

    private static void RefreshState(CallInfo info)
    {
        if (Of(info) is not { } handle)
            return;
        var stream = handle.Session.Connection.Find(handle.Id);
        // Weights have no meaning any more: nghttp2 gives the default for each, and none for their sum.
        info.Realm.State<Http2State>().TellStream(stream == null
            ? [Idle, 0, 0, 0, 0, 0]
            : [stream.ProtocolState, 16, 0, stream.WriteClosed ? 1 : 0, stream.ReadClosed ? 1 : 0, Math.Max(0, stream.Local.Size - stream.Local.Received)]);
    }
}
