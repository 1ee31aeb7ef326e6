using SecureExec.Abi;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('signal_wrap')</c>: <c>process.on('SIGTERM')</c> over the kernel's signals.</summary>
internal static unsafe class SignalWrapBinding
{
    public static void Define(BindingBuilder b) => b.Class("Signal", FsAsyncObject.Methods(b.NewClass("Signal", FsAsyncObject.FirstOwnField, &Construct))
        .Method("start", &Start)
        .Method("stop", &Stop)
        .Method("close", &Close)
        .Method("ref", &Ref)
        .Method("unref", &Unref)
        .Method("hasRef", &HasRef));

    private static void Construct(CallInfo info)
    {
        FsAsyncObject.Begin(info.Realm, info.This, "SIGNALWRAP");
        info.Realm.Wrap(info.This, new SignalHandle(info.Realm));
    }

    private static void Start(CallInfo info)
    {
        if (Of(info) is { } handle)
            info.Return(Errors.ToUv(handle.Start(info.This, (Signal)info.Int32(0))));
    }

    private static void Stop(CallInfo info)
    {
        Of(info)?.Stop();
        info.Return(0);
    }

    // (callback)
    private static void Close(CallInfo info)
    {
        if (info.IsFunction(0))
            V8Api.ObjectSet(info.This, info.Context, info.Realm.Symbol("handle_onclose"), info[0]);
        Of(info)?.Close(info.This);
    }

    private static void Ref(CallInfo info) => Of(info)?.SetReferenced(true);

    private static void Unref(CallInfo info) => Of(info)?.SetReferenced(false);

    private static void HasRef(CallInfo info) => info.Return(Of(info)?.HasRef == true);

    private static SignalHandle? Of(CallInfo info) => info.Realm.Unwrap<SignalHandle>(info.This);
}
