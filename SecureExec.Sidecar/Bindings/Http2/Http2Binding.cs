using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Http2;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('http2')</c>: HTTP/2 over any stream. The protocol is <see cref="Http2Connection"/>.</summary>
internal static unsafe class Http2Binding
{
    public static void Define(BindingBuilder b)
    {
        var state = b.Realm.State<Http2State>();
        state.Define(b);
        Http2StreamClass.Define(b);
        Http2SessionClass.Define(b);
        state.ReplyTemplate = FsAsyncObject.Methods(b.NewClass("Http2Ping", FsAsyncObject.FirstOwnField, null)).Template;
        b.Function("nghttp2ErrorString", &ErrorString)
            .Function("refreshDefaultSettings", &RefreshDefaultSettings)
            .Function("packSettings", &PackSettings)
            .Function("setCallbackFunctions", &SetCallbackFunctions);
    }

    // (number)
    private static void ErrorString(CallInfo info) => info.Return(Http2StatusText.Of(info.Int32(0)));

    private static void RefreshDefaultSettings(CallInfo info) => info.Realm.State<Http2State>().WriteDefaults();

    // The payload of a SETTINGS frame; undefined: a value is none.
    private static void PackSettings(CallInfo info)
    {
        var settings = info.Realm.State<Http2State>().ReadSettings();
        if (Array.TrueForAll(settings, setting => setting.IsValid))
            info.Return(NodeBuffer.Create(info.Realm, Http2Setting.WriteAll(settings)));
    }

    private static void SetCallbackFunctions(CallInfo info) => info.Realm.State<Http2State>().SetCallbacks(info);
}
