using SecureExec.Abi;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>stat</c>, <c>lstat</c>, <c>fstat</c>, <c>statfs</c>: numbers in shared pages, no object per call.</summary>
internal static unsafe class FsStats
{
    public static void Define(BindingBuilder b)
    {
        b.Realm.State<FsState>().Define(b);
        b.Function("stat", &Stat)
            .Function("lstat", &Lstat)
            .Function("fstat", &Fstat)
            .Function("statfs", &Statfs);
    }

    /// <summary>Writes one stat into the shared page, at field <paramref name="offset"/>, and gives the page.</summary>
    public static nint Fill(Realm realm, in FileStat stat, bool bigInt, int offset = 0)
    {
        var state = realm.State<FsState>();
        if (bigInt)
        {
            Write(stat, state.BigStat + offset);
            return state.BigStatArray;
        }
        Write(stat, state.Stat + offset);
        return state.StatArray;
    }

    private static void Stat(CallInfo info) => StatPath(info, "stat", follow: true);

    private static void Lstat(CallInfo info) => StatPath(info, "lstat", follow: false);

    // (path, bigint, request, throwIfNoEntry)
    private static void StatPath(CallInfo info, string syscall, bool follow)
    {
        if (!FsArgs.Path(info, 0, out var path))
            return;
        var bigInt = info.IsTrue(1);
        var error = info.Realm.Guest.Sys.Stat(path, follow).IsError(out var stat, out var errno);
        var synchronous = info.IsUndefined(2);
        // As in Node: an absent parent that is a file counts as absent for stat only, and lstat's request has no such option.
        var absent = errno == Errno.ENOENT || follow && errno == Errno.ENOTDIR;
        if (error && absent && (synchronous || follow) && V8.Same(info[3], V8.False(info.Isolate)))
            FsReply.Send(info, 2, Errno.Success, syscall);
        else if (synchronous && !error)
            info.Return(Fill(info.Realm, stat, bigInt));
        else
            Reply(info, error ? errno : Errno.Success, stat, bigInt, syscall, path);
    }

    // (fd, bigint, request)
    private static void Fstat(CallInfo info)
    {
        if (!FsArgs.Fd(info, 0, out var fd))
            return;
        var bigInt = info.IsTrue(1);
        var error = info.Realm.Guest.Sys.Fstat(fd).IsError(out var stat, out var errno);
        if (!error && info.IsUndefined(2))
            info.Return(Fill(info.Realm, stat, bigInt));
        else
            Reply(info, error ? errno : Errno.Success, stat, bigInt, "fstat", null);
    }

    private static void Reply(CallInfo info, Errno errno, FileStat stat, bool bigInt, string syscall, string? path)
    {
        if (!FsRequest.TryBegin(info, 2, out var request, bigInt))
            return;
        if (request == null)
            Errors.Throw(info.Realm, errno, syscall, path);
        else
            request.Complete(errno, syscall, path, null, (realm, r) => r!.IsPromise ? Own(realm, stat, r.UseBigInt) : Fill(realm, stat, r.UseBigInt));
    }

    // (path, bigint, request)
    private static void Statfs(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var path))
            return;
        var bigInt = info.IsTrue(1);
        var error = info.Realm.Guest.Sys.Statfs(path).IsError(out var stat, out var errno);
        FsReply.Send(info, 2, error ? errno : Errno.Success, "statfs", path, null, error ? null : (realm, r) => StatFsPage(realm, stat, bigInt, r));
    }

    // A promise's numbers are read after other operations may have used the shared page.
    private static nint Own(Realm realm, in FileStat stat, bool bigInt)
    {
        var buffer = V8Api.ArrayBufferNew(realm.Isolate, FsState.StatFields * sizeof(double), 0);
        var page = (void*)V8Api.BufferData(buffer);
        if (bigInt)
        {
            Write(stat, (long*)page);
            return V8Api.BigInt64ArrayNew(buffer, 0, FsState.StatFields);
        }
        Write(stat, (double*)page);
        return V8Api.Float64ArrayNew(buffer, 0, FsState.StatFields);
    }

    private static nint StatFsPage(Realm realm, in StatFs stat, bool bigInt, FsRequest? request)
    {
        ReadOnlySpan<long> values = [stat.Type, stat.BlockSize, stat.BlockSize, stat.Blocks, stat.BlocksFree, stat.BlocksAvailable, stat.Files, stat.FilesFree];
        var state = realm.State<FsState>();
        var own = request is { IsPromise: true } ? V8Api.ArrayBufferNew(realm.Isolate, FsState.StatFsPage * sizeof(double), 0) : 0;
        var page = own == 0 ? bigInt ? state.BigStatFs : (void*)state.StatFs : (void*)V8Api.BufferData(own);
        for (var i = 0; i < values.Length; i++)
        {
            if (bigInt)
                ((long*)page)[i] = values[i];
            else
                ((double*)page)[i] = values[i];
        }
        if (own == 0)
            return bigInt ? state.BigStatFsArray : state.StatFsArray;
        return bigInt ? V8Api.BigInt64ArrayNew(own, 0, FsState.StatFsPage) : V8Api.Float64ArrayNew(own, 0, FsState.StatFsPage);
    }

    private static void Write(in FileStat s, double* page)
    {
        page[0] = s.Dev;
        page[1] = s.Mode;
        page[2] = s.Nlink;
        page[3] = s.Uid;
        page[4] = s.Gid;
        page[5] = s.Rdev;
        page[6] = s.BlockSize;
        page[7] = s.Ino;
        page[8] = s.Size;
        page[9] = s.Blocks;
        (page[10], page[11]) = (s.Atime.Seconds, s.Atime.Nanoseconds);
        (page[12], page[13]) = (s.Mtime.Seconds, s.Mtime.Nanoseconds);
        (page[14], page[15]) = (s.Ctime.Seconds, s.Ctime.Nanoseconds);
        (page[16], page[17]) = (s.Birthtime.Seconds, s.Birthtime.Nanoseconds);
    }

    private static void Write(in FileStat s, long* page)
    {
        page[0] = (long)s.Dev;
        page[1] = s.Mode;
        page[2] = (long)s.Nlink;
        page[3] = s.Uid;
        page[4] = s.Gid;
        page[5] = (long)s.Rdev;
        page[6] = s.BlockSize;
        page[7] = (long)s.Ino;
        page[8] = s.Size;
        page[9] = s.Blocks;
        (page[10], page[11]) = (s.Atime.Seconds, s.Atime.Nanoseconds);
        (page[12], page[13]) = (s.Mtime.Seconds, s.Mtime.Nanoseconds);
        (page[14], page[15]) = (s.Ctime.Seconds, s.Ctime.Nanoseconds);
        (page[16], page[17]) = (s.Birthtime.Seconds, s.Birthtime.Nanoseconds);
    }
}
