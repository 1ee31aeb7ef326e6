using System.Runtime.InteropServices;
using System.Text;
using SecureExec.Abi;
using SecureExec.Interop;
using SecureExec.Permissions;
using SecureExec.Protocol;

namespace SecureExec.Broker;

/// <summary>
/// Serves host mounts to a worker that may be hostile: paths are checked, no link is ever followed, nothing leaves the root,
/// read-only mounts and the policy hold here too, whatever the worker's kernel thought. The policy is asked for every operation
/// that yields or changes content; names and attributes are bounded by the mount alone, because walking a path needs those of
/// every directory on the way. Thread-safe; blocks on the host's file system.
/// </summary>
internal sealed class HostMountBroker : IDisposable
{
    /// <summary>Most bytes that one whole-file read answers; larger files are read in ranges.</summary>
    internal const long MaxFileBytes = 8 * 1024 * 1024;

    /// <summary>Most bytes of one ranged read; more is a short read.</summary>
    internal const int MaxRangeBytes = 1024 * 1024;

    /// <summary>Most bytes that one request for several files answers.</summary>
    internal const int MaxFilesBytes = 1024 * 1024;

    /// <summary>Most files of one such request.</summary>
    internal const int MaxFiles = 256;

    /// <summary>Most entries of one directory.</summary>
    internal const int MaxEntries = 65_536;

    // Set-user-id and set-group-id files must not come from a guest.
    private const uint CreatableMode = 0x3FF;

    private readonly HostMountRoot[] _roots;
    private readonly PolicyEngine _policy;

    /// <summary>Opens the mounted directories; the index is the mount id.</summary>
    /// <exception cref="ArgumentException">One cannot be opened.</exception>
    internal HostMountBroker(IReadOnlyList<HostMount> mounts, PermissionPolicy policy)
    {
        _policy = new PolicyEngine(policy);
        var roots = new List<HostMountRoot>();
        try
        {
            foreach (HostMount mount in mounts) roots.Add(new HostMountRoot(mount));
        }
        catch
        {
            roots.ForEach(root => root.Dispose());
            throw;
        }
        _roots = [.. roots];
    }

    /// <summary>Serves one request. Never throws for anything a worker sends.</summary>
    internal FileResult Serve(int mountId, FileCall call)
    {
        if (mountId < 0 || mountId >= _roots.Length) return new FileResult(Errno.ENODEV);
        HostMountRoot root = _roots[mountId];
        Errno error = BeneathPath.Check(call.Path);
        if (error == Errno.Success && call.Operation is FileOperation.Link or FileOperation.Rename) error = BeneathPath.Check(call.Other);
        if (error == Errno.Success) error = Permit(root, call);
        if (error == Errno.Success && call.Operation == FileOperation.ReadFiles) return ReadFiles(root, call);
        return error != Errno.Success ? new FileResult(error) : Act(root, call);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (HostMountRoot root in _roots) root.Dispose();
    }

    private Errno Permit(HostMountRoot root, FileCall call)
    {
        string path = root.GuestPath(call.Path);
        bool allowed = call.Operation switch
        {
            FileOperation.Stat or FileOperation.LinkStat or FileOperation.List or FileOperation.ReadLink => true,
            FileOperation.ReadFile or FileOperation.ReadRange => _policy.AllowsFs(FsAccess.Read, path),
            FileOperation.WriteRange or FileOperation.CreateFile or FileOperation.SetTimes => _policy.AllowsFs(FsAccess.Write, path),
            FileOperation.CreateDirectory => _policy.AllowsFs(FsAccess.CreateDir, path),
            FileOperation.CreateSymlink => _policy.AllowsFs(FsAccess.Symlink, path),
            FileOperation.RemoveFile or FileOperation.RemoveDirectory => _policy.AllowsFs(FsAccess.Remove, path),
            FileOperation.SetMode => _policy.AllowsFs(FsAccess.Chmod, path),
            // Opening with O_TRUNC is a write, truncate(2) an operation of its own; here they look the same.
            FileOperation.Truncate => _policy.AllowsFs(FsAccess.Truncate, path) || _policy.AllowsFs(FsAccess.Write, path),
            FileOperation.Link => MayAlias(root, call, FsAccess.Read | FsAccess.Write, FsAccess.Write),
            FileOperation.Rename => MayAlias(root, call, FsAccess.Rename, FsAccess.Rename),
            _ => true,
        };
        if (!allowed) return Errno.EACCES;
        bool changes = call.Operation is not (FileOperation.Stat or FileOperation.LinkStat or FileOperation.List or FileOperation.ReadLink or FileOperation.ReadFile or FileOperation.ReadRange or FileOperation.ReadFiles);
        return changes && root.Mount.ReadOnly ? Errno.EROFS : Errno.Success;
    }

