using SecureExec.Abi;
using SecureExec.Kernel;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The recursive copy behind <c>fs.cpSync</c> and <c>fs.cp</c> without a filter (<c>CopyDirRecursive</c> in Node).</summary>
internal sealed class FsTreeCopy(ProcessSyscalls sys, FsCopyOptions options)
{
    private const int NewDirectory = 0x1ff;

    private int _depth, _entries;

    /// <summary>Copies a directory; null when all went well.</summary>
    public FsCopyError? Run(string source, string destination)
    {
        var existed = false;
        if (options.Fresh)
        {
            var made = sys.Mkdir(destination, NewDirectory).Error;
            if (made != Errno.Success)
                return FsCopyError.Uv(made, "mkdir", destination);
        }
        else
        {
            existed = sys.Stat(destination, followSymlinks: true).Ok;
            var made = FsTree.MakeDirectories(sys, destination, NewDirectory, out _);
            if (made != Errno.Success)
                return FsCopyError.System(made, destination);
        }
        if (CopyContents(source, destination) is { } error)
            return error;
        if (!existed && CopyMode(source, destination) is var errno and not Errno.Success)
            return FsCopyError.System(errno, destination);
        return options.PreserveTimestamps ? CopyTimes(sys, source, destination) : null;
    }

    /// <summary>Gives one file the times of another; null when that worked.</summary>
    public static FsCopyError? CopyTimes(ProcessSyscalls sys, string source, string destination)
    {
        if (sys.Stat(source, followSymlinks: true).IsError(out var stat, out var errno))
            return FsCopyError.Uv(errno, "stat", source);
        errno = sys.Utimes(destination, stat.Atime.TotalSeconds, stat.Mtime.TotalSeconds, followSymlinks: true).Error;
        return errno == Errno.Success ? null : FsCopyError.Uv(errno, "utime", destination);
    }

    private FsCopyError? CopyContents(string source, string destination)
    {
        if (sys.ReadDir(source).IsError(out var entries, out var errno))
            return FsCopyError.System(errno, source);
        if (_depth > sys.Limits.MaxRecursionDepth || (_entries += entries.Count) > sys.Limits.MaxRecursionEntries)
            return FsCopyError.System(Errno.ENOMEM, source);
        _depth++;
        foreach (var entry in entries)
        {
            if (CopyEntry(entry, FsTree.Join(source, entry.Name), FsTree.Join(destination, entry.Name), source, destination) is { } error)
                return error;
        }
        _depth--;
        return null;
    }

    private FsCopyError? CopyEntry(DirectoryEntry entry, string source, string target, string sourceParent, string targetParent)
    {
        var isLink = entry.Type == DirentType.Link;
        if (isLink && !options.Dereference)
            return CopyLink(source, target, sourceParent, targetParent);
        if (sys.Stat(source, followSymlinks: true).IsError(out var stat, out var errno))
            return FsCopyError.Uv(errno, "stat", source);
        if (stat.IsDirectory)
            return CopyDirectory(source, target, stat, isLink);
        if (stat.IsRegular)
            return CopyFile(source, target, stat, isLink, targetParent);
        return options.Fresh ? FsCopyError.Special(stat.Type switch { FileMode.S_IFSOCK => "socket", FileMode.S_IFIFO => "fifo", _ => "unknown" }, target) : null;
    }

    private FsCopyError? CopyDirectory(string source, string target, in FileStat stat, bool isLink)
    {
        var made = sys.Mkdir(target, NewDirectory).Error;
        if (options.Fresh && made != Errno.Success)
            return FsCopyError.Uv(made, "mkdir", target);
        if (made == Errno.EEXIST && !isLink && !(sys.Stat(target, followSymlinks: true) is { Ok: true } there && there.Value.IsDirectory))
            return FsCopyError.System(Errno.ENOTDIR, target);
        if (made is not (Errno.Success or Errno.EEXIST))
            return FsCopyError.System(made, target);
        if (CopyContents(source, target) is { } error)
            return error;
        // A directory that the copy made gets its source's mode once its contents are in: the source may be read-only.
        if (made == Errno.Success && sys.Chmod(target, (int)(stat.Mode & (uint)FileMode.PermissionMask)).Error is var errno and not Errno.Success)
            return FsCopyError.System(errno, target);
        return options.PreserveTimestamps ? CopyTimes(sys, source, target) : null;
    }

