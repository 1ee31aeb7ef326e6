using SecureExec.Abi;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>rmSync</c>.</summary>
internal static class FsRemoval
{
    // (path, maxRetries, recursive, retryDelay). Nothing outside of this process can hold a file of the virtual system back, so a second
    // try would find what the first found: retries are not waited for.
    public static void RemoveSync(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var path))
            return;
        var (realm, sys) = (info.Realm, info.Realm.Guest.Sys);
        if (sys.Stat(path, followSymlinks: false).IsError(out var stat, out var errno))
        {
            if (errno is not (Errno.ENOENT or Errno.ENOTDIR))
                Throw(realm, errno, path);
            return;
        }
        if (stat.IsDirectory && !info.IsTrue(2))
        {
            info.Throw($"Path is a directory: {path}", "ERR_FS_EISDIR");
            return;
        }
        errno = info.IsTrue(2) ? FsTree.RemoveAll(sys, path) : sys.Unlink(path).Error;
        if (errno is not (Errno.Success or Errno.ENOENT))
            Throw(realm, errno, path);
    }

    private static void Throw(Realm realm, Errno errno, string path)
    {
        var (iso, context) = (realm.Isolate, realm.Context);
        var (shown, message) = errno switch
        {
            Errno.EPERM => (errno, "Operation not permitted:"),
            Errno.ENOTEMPTY => (errno, "Directory not empty:"),
            Errno.ENOTDIR => (errno, "Not a directory:"),
            Errno.EACCES => (errno, "Permission denied:"),
            _ => (errno, $"Unknown error: {Errors.TextOf(errno)}"),
        };
        // Node's ErrnoException: the number is positive and the message is the caller's.
        var error = V8Api.NewError(V8.Str(iso, $"{Errors.CodeOf(shown)}, {message} '{path}'{Errors.DenialText(Errors.DenialOf(errno))}"), 0);
        V8.Set(iso, context, error, "errno", V8.Int(iso, (int)shown));
        V8.Set(iso, context, error, "code", V8.Str(iso, Errors.CodeOf(shown)));
        V8.Set(iso, context, error, "path", V8.Str(iso, path));
        V8.Set(iso, context, error, "syscall", V8.Str(iso, "rm"));
        V8Api.ThrowException(iso, error);
    }
}