    /// <summary>An object that gets another name must not become usable in more ways than before.</summary>
    private bool MayAlias(HostMountRoot root, FileCall call, FsAccess onSource, FsAccess onTarget)
    {
        string from = root.GuestPath(call.Path);
        string to = root.GuestPath(call.Other);
        return _policy.AllowsFs(onSource, from) && _policy.AllowsFs(onTarget, to) && _policy.IsNotWider(from, to);
    }

    private static FileResult Act(HostMountRoot root, FileCall call) => call.Operation switch
    {
        FileOperation.Stat or FileOperation.LinkStat => Stat(root, call.Path),
        FileOperation.List => HostReader.List(root.Fd, call.Path, (int)Math.Clamp(call.Count, 0, MaxEntries)),
        FileOperation.ReadFile => HostReader.ReadFile(root.Fd, call.Path, Math.Clamp(call.Count, 0, MaxFileBytes)),
        FileOperation.ReadRange => HostReader.ReadRange(root.Fd, call.Path, call.Offset, (int)Math.Clamp(call.Count, 0, MaxRangeBytes)),
        FileOperation.ReadLink => HostReader.ReadLink(root.Fd, call.Path),
        FileOperation.WriteRange => Write(root, call),
        FileOperation.CreateFile => CreateFile(root, call),
        FileOperation.CreateDirectory => InParent(root, call.Path, (parent, name) => FileCalls.MakeDirectoryAt(parent, name, (uint)call.Mode & CreatableMode), true),
        FileOperation.CreateSymlink => CreateSymlink(root, call),
        FileOperation.RemoveFile => InParent(root, call.Path, (parent, name) => FileCalls.UnlinkAt(parent, name, 0), false),
        FileOperation.RemoveDirectory => InParent(root, call.Path, (parent, name) => FileCalls.UnlinkAt(parent, name, FileCalls.AT_REMOVEDIR), false),
        FileOperation.Rename => InParents(root, call, FileCalls.RenameAt),
        FileOperation.Link => InParents(root, call, (from, name, to, newName) => FileCalls.LinkAt(from, name, to, newName, 0)),
        FileOperation.Truncate => Truncate(root, call),
        FileOperation.SetMode => SetMode(root, call),
        FileOperation.SetTimes => SetTimes(root, call),
        _ => new FileResult(Errno.ENOSYS),
    };

    // The policy is asked for each file: one that it refuses is as one that cannot be read.
    private FileResult ReadFiles(HostMountRoot root, FileCall call)
    {
        string[] names = Encoding.UTF8.GetString(call.Data.Span).TrimEnd('\0').Split('\0', MaxFiles + 1);
        if (names.Length > MaxFiles) return new FileResult(Errno.EINVAL);
        string prefix = call.Path.Length == 0 ? "" : call.Path + "/";
        string[] allowed = [.. names.Where(name => !name.Contains('/', StringComparison.Ordinal) && name.Length > 0
            && BeneathPath.Check(name) == Errno.Success && _policy.AllowsFs(FsAccess.Read, root.GuestPath(prefix + name)))];
        return HostReader.ReadFiles(root.Fd, call.Path, allowed, Math.Clamp(call.Count, 0, MaxFilesBytes));
    }

    private static FileResult Stat(HostMountRoot root, string path)
    {
        if (path.Length == 0) return HostReader.StatOf(root.Fd, "");
        Errno error = BeneathPath.OpenParent(root.Fd, path, out Fd parent, out string name);
        using (parent) return error != Errno.Success ? new FileResult(error) : HostReader.StatOf(parent.Value, name);
    }

