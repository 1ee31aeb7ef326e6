using SecureExec.Abi;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The class <c>StatWatcher</c>, behind <c>fs.watchFile</c>.</summary>
internal static unsafe class FsStatWatcherClass
{
    public static void Define(BindingBuilder b) => b.Class("StatWatcher", FsAsyncObject.Methods(b.NewClass("StatWatcher", FsAsyncObject.FirstOwnField, &Construct))
        .Method("start", &Start)
        .Method("close", &Close)
        .Method("ref", &Ref)
        .Method("unref", &Unref)
        .Method("hasRef", &HasRef));

    private static void Construct(CallInfo info)
    {
        FsAsyncObject.Begin(info.Realm, info.This, "STATWATCHER");
        info.Realm.Wrap(info.This, new FsStatWatcher(info.Realm, info.IsTrue(0)));
    }

    // (path, interval in milliseconds)
    private static void Start(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var path) || !FsArgs.Number(info, 1, out var interval))
            return;
        var started = Of(info)?.Start(info.This, path, (int)Math.Clamp(interval, 1, int.MaxValue)) ?? Errno.EINVAL;
        info.Return(Errors.ToUv(started));
    }

    private static void Close(CallInfo info) => Of(info)?.Stop();

    private static void Ref(CallInfo info) => Of(info)?.SetReferenced(true);

    private static void Unref(CallInfo info) => Of(info)?.SetReferenced(false);

    private static void HasRef(CallInfo info) => info.Return(Of(info)?.HasRef == true);

    private static FsStatWatcher? Of(CallInfo info) => info.Realm.Unwrap<FsStatWatcher>(info.This);
}
