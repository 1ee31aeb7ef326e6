using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>
/// The host's own access to the guest's file system, as root and not subject to the guest's policy, through the same dispatcher. Paths are
/// absolute guest paths. What it makes belongs to the guest's default user. Read-only mounts stay read-only.
/// </summary>
internal sealed class HostFiles
{
    private const int DefaultFileMode = 0x1A4;
    private const int DefaultDirectoryMode = 0x1ED;

    private readonly ProcessSyscalls _sys;

    /// <summary>Makes the host's way in.</summary>
    internal HostFiles(SyscallDispatcher dispatcher, Caller host) => _sys = new ProcessSyscalls(dispatcher, host);

    /// <summary>The limits of the kernel behind it.</summary>
    public ResourceLimits Limits => _sys.Limits;

    /// <summary>A regular file's content. EFBIG when it is longer than <paramref name="maxBytes"/>, EISDIR, EINVAL for what is no file.</summary>
    public SysResult<byte[]> ReadFile(string path, long maxBytes)
    {
        if (_sys.Open(path, OpenFlags.O_RDONLY, 0).IsError(out int fd, out Errno errno))
        {
            return errno;
        }

        try
        {
            return ReadOpen(fd, Math.Min(maxBytes, Array.MaxLength));
        }
        finally
        {
            _sys.Close(fd);
        }
    }

    /// <summary>Reads part of a regular file; zero at its end.</summary>
    public SysResult<int> ReadRange(string path, long offset, Span<byte> buffer)
    {
        if (offset < 0)
        {
            return Errno.EINVAL;
        }

        if (_sys.Open(path, OpenFlags.O_RDONLY, 0).IsError(out int fd, out Errno errno))
        {
            return errno;
        }

        SysResult<int> read = _sys.Read(fd, buffer, offset, wait: false);
        _sys.Close(fd);
        return read;
    }

    /// <summary>Replaces or makes a file with exactly this content, making missing directories. ENOSPC leaves a shorter file.</summary>
    public SysResult<Unit> WriteFile(string path, ReadOnlySpan<byte> data, int mode = DefaultFileMode) =>
        Write(path, data, OpenFlags.O_TRUNC, mode);

    /// <summary>Adds to the end of a file, making it and missing directories.</summary>
    public SysResult<Unit> AppendFile(string path, ReadOnlySpan<byte> data) => Write(path, data, OpenFlags.O_APPEND, DefaultFileMode);

    /// <summary><c>stat</c> or <c>lstat</c>.</summary>
    public SysResult<FileStat> Stat(string path, bool followSymlinks = true) => _sys.Stat(path, followSymlinks);

    /// <summary>True when the path leads to something; errors other than ENOENT and ENOTDIR stay errors.</summary>
    public SysResult<bool> Exists(string path)
    {
        Errno errno = _sys.Stat(path, true).Error;
        return errno switch
        {
            Errno.Success => true,
            Errno.ENOENT or Errno.ENOTDIR => false,
            _ => errno,
        };
    }

    /// <summary>All names of a directory.</summary>
    public SysResult<IReadOnlyList<DirectoryEntry>> List(string path) => _sys.ReadDir(path);

    /// <summary>Target of a symbolic link.</summary>
    public SysResult<string> ReadLink(string path) => _sys.ReadLink(path);

    /// <summary>Canonical path.</summary>
    public SysResult<string> RealPath(string path) => _sys.RealPath(path);

    /// <summary>Makes a directory. With <paramref name="recursive"/> missing parents too, and an existing directory is success.</summary>
    public SysResult<Unit> Mkdir(string path, bool recursive, int mode = DefaultDirectoryMode)
    {
        SysResult<Unit> made = _sys.Mkdir(path, mode);
        if (!recursive || made.Ok)
        {
            return made;
        }

        if (made.Error == Errno.EEXIST)
        {
            return _sys.Stat(path, true) is { Ok: true, Value.IsDirectory: true } ? SysResult.Done : Errno.ENOTDIR;
        }

        string? parent = made.Error == Errno.ENOENT ? ParentOf(path) : null;
        if (parent is null)
        {
            return made.Error;
        }

        SysResult<Unit> parentMade = Mkdir(parent, recursive: true, mode);
        return parentMade.Ok ? _sys.Mkdir(path, mode) : parentMade;
    }

    /// <summary>Removes a file, a link or an empty directory; with <paramref name="recursive"/> a directory with all it holds. Links are not followed.
    /// ENOMEM beyond the limits of recursion.</summary>
    public SysResult<Unit> Remove(string path, bool recursive)
    {
        int entries = 0;
        return Remove(path, recursive, 0, ref entries);
    }

