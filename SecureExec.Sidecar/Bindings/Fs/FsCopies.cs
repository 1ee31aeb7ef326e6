using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native half of <c>fs.cp</c> and <c>fs.cpSync</c>.</summary>
internal static unsafe class FsCopies
{
    private const int Source = FsAsyncObject.FirstOwnField, Destination = Source + 1, Options = Source + 2, Fields = Source + 3;

    public static void Define(BindingBuilder b)
    {
        b.Function("cpSyncCheckPaths", &CheckPaths)
            .Function("cpSyncOverrideFile", &OverrideFile)
            .Function("cpSyncCopyDir", &CopyDirectory);
        b.Class("CpDirJob", FsAsyncObject.Methods(b.NewClass("CpDirJob", Fields, &ConstructJob)).Method("run", &RunJob));
    }

    // (source, destination, dereference, recursive)
    private static void CheckPaths(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var source) || !FsArgs.Path(info, 1, out var destination))
            return;
        var sys = info.Realm.Guest.Sys;
        var (dereference, recursive) = (info.IsTrue(2), info.IsTrue(3));
        // Node's native check follows the source exactly when the copy does not.
        if (sys.Stat(source, followSymlinks: !dereference).IsError(out var from, out var errno))
        {
            Errors.Throw(info.Realm, errno, dereference ? "stat" : "lstat", source);
            return;
        }
        var isDirectory = from.IsDirectory || dereference && from.IsSymlink;
        var exists = !sys.Stat(destination, followSymlinks: dereference).IsError(out var to, out _);
        if (exists && Conflict(sys, info, source, destination, isDirectory, to.IsDirectory))
            return;
        var prefix = source.EndsWith('/') ? source : source + "/";
        if (isDirectory && (destination.StartsWith(prefix, StringComparison.Ordinal) || IsAbove(sys, source, destination)))
            info.Throw($"Cannot copy {prefix} to a subdirectory of self {destination}", "ERR_FS_CP_EINVAL");
        else if (isDirectory && !recursive)
            info.Throw($"Recursive option not enabled, cannot copy a directory: {prefix}", "ERR_FS_EISDIR");
        else if (SpecialFile(from) is { } special)
            info.Throw($"Cannot copy {special.Words}: {destination}", special.Code);
        else if (GuestPaths.Parent(destination) is { Length: > 0 } parent)
            FsTree.MakeDirectories(sys, parent, 0x1ff, out _);
    }

    private static bool Conflict(ProcessSyscalls sys, CallInfo info, string source, string destination, bool sourceIsDirectory, bool targetIsDirectory)
    {
        if (Same(sys, source, destination))
            info.Throw($"src and dest cannot be the same {destination}", "ERR_FS_CP_EINVAL");
        else if (sourceIsDirectory && !targetIsDirectory)
            info.Throw($"Cannot overwrite non-directory {destination} with directory {source}", "ERR_FS_CP_DIR_TO_NON_DIR");
        else if (!sourceIsDirectory && targetIsDirectory)
            info.Throw($"Cannot overwrite directory {destination} with non-directory {source}", "ERR_FS_CP_NON_DIR_TO_DIR");
        else
            return false;
        return true;
    }

    private static bool IsAbove(ProcessSyscalls sys, string source, string destination)
    {
        var sourceParent = GuestPaths.Parent(source);
        for (var parent = GuestPaths.Parent(destination); parent.Length > 0 && parent != sourceParent && GuestPaths.Parent(parent) != parent; parent = GuestPaths.Parent(parent))
        {
            if (!sys.Stat(parent, followSymlinks: true).Ok)
                return false;
            if (Same(sys, source, parent))
                return true;
        }
        return false;
    }

    private static bool Same(ProcessSyscalls sys, string a, string b) =>
        !sys.Stat(a, followSymlinks: true).IsError(out var one, out _) && !sys.Stat(b, followSymlinks: true).IsError(out var other, out _)
            && one.Dev == other.Dev && one.Ino == other.Ino;

    private static (string Words, string Code)? SpecialFile(in FileStat stat) => stat.Type switch
    {
        Abi.FileMode.S_IFSOCK => ("a socket file", "ERR_FS_CP_SOCKET"),
        Abi.FileMode.S_IFIFO => ("a FIFO pipe", "ERR_FS_CP_FIFO_PIPE"),
        _ => null,
    };

    // (source, destination, mode, preserveTimestamps)
    private static void OverrideFile(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var source) || !FsArgs.Path(info, 1, out var destination) || !FsArgs.SmallMode(info, 2, out var mode))
            return;
        var (realm, sys) = (info.Realm, info.Realm.Guest.Sys);
        var errno = sys.Unlink(destination).Error;
        if (errno != Errno.Success)
        {
            V8Api.ThrowException(info.Isolate, FsCopyError.System(errno, destination).ToLocal(realm));
            return;
        }
        errno = sys.CopyFile(source, destination, (CopyFileFlags)mode).Error;
        if (errno != Errno.Success && mode == 0)
            V8Api.ThrowException(info.Isolate, FsCopyError.System(errno, destination).ToLocal(realm));
        else if (errno != Errno.Success)
            Errors.Throw(realm, errno, "cp", source, destination);
        else if (info.IsTrue(3) && FsTreeCopy.CopyTimes(sys, source, destination) is { } error)
            V8Api.ThrowException(info.Isolate, error.ToLocal(realm));
    }

    // (source, destination, force, dereference, errorOnExist, verbatimSymlinks, preserveTimestamps)
    private static void CopyDirectory(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var source) || !FsArgs.Path(info, 1, out var destination))
            return;
        var options = new FsCopyOptions(info.IsTrue(2), info.IsTrue(3), info.IsTrue(4), info.IsTrue(5), info.IsTrue(6), Fresh: false, CopyFileFlags.None);
        if (new FsTreeCopy(info.Realm.Guest.Sys, options).Run(source, destination) is { } error)
            V8Api.ThrowException(info.Isolate, error.ToLocal(info.Realm));
    }

    // (source, destination, force, dereference, errorOnExist, verbatimSymlinks, preserveTimestamps, mode)
    private static void ConstructJob(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var source) || !FsArgs.Path(info, 1, out var destination) || !FsArgs.SmallMode(info, 7, out var mode))
            return;
        var bits = mode << 5;
        for (var i = 0; i < 5; i++)
            bits |= info.IsTrue(i + 2) ? 1 << i : 0;
        V8Api.ObjectSetInternal(info.This, Source, V8.Str(info.Isolate, source));
        V8Api.ObjectSetInternal(info.This, Destination, V8.Str(info.Isolate, destination));
        V8Api.ObjectSetInternal(info.This, Options, V8.Int(info.Isolate, bits));
        FsAsyncObject.Begin(info.Realm, info.This, "FSREQCALLBACK");
    }

    private static void RunJob(CallInfo info)
    {
        var stored = V8Api.ObjectGetInternal(info.This, Source);
        if (V8.IsSmi(stored) || V8Api.IsString(stored) == 0)
        {
            info.Throw("The job was not constructed", "ERR_INVALID_STATE");
            return;
        }
        var bits = V8.SmiValue(V8Api.ObjectGetInternal(info.This, Options));
        var options = new FsCopyOptions((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0, Fresh: true, (CopyFileFlags)(bits >> 5));
        var (source, destination) = (V8.Text(info.Isolate, stored), V8.Text(info.Isolate, V8Api.ObjectGetInternal(info.This, Destination)));
        var error = new FsTreeCopy(info.Realm.Guest.Sys, options).Run(source, destination);
        FsJobs.PostDone(info.Realm, info.This, realm => error switch
        {
            null => [V8.Null(realm.Isolate)],
            { SpecialFile: { } kind } => [V8.Null(realm.Isolate), V8.Str(realm.Isolate, kind), V8.Str(realm.Isolate, error.SpecialPath)],
            _ => [error.ToLocal(realm)],
        });
    }
}
