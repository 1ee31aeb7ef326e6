using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Operations on names: links, moves, owners, modes, times.</summary>
internal static unsafe class FsNames
{
    public static void Define(BindingBuilder b) => b
        .Function("rename", &Rename)
        .Function("link", &Link)
        .Function("symlink", &Symlink)
        .Function("readlink", &ReadLink)
        .Function("unlink", &Unlink)
        .Function("realpath", &RealPath)
        .Function("copyFile", &CopyFile)
        .Function("chmod", &Chmod)
        .Function("chown", &Chown)
        .Function("lchown", &Lchown)
        .Function("utimes", &Utimes)
        .Function("lutimes", &Lutimes)
        .Function("mkdtemp", &Mkdtemp);

    // (from, to, request)
    private static void Rename(CallInfo info)
    {
        if (FsArgs.Path(info, 0, out var from) && FsArgs.Path(info, 1, out var to))
            FsReply.Send(info, 2, Sys(info).Rename(from, to).Error, "rename", from, to);
    }

    // (existing, new, request)
    private static void Link(CallInfo info)
    {
        if (FsArgs.Path(info, 0, out var existing) && FsArgs.Path(info, 1, out var created))
            FsReply.Send(info, 2, Sys(info).Link(existing, created).Error, "link", existing, created);
    }

    // (target, path, flags, request); the flags matter on Windows only
    private static void Symlink(CallInfo info)
    {
        if (FsArgs.Path(info, 0, out var target) && FsArgs.Path(info, 1, out var path))
            FsReply.Send(info, 3, Sys(info).Symlink(target, path).Error, "symlink", target, path);
    }

    // (path, encoding, request)
    private static void ReadLink(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var path))
            return;
        var result = Sys(info).ReadLink(path);
        FsReply.SendText(info, 2, result.Error, result.Ok ? result.Value : null, 1, "readlink", path);
    }

    // (path, request)
    private static void Unlink(CallInfo info)
    {
        if (FsArgs.Path(info, 0, out var path))
            FsReply.Send(info, 1, Sys(info).Unlink(path).Error, "unlink", path);
    }

    // (path, encoding, request)
    private static void RealPath(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var path))
            return;
        var result = Sys(info).RealPath(path);
        FsReply.SendText(info, 2, result.Error, result.Ok ? result.Value : null, 1, "realpath", path);
    }

    // (source, destination, mode, request)
    private static void CopyFile(CallInfo info)
    {
        if (FsArgs.SmallMode(info, 2, out var mode) && FsArgs.Path(info, 0, out var source) && FsArgs.Path(info, 1, out var destination))
            FsReply.Send(info, 3, Sys(info).CopyFile(source, destination, (CopyFileFlags)mode).Error, "copyfile", source, destination);
    }

    // (path, mode, request)
    private static void Chmod(CallInfo info)
    {
        if (FsArgs.Path(info, 0, out var path) && FsArgs.Int(info, 1, out var mode))
            FsReply.Send(info, 2, Sys(info).Chmod(path, mode).Error, "chmod", path);
    }

    private static void Chown(CallInfo info) => ChangeOwner(info, "chown", follow: true);

    private static void Lchown(CallInfo info) => ChangeOwner(info, "lchown", follow: false);

    // (path, uid, gid, request)
    private static void ChangeOwner(CallInfo info, string syscall, bool follow)
    {
        if (FsArgs.Path(info, 0, out var path) && FsArgs.Int(info, 1, out var uid) && FsArgs.Int(info, 2, out var gid))
            FsReply.Send(info, 3, Sys(info).Chown(path, uid, gid, follow).Error, syscall, path);
    }

    private static void Utimes(CallInfo info) => ChangeTimes(info, "utime", follow: true);

    private static void Lutimes(CallInfo info) => ChangeTimes(info, "lutime", follow: false);

    // (path, atime, mtime, request)
    private static void ChangeTimes(CallInfo info, string syscall, bool follow)
    {
        if (FsArgs.Path(info, 0, out var path) && FsArgs.Number(info, 1, out var atime) && FsArgs.Number(info, 2, out var mtime))
            FsReply.Send(info, 3, Sys(info).Utimes(path, atime, mtime, follow).Error, syscall, path);
    }

    // (prefix, encoding, request); the error shows the template that libuv was given
    private static void Mkdtemp(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var prefix))
            return;
        var result = Sys(info).Mkdtemp(prefix);
        FsReply.SendText(info, 2, result.Error, result.Ok ? result.Value : null, 1, "mkdtemp", prefix, prefix + "XXXXXX");
    }

    private static ProcessSyscalls Sys(CallInfo info) => info.Realm.Guest.Sys;
}
