using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('stream_wrap')</c>: what all streams on descriptors share.</summary>
internal static unsafe class StreamWrapBinding
{
    public static void Define(BindingBuilder b)
    {
        var state = b.Realm.State<StreamState>();
        state.Define(b);
        StreamMethods.Template(b);
        state.WriteTemplate = b.Class("WriteWrap", FsAsyncObject.Methods(b.NewClass("WriteWrap", FsAsyncObject.FirstOwnField, &Construct)));
        state.ShutdownTemplate = b.Class("ShutdownWrap", FsAsyncObject.Methods(b.NewClass("ShutdownWrap", FsAsyncObject.FirstOwnField, &Construct)));
    }

    /// <summary>A request object gets its async identity when it is used.</summary>
    public static void Construct(CallInfo info)
    {
        for (var field = 0; field < FsAsyncObject.FirstOwnField; field++)
            V8Api.ObjectSetInternal(info.This, field, V8.Int(info.Isolate, 0));
    }
}
