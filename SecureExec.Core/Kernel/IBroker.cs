using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>
/// The host side of directory mounts, as the kernel asks for it. Every path is relative to the root of the mount, uses
/// <c>/</c>, has no leading or trailing slash and no <c>.</c> or <c>..</c> component; the empty path is the root itself.
/// No call follows a symbolic link, not even in the middle of a path: the kernel walks components itself, and a link met
/// by the host side is answered ELOOP. Calls block the calling guest thread, are safe from any thread and do not throw:
/// a lost connection is EIO. Write calls on a read-only mount answer EROFS. Times and owners in a <see cref="FileStat"/>
/// are the host's; the kernel substitutes the owner it shows.
/// </summary>
internal interface IBroker
{
    /// <summary><c>lstat</c>. ENOENT, ENOTDIR, ELOOP, EACCES, EIO.</summary>
    SysResult<FileStat> Stat(int mountId, string path);

    /// <summary>Target text of a symbolic link. EINVAL when it is none.</summary>
    SysResult<string> ReadLink(int mountId, string path);

    /// <summary>All entries of a directory with their <c>lstat</c>, in one call. ENOTDIR; ENOMEM above <paramref name="maxEntries"/>.
    /// An entry that vanishes meanwhile is left out.</summary>
    SysResult<IReadOnlyList<HostDirectoryEntry>> ReadDirectory(int mountId, string path, int maxEntries);

    /// <summary>A regular file's content with its stat, in one call. EFBIG when larger than <paramref name="maxBytes"/>, EISDIR, EINVAL when
    /// neither file nor directory.</summary>
    SysResult<HostFileContent> ReadFile(int mountId, string path, long maxBytes);

    /// <summary>The contents of several regular files of one directory with their stats, in one call. Files that cannot be read, or that would
    /// exceed <paramref name="maxBytes"/> together with those before them, are left out.</summary>
    SysResult<IReadOnlyList<(string Name, HostFileContent Content)>> ReadFiles(int mountId, string directory, IReadOnlyList<string> names, long maxBytes);

    /// <summary><c>pread</c>: fills <paramref name="buffer"/> from <paramref name="offset"/>; the number of bytes, zero at the end of the file.</summary>
    SysResult<int> ReadRange(int mountId, string path, long offset, Span<byte> buffer);

    /// <summary><c>pwrite</c> into an existing regular file; the number of bytes written.</summary>
    SysResult<int> WriteRange(int mountId, string path, long offset, ReadOnlySpan<byte> data);

    /// <summary>Creates an empty regular file that must not exist (EEXIST) and tells its stat.</summary>
    SysResult<FileStat> CreateFile(int mountId, string path, int mode);

    /// <summary>Creates a directory that must not exist (EEXIST) and tells its stat.</summary>
    SysResult<FileStat> CreateDirectory(int mountId, string path, int mode);

    /// <summary>Creates a symbolic link that must not exist (EEXIST) and tells its stat. The target text is stored as it is.</summary>
    SysResult<FileStat> CreateSymlink(int mountId, string path, string target);

    /// <summary>Makes <paramref name="newPath"/> another name of the regular file <paramref name="existing"/>.</summary>
    SysResult<Unit> Link(int mountId, string existing, string newPath);

    /// <summary>Removes a name that is no directory (EISDIR).</summary>
    SysResult<Unit> RemoveFile(int mountId, string path);

    /// <summary>Removes an empty directory. ENOTDIR, ENOTEMPTY.</summary>
    SysResult<Unit> RemoveDirectory(int mountId, string path);

    /// <summary><c>rename</c> within one mount, with POSIX rules for replacing.</summary>
    SysResult<Unit> Rename(int mountId, string from, string to);

    /// <summary>Sets a regular file's length.</summary>
    SysResult<Unit> Truncate(int mountId, string path, long length);

    /// <summary>Sets the lower twelve mode bits.</summary>
    SysResult<Unit> SetMode(int mountId, string path, int mode);

    /// <summary>Sets access and modification time of the name itself (no link is followed).</summary>
    SysResult<Unit> SetTimes(int mountId, string path, Timespec atime, Timespec mtime);
}
