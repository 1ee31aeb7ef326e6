using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Opening, closing and what a descriptor can do besides reading and writing.</summary>
internal static unsafe class FsFiles
{
    public static void Define(BindingBuilder b) => b
        .Function("access", &Access)
        .Function("existsSync", &Exists)
        .Function("open", &Open)
        .Function("openFileHandle", &OpenFileHandle)
        .Function("close", &Close)
        .Function("fsync", &Fsync)
        .Function("fdatasync", &Fdatasync)
        .Function("ftruncate", &Ftruncate)
        .Function("fchmod", &Fchmod)
        .Function("fchown", &Fchown)
        .Function("futimes", &Futimes);

    // (path, mode, request)
    private static void Access(CallInfo info)
    {
        if (FsArgs.SmallMode(info, 1, out var mode) && FsArgs.Path(info, 0, out var path))
            FsReply.Send(info, 2, Sys(info).Access(path, mode).Error, "access", path);
    }

    private static void Exists(CallInfo info)
    {
        if (FsArgs.Path(info, 0, out var path))
            info.Return(Sys(info).Access(path, 0).Ok);
    }

    // (path, flags, mode, request)
    private static void Open(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var path) || !FsArgs.Int(info, 1, out var flags) || !FsArgs.Int(info, 2, out var mode))
            return;
        if (Sys(info).Open(path, (OpenFlags)flags, mode, wait: info.IsUndefined(3)).IsError(out var fd, out var errno))
        {
            FsReply.Send(info, 3, errno, "open", path);
            return;
        }
        info.Realm.State<UnmanagedDescriptors>().Add(info.Realm, fd);
        FsReply.SendOpened(info, 3, fd, path, (realm, _) => V8.Int(realm.Isolate, fd));
    }

    // (path, flags, mode, request)
    private static void OpenFileHandle(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var path) || !FsArgs.Int(info, 1, out var flags) || !FsArgs.Int(info, 2, out var mode))
            return;
        if (Sys(info).Open(path, (OpenFlags)flags, mode, wait: info.IsUndefined(3)).IsError(out var fd, out var errno))
            FsReply.Send(info, 3, errno, "open", path);
        else
            FsReply.SendOpened(info, 3, fd, path, (realm, _) => FsFileHandleClass.Create(realm, fd, path));
    }

    // (fd, request)
    private static void Close(CallInfo info)
    {
        if (!FsArgs.Fd(info, 0, out var fd))
            return;
        info.Realm.State<UnmanagedDescriptors>().Remove(info.Realm, fd);
        FsReply.Send(info, 1, Sys(info).Close(fd).Error, "close");
    }

    // (fd, request)
    private static void Fsync(CallInfo info)
    {
        if (FsArgs.Fd(info, 0, out var fd))
            FsReply.Send(info, 1, Sys(info).Fsync(fd).Error, "fsync");
    }

    // (fd, request)
    private static void Fdatasync(CallInfo info)
    {
        if (FsArgs.Fd(info, 0, out var fd))
            FsReply.Send(info, 1, Sys(info).Fdatasync(fd).Error, "fdatasync");
    }

    // (fd, length, request)
    private static void Ftruncate(CallInfo info)
    {
        if (!FsArgs.Fd(info, 0, out var fd) || !FsArgs.Number(info, 1, out var length))
            return;
        var errno = length is >= 0 and <= 9007199254740991 ? Sys(info).Ftruncate(fd, (long)length).Error : Errno.EINVAL;
        FsReply.Send(info, 2, errno, "ftruncate");
    }

    // (fd, mode, request)
    private static void Fchmod(CallInfo info)
    {
        if (FsArgs.Fd(info, 0, out var fd) && FsArgs.Int(info, 1, out var mode))
            FsReply.Send(info, 2, Sys(info).Fchmod(fd, mode).Error, "fchmod");
    }

    // (fd, uid, gid, request)
    private static void Fchown(CallInfo info)
    {
        if (FsArgs.Fd(info, 0, out var fd) && FsArgs.Int(info, 1, out var uid) && FsArgs.Int(info, 2, out var gid))
            FsReply.Send(info, 3, Sys(info).Fchown(fd, uid, gid).Error, "fchown");
    }

    // (fd, atime, mtime, request)
    private static void Futimes(CallInfo info)
    {
        if (FsArgs.Fd(info, 0, out var fd) && FsArgs.Number(info, 1, out var atime) && FsArgs.Number(info, 2, out var mtime))
            FsReply.Send(info, 3, Sys(info).Futimes(fd, atime, mtime).Error, "futime");
    }

    private static ProcessSyscalls Sys(CallInfo info) => info.Realm.Guest.Sys;
}