    /// <summary><c>rename</c>.</summary>
    public SysResult<Unit> Rename(string from, string to) => _sys.Rename(from, to);

    /// <summary>Makes a symbolic link.</summary>
    public SysResult<Unit> Symlink(string target, string path) => _sys.Symlink(target, path);

    /// <summary>Sets the mode.</summary>
    public SysResult<Unit> Chmod(string path, int mode) => _sys.Chmod(path, mode);

    /// <summary>Sets owner and group; -1 leaves one as it is.</summary>
    public SysResult<Unit> Chown(string path, int uid, int gid) => _sys.Chown(path, uid, gid, followSymlinks: true);

    /// <summary>Makes another name of a file.</summary>
    public SysResult<Unit> Link(string existing, string path) => _sys.Link(existing, path);

    /// <summary>Copies one regular file's content and mode, replacing a file that is there.</summary>
    public SysResult<Unit> CopyFile(string from, string to) => _sys.CopyFile(from, to, CopyFileFlags.None);

    /// <summary>Sets access and modification time, in seconds since 1970; a link's own.</summary>
    public SysResult<Unit> SetTimes(string path, double atime, double mtime) => _sys.Utimes(path, atime, mtime, followSymlinks: false);

    private SysResult<Unit> Remove(string path, bool recursive, int depth, ref int seen)
    {
        if (_sys.Stat(path, false).IsError(out FileStat stat, out Errno errno))
        {
            return errno;
        }

        if (!stat.IsDirectory)
        {
            return _sys.Unlink(path);
        }

        if (recursive)
        {
            if (_sys.ReadDir(path).IsError(out IReadOnlyList<DirectoryEntry>? entries, out errno))
            {
                return errno;
            }

            if (depth > _sys.Limits.MaxRecursionDepth || (seen += entries.Count) > _sys.Limits.MaxRecursionEntries)
            {
                return Errno.ENOMEM;
            }

            foreach (DirectoryEntry entry in entries)
            {
                SysResult<Unit> removed = Remove($"{path}/{entry.Name}", recursive: true, depth + 1, ref seen);
                if (!removed.Ok && removed.Error != Errno.ENOENT)
                {
                    return removed;
                }
            }
        }

        return _sys.Rmdir(path);
    }

    private static string? ParentOf(string path)
    {
        string trimmed = path.TrimEnd('/');
        int slash = trimmed.LastIndexOf('/');
        return slash <= 0 ? null : trimmed[..slash];
    }

    private SysResult<byte[]> ReadOpen(int fd, long maxBytes)
    {
        if (_sys.Fstat(fd).IsError(out FileStat stat, out Errno errno))
        {
            return errno;
        }

        if (!stat.IsRegular)
        {
            return stat.IsDirectory ? Errno.EISDIR : Errno.EINVAL;
        }

        if (stat.Size > maxBytes)
        {
            return Errno.EFBIG;
        }

        // Files under /proc tell no size, so reading goes on until the end.
        var data = new byte[stat.Size > 0 ? (int)stat.Size : (int)Math.Min(4096, maxBytes)];
        int length = 0;
        while (true)
        {
            if (length == data.Length)
            {
                if (stat.Size > 0 || length >= maxBytes)
                {
                    break;
                }

                Array.Resize(ref data, (int)Math.Min(maxBytes, length * 2L));
            }

            if (_sys.Read(fd, data.AsSpan(length), length, wait: false).IsError(out int count, out errno))
            {
                return errno;
            }

            if (count == 0)
            {
                break;
            }

            length += count;
        }

        return length == data.Length ? data : data.AsSpan(0, length).ToArray();
    }

    private SysResult<Unit> Write(string path, ReadOnlySpan<byte> data, OpenFlags extra, int mode)
    {
        OpenFlags flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | extra;
        SysResult<int> opened = _sys.Open(path, flags, mode);
        if (opened.Error == Errno.ENOENT && ParentOf(path) is { } parent)
        {
            SysResult<Unit> made = Mkdir(parent, recursive: true);
            opened = made.Ok ? _sys.Open(path, flags, mode) : made.Error;
        }

        if (opened.IsError(out int fd, out Errno errno))
        {
            return errno;
        }

        try
        {
            while (!data.IsEmpty)
            {
                if (_sys.Write(fd, data, -1).IsError(out int written, out errno))
                {
                    return errno;
                }

                data = data[written..];
            }

            return SysResult.Done;
        }
        finally
        {
            _sys.Close(fd);
        }
    }
}