    private static unsafe FileResult Write(HostMountRoot root, FileCall call)
    {
        if (call.Offset < 0) return new FileResult(Errno.EINVAL);
        Errno error = HostReader.OpenRegular(root.Fd, call.Path, FileCalls.O_WRONLY, out Fd fd, out _);
        using (fd)
        {
            if (error != Errno.Success) return new FileResult(error);
            fixed (byte* p = call.Data.Span)
            {
                nint n = Libc.Pwrite(fd.Value, p, (nuint)call.Data.Length, call.Offset);
                return n < 0 ? LastError() : new FileResult(Errno.Success) { Count = n };
            }
        }
    }

    private static FileResult CreateFile(HostMountRoot root, FileCall call)
    {
        if (call.Path.Length == 0) return new FileResult(Errno.EEXIST);
        const int flags = FileCalls.O_WRONLY | FileCalls.O_CREAT | FileCalls.O_EXCL | FileCalls.O_NOCTTY | FileCalls.O_NONBLOCK;
        Errno error = BeneathPath.Open(root.Fd, call.Path, flags, (uint)call.Mode & CreatableMode, out Fd fd);
        using (fd) return error != Errno.Success ? new FileResult(error) : HostReader.StatOf(fd.Value, "");
    }

    private static FileResult CreateSymlink(HostMountRoot root, FileCall call) =>
        LinkTarget.StaysInside(call.Path, call.Other)
            ? InParent(root, call.Path, (parent, name) => FileCalls.SymlinkAt(call.Other, parent, name), true)
            : new FileResult(Errno.EPERM);

    private static FileResult Truncate(HostMountRoot root, FileCall call)
    {
        if (call.Offset < 0) return new FileResult(Errno.EINVAL);
        Errno error = HostReader.OpenRegular(root.Fd, call.Path, FileCalls.O_WRONLY, out Fd fd, out _);
        using (fd)
        {
            if (error != Errno.Success) return new FileResult(error);
            return FileCalls.Truncate(fd.Value, call.Offset) < 0 ? LastError() : FileResult.Done;
        }
    }

    private static FileResult SetMode(HostMountRoot root, FileCall call) => call.Path.Length == 0
        ? new FileResult(Errno.EPERM)
        : InParent(root, call.Path, (parent, name) => FileCalls.SetModeAt(parent, name, (uint)call.Mode & CreatableMode), false);

    private static unsafe FileResult SetTimes(HostMountRoot root, FileCall call)
    {
        if (call.Path.Length == 0) return new FileResult(Errno.EPERM);
        return InParent(root, call.Path, (parent, name) =>
        {
            long* times = stackalloc long[4] { call.Atime.Seconds, call.Atime.Nanoseconds, call.Mtime.Seconds, call.Mtime.Nanoseconds };
            return FileCalls.SetTimesAt(parent, name, times, FileCalls.AT_SYMLINK_NOFOLLOW);
        }, false);
    }

    private static FileResult InParent(HostMountRoot root, string path, Func<int, string, int> act, bool stat)
    {
        if (path.Length == 0) return new FileResult(Errno.EBUSY);
        Errno error = BeneathPath.OpenParent(root.Fd, path, out Fd parent, out string name);
        using (parent)
        {
            if (error != Errno.Success) return new FileResult(error);
            if (act(parent.Value, name) < 0) return LastError();
            return stat ? HostReader.StatOf(parent.Value, name) : FileResult.Done;
        }
    }

    private static FileResult InParents(HostMountRoot root, FileCall call, Func<int, string, int, string, int> act)
    {
        if (call.Path.Length == 0 || call.Other.Length == 0) return new FileResult(Errno.EBUSY);
        Errno error = BeneathPath.OpenParent(root.Fd, call.Path, out Fd from, out string name);
        using (from)
        {
            if (error != Errno.Success) return new FileResult(error);
            error = BeneathPath.OpenParent(root.Fd, call.Other, out Fd to, out string newName);
            using (to)
            {
                if (error != Errno.Success) return new FileResult(error);
                return act(from.Value, name, to.Value, newName) < 0 ? LastError() : FileResult.Done;
            }
        }
    }

    private static FileResult LastError() => new((Errno)Marshal.GetLastPInvokeError());
}
