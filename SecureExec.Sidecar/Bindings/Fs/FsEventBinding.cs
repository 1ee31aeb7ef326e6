using SecureExec.Abi;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('fs_event_wrap')</c>: what happens to a file or in a directory, told by the virtual kernel.</summary>
internal static unsafe class FsEventBinding
{
    public static void Define(BindingBuilder b)
    {
        var built = FsAsyncObject.Methods(b.NewClass("FSEvent", FsAsyncObject.FirstOwnField, &Construct))
            .Method("start", &Start)
            .Method("close", &Close)
            .Method("ref", &Ref)
            .Method("unref", &Unref)
            .Method("hasRef", &HasRef)
            .Accessor("initialized", &Initialized);
        b.Class("FSEvent", built);
    }

    private static void Construct(CallInfo info)
    {
        FsAsyncObject.Begin(info.Realm, info.This, "FSEVENTWRAP");
        info.Realm.Wrap(info.This, new FsWatcher(info.Realm));
    }

    // (path, persistent, recursive, encoding); the value is 0 or libuv's error. Recursive watching is JavaScript's on Linux.
    private static void Start(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var path) || Of(info) is not { } watcher)
            return;
        var errno = watcher.IsStarted ? Errno.Success : watcher.Start(info.This, path, FsArgs.Encoding(info, 3), info.IsTrue(1));
        if (Errors.DenialOf(errno) is not { } denied)
        {
            info.Return(Errors.ToUv(errno));
            return;
        }
        // JavaScript would make its own error from the number; only here is it known that the policy refused.
        var error = Errors.Create(info.Realm, errno, "watch", path, null, denied);
        V8.Set(info.Isolate, info.Context, error, "filename", V8.Str(info.Isolate, path));
        V8Api.ThrowException(info.Isolate, error);
    }

    private static void Close(CallInfo info) => Of(info)?.Close();

    private static void Ref(CallInfo info) => Of(info)?.SetReferenced(true);

    private static void Unref(CallInfo info) => Of(info)?.SetReferenced(false);

    private static void HasRef(CallInfo info) => info.Return(Of(info)?.HasRef == true);

    private static void Initialized(CallInfo info) => info.Return(Of(info)?.IsStarted == true);

    private static FsWatcher? Of(CallInfo info) => info.Realm.Unwrap<FsWatcher>(info.This);
}
