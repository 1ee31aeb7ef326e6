using SecureExec.Abi;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The class <c>FileHandle</c> of <c>internalBinding('fs')</c>.</summary>
internal static unsafe class FsFileHandleClass
{
    public static void Define(BindingBuilder b)
    {
        var built = FsAsyncObject.Methods(b.NewClass("FileHandle", FsAsyncObject.FirstOwnField, &Construct))
            .Method("close", &Close)
            .Method("closeSync", &CloseSync)
            .Method("releaseFD", &ReleaseFd)
            .Accessor("fd", &GetFd);
        b.Realm.State<FsState>().FileHandleTemplate = b.Class("FileHandle", built);
    }

    /// <summary>A handle for an open descriptor, as a local.</summary>
    public static nint Create(Realm realm, int fd, string path)
    {
        var instance = V8Api.ObjectTemplateNewInstance(V8Api.FunctionTemplateInstance(realm.State<FsState>().FileHandleTemplate), realm.Context);
        if (instance != 0)
            Attach(realm, instance, new FsFileHandle(realm, fd, path));
        return instance;
    }

    // (descriptor, where a stream reads, how many bytes)
    private static void Construct(CallInfo info)
    {
        if (!FsArgs.Fd(info, 0, out var fd))
            return;
        var (offset, length) = (info.IsNumber(1) ? info.Int64(1) : -1, info.IsNumber(2) ? info.Int64(2) : -1);
        Attach(info.Realm, info.This, new FsFileHandle(info.Realm, fd, "") { ReadOffset = offset, ReadLength = length });
    }

    private static void Attach(Realm realm, nint wrapper, FsFileHandle handle)
    {
        FsAsyncObject.Begin(realm, wrapper, "FILEHANDLE");
        realm.Wrap(wrapper, handle);
    }

    private static void GetFd(CallInfo info) => info.Return(info.Realm.Unwrap<FsFileHandle>(info.This)?.Fd ?? -1);

    private static void ReleaseFd(CallInfo info) => info.Realm.Unwrap<FsFileHandle>(info.This)?.Release();

    private static void CloseSync(CallInfo info)
    {
        if (info.Realm.Unwrap<FsFileHandle>(info.This) is not { Fd: >= 0 } handle)
            return;
        var errno = handle.Close();
        if (errno != Errno.Success)
            Errors.Throw(info.Realm, errno, "close");
    }

    // The descriptor is free at once; the promise settles from the loop. A second call gives the same promise.
    private static void Close(CallInfo info)
    {
        var realm = info.Realm;
        if (realm.Unwrap<FsFileHandle>(info.This) is not { } handle)
            return;
        if (handle.Closing != 0)
        {
            info.Return(handle.Closing);
            return;
        }
        var resolver = V8Api.ResolverNew(info.Context);
        if (resolver == 0)
            return;
        var promise = V8Api.ResolverPromise(resolver);
        handle.Closing = realm.Keep(promise);
        var errno = handle.Close();
        var (slot, wrapper) = (V8.Global(info.Isolate, resolver), V8.Global(info.Isolate, info.This));
        realm.Guest.Loop.Ref();
        realm.Guest.Loop.Post(() => Settle(realm, slot, wrapper, errno));
        info.Return(promise);
    }

    private static void Settle(Realm realm, nint resolver, nint wrapper, Errno errno)
    {
        realm.Guest.Loop.Unref();
        var context = FsAsyncObject.ContextOf(realm, wrapper);
        var previous = context.Enter(realm);
        if (errno == Errno.Success)
            V8Api.ResolverResolve(resolver, realm.Context, V8.Undefined(realm.Isolate));
        else
            V8Api.ResolverReject(resolver, realm.Context, Errors.Create(realm, errno, "close"));
        context.Exit(realm, previous);
        FsAsyncObject.End(realm, wrapper);
        V8Api.DisposeGlobal(resolver);
        V8Api.DisposeGlobal(wrapper);
    }
}
