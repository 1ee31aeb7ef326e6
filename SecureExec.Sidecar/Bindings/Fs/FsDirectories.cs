using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Text;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Making, reading and removing directories.</summary>
internal static unsafe class FsDirectories
{
    public static void Define(BindingBuilder b) => b
        .Function("mkdir", &Mkdir)
        .Function("rmdir", &Rmdir)
        .Function("readdir", &ReadDir)
        .Function("readdirRecursive", &ReadDirRecursive)
        .Function("rmSync", &FsRemoval.RemoveSync);

    /// <summary>An array of entries' names, as a local.</summary>
    public static nint Names(Realm realm, IReadOnlyList<DirectoryEntry> entries, NodeEncoding encoding)
    {
        var names = V8Api.ArrayNewLength(realm.Isolate, entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            using var scope = new HandleScope(realm.Isolate);
            V8Api.ObjectSetIndex(names, realm.Context, (uint)i, FsText.Encode(realm, entries[i].Name, encoding));
        }
        return names;
    }

    // (path, mode, recursive, request); the value is the first directory that was made
    private static void Mkdir(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var path) || !FsArgs.Int(info, 1, out var mode))
            return;
        var sys = info.Realm.Guest.Sys;
        if (!info.IsTrue(2))
        {
            FsReply.Send(info, 3, sys.Mkdir(path, mode).Error, "mkdir", path);
            return;
        }
        var errno = FsTree.MakeDirectories(sys, path, mode, out var first);
        FsReply.Send(info, 3, errno, "mkdir", path, null, first == null ? null : (realm, _) => V8.Str(realm.Isolate, first));
    }

    // (path, request)
    private static void Rmdir(CallInfo info)
    {
        if (FsArgs.Path(info, 0, out var path))
            FsReply.Send(info, 1, info.Realm.Guest.Sys.Rmdir(path).Error, "rmdir", path);
    }

    // (path, encoding, withFileTypes, request)
    private static void ReadDir(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var path))
            return;
        var (encoding, withTypes) = (FsArgs.Encoding(info, 1), info.IsTrue(2));
        var errno = FsTree.Scan(info.Realm.Guest.Sys, path, out var entries);
        FsReply.Send(info, 3, errno, "scandir", path, null, (realm, _) =>
        {
            var names = Names(realm, entries, encoding);
            return withTypes ? V8.Array(realm.Isolate, [names, Types(realm, entries)]) : names;
        });
    }

    // (path, encoding, withFileTypes, request)
    private static void ReadDirRecursive(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var path))
            return;
        var (encoding, withTypes) = (FsArgs.Encoding(info, 1), info.IsTrue(2));
        var walk = new FsRecursiveScan(info.Realm.Guest.Sys, path);
        var errno = walk.Run(out var failed);
        FsReply.Send(info, 3, errno, "scandir", failed, null, (realm, _) => walk.Value(realm, encoding, withTypes));
    }

    private static nint Types(Realm realm, DirectoryEntry[] entries)
    {
        var types = new nint[entries.Length];
        var known = stackalloc nint[8];
        for (var i = 0; i < types.Length; i++)
        {
            var type = (int)entries[i].Type & 7;
            types[i] = known[type] != 0 ? known[type] : known[type] = V8.Int(realm.Isolate, type);
        }
        return V8.Array(realm.Isolate, types);
    }
}