    private FsCopyError? CopyFile(string source, string target, in FileStat stat, bool isLink, string targetParent)
    {
        if (isLink && !options.Fresh && sys.Stat(target, followSymlinks: true).Ok)
        {
            if (!options.Force)
                return options.ErrorOnExist ? Exists(target) : null;
            var removed = sys.Unlink(target).Error;
            if (removed != Errno.Success)
                return FsCopyError.System(removed, target);
        }
        var flags = options.Fresh ? options.Flags | CopyFileFlags.COPYFILE_EXCL : options.Force ? CopyFileFlags.None : CopyFileFlags.COPYFILE_EXCL;
        var errno = sys.CopyFile(source, target, flags).Error;
        if (options.Fresh && errno != Errno.Success)
            return FsCopyError.Uv(errno, "copyfile", target);
        var copied = errno == Errno.Success;
        if (errno == Errno.EEXIST && options.ErrorOnExist)
            return Exists(target);
        if (errno is not (Errno.Success or Errno.EEXIST))
            return FsCopyError.System(errno, targetParent);
        if (options.PreserveTimestamps && CopyTimes(sys, source, target) is { } error)
            return error;
        if (copied && sys.Chmod(target, (int)(stat.Mode & (uint)FileMode.PermissionMask)).Error is var mode and not Errno.Success)
            return FsCopyError.System(mode, target);
        return null;
    }

    private FsCopyError? CopyLink(string source, string target, string sourceParent, string targetParent)
    {
        if (sys.ReadLink(source).IsError(out var link, out var errno))
            return FsCopyError.System(errno, targetParent);
        if (options.VerbatimSymlinks)
            return Made(sys.Symlink(link, target).Error, targetParent);
        if (Replace(link, target, targetParent) is { } error)
            return error;
        var absolute = GuestPaths.Absolute(sys, link.StartsWith('/') ? link : $"{sourceParent}/{link}");
        if (!options.Fresh)
            absolute = GuestPaths.WeaklyCanonical(sys, absolute);
        else if (!link.StartsWith('/'))
            absolute = GuestPaths.Normalize(absolute);
        return Made(sys.Symlink(absolute, target).Error, targetParent);
    }

    // Makes room for a link where there is something already; dangling links count as nothing, as std::filesystem::exists has it.
    private FsCopyError? Replace(string link, string target, string targetParent)
    {
        if (sys.Stat(target, followSymlinks: true).IsError(out var there, out _))
            return null;
        if (!sys.ReadLink(target).IsError(out var current, out _))
        {
            if (IsDirectory(link) && GuestPaths.IsInside(sys, link, current))
                return FsCopyError.Rule("ERR_FS_CP_EINVAL", $"Cannot copy {link} to a subdirectory of self {current}");
            if (there.IsDirectory && GuestPaths.IsInside(sys, current, link))
                return FsCopyError.Rule("ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY", $"cannot overwrite {current} with {link}");
            return Made(sys.Unlink(target).Error, targetParent);
        }
        return there.IsRegular ? FsCopyError.System(Errno.EEXIST, target) : null;
    }

    private bool IsDirectory(string path) => !sys.Stat(path, followSymlinks: true).IsError(out var stat, out _) && stat.IsDirectory;

    private Errno CopyMode(string source, string destination) =>
        sys.Stat(source, followSymlinks: true).IsError(out var stat, out var errno) ? errno : sys.Chmod(destination, (int)(stat.Mode & (uint)FileMode.PermissionMask)).Error;

    private static FsCopyError? Made(Errno errno, string path) => errno == Errno.Success ? null : FsCopyError.System(errno, path);

    private static FsCopyError Exists(string path) =>
        FsCopyError.Rule("ERR_FS_CP_EEXIST", $"[ERR_FS_CP_EEXIST]: Target already exists: cp returned EEXIST ({path} already exists)");
}
