using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The methods that every handle has (<c>HandleWrap</c>).</summary>
internal static unsafe class HandleMethods
{
    public static ClassBuilder Add(ClassBuilder builder) => FsAsyncObject.Methods(builder)
        .Method("close", &Close)
        .Method("ref", &Ref)
        .Method("unref", &Unref)
        .Method("hasRef", &HasRef);

    // (callback)
    private static void Close(CallInfo info)
    {
        if (Of(info) is not { IsClosing: false } handle)
            return;
        if (info.IsFunction(0))
            V8Api.ObjectSet(info.This, info.Context, info.Realm.Symbol("handle_onclose"), info[0]);
        handle.Close(info.This);
    }

    private static void Ref(CallInfo info) => Of(info)?.SetReferenced(true);

    private static void Unref(CallInfo info) => Of(info)?.SetReferenced(false);

    private static void HasRef(CallInfo info) => info.Return(Of(info)?.HasRef == true);

    private static LoopHandle? Of(CallInfo info) => info.Realm.Unwrap<LoopHandle>(info.This);
}
