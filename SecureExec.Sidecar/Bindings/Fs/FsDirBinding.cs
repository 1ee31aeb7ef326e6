using SecureExec.Abi;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('fs_dir')</c>: directories that are read in portions.</summary>
internal static unsafe class FsDirBinding
{
    public static void Define(BindingBuilder b)
    {
        var built = FsAsyncObject.Methods(b.NewClass("DirHandle", FsAsyncObject.FirstOwnField, &Construct))
            .Method("read", &Read)
            .Method("close", &Close);
        b.Realm.State<FsState>().DirectoryTemplate = b.Class("DirHandle", built);
        b.Function("opendir", &OpenDir)
            .Function("opendirSync", &OpenDirSync);
    }

    private static void Construct(CallInfo info) => FsAsyncObject.Begin(info.Realm, info.This, "DIRHANDLE");

    // (path, encoding, request)
    private static void OpenDir(CallInfo info)
    {
        if (FsArgs.Path(info, 0, out var path))
            Open(info, path, 2, path);
    }

    // (path); unlike the others it shows no path in its error
    private static void OpenDirSync(CallInfo info)
    {
        if (FsArgs.Path(info, 0, out var path))
            Open(info, path, 1, null);
    }

    private static void Open(CallInfo info, string path, int req, string? shown)
    {
        var error = info.Realm.Guest.Sys.ReadDir(path).IsError(out var entries, out var errno);
        FsReply.Send(info, req, error ? errno : Errno.Success, "opendir", shown, null, error ? null : (realm, _) => Create(realm, new FsDirectory(entries!)));
    }

    private static nint Create(Realm realm, FsDirectory directory)
    {
        var instance = V8Api.ObjectTemplateNewInstance(V8Api.FunctionTemplateInstance(realm.State<FsState>().DirectoryTemplate), realm.Context);
        if (instance == 0)
            return 0;
        FsAsyncObject.Begin(realm, instance, "DIRHANDLE");
        realm.Wrap(instance, directory);
        return instance;
    }

    // (encoding, bufferSize, request): [name, type, name, type ...], or null at the end
    private static void Read(CallInfo info)
    {
        if (!FsArgs.Number(info, 1, out var size))
            return;
        var encoding = FsArgs.Encoding(info, 0);
        if (info.Realm.Unwrap<FsDirectory>(info.This) is not { IsClosed: false } directory)
        {
            FsReply.Send(info, 2, Errno.EBADF, "readdir");
            return;
        }
        var portion = directory.Next((int)Math.Clamp(size, 1, int.MaxValue));
        FsReply.Send(info, 2, Errno.Success, "readdir", null, null, (realm, _) =>
        {
            if (portion.Length == 0)
                return V8.Null(realm.Isolate);
            var items = new nint[portion.Length * 2];
            for (var i = 0; i < portion.Length; i++)
                (items[i * 2], items[i * 2 + 1]) = (FsText.Encode(realm, portion[i].Name, encoding), V8.Int(realm.Isolate, (int)portion[i].Type));
            return V8.Array(realm.Isolate, items);
        });
    }

    // (request)
    private static void Close(CallInfo info)
    {
        var closed = info.Realm.Unwrap<FsDirectory>(info.This)?.Close() == true;
        FsReply.Send(info, 0, closed ? Errno.Success : Errno.EBADF, "closedir");
    }
}
