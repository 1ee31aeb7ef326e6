using System.Text;
using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary>
/// Walks a guest path component by component over mounts and symbolic links, as <c>path_resolution(7)</c> says. Needs search
/// permission in every directory on the way; no other right is judged here.
/// </summary>
internal static class PathWalk
{
    /// <summary>Characters a buffer for canonical paths must have room for.</summary>
    public const int BufferSize = AbiLimits.PathMax;

    /// <summary>
    /// Resolves <paramref name="path"/>. Success with a null inode means that only the last name is free.
    /// After an error <paramref name="dentry"/> still tells the canonical path of the component that failed, so that a policy can keep silent about it.
    /// ENOENT, ENOTDIR, EACCES, ELOOP, ENAMETOOLONG, EINVAL.
    /// </summary>
    /// <param name="root">Root of the file system tree.</param>
    /// <param name="caller">Who walks: credentials and working directory.</param>
    /// <param name="path">The path as the guest gave it.</param>
    /// <param name="options">What to do with the last component.</param>
    /// <param name="buffer">Room for <see cref="BufferSize"/> characters that the dentry's path uses.</param>
    /// <param name="dentry">The result.</param>
    public static Errno Resolve(DirectoryInode root, Caller caller, string path, WalkOptions options, Span<char> buffer, out Dentry dentry)
    {
        var state = new WalkState(root, caller, options, buffer);
        Errno errno = CheckText(path, caller.MaxPathBytes);
        if (errno == Errno.Success)
        {
            errno = state.Start(path);
        }

        if (errno == Errno.Success)
        {
            errno = state.Run();
        }

        dentry = state.Result(errno);
        return errno;
    }

    /// <summary>Writes the canonical path of a directory into the end of nothing: into <paramref name="buffer"/> from its start. The length,
    /// or -1 when it does not fit. The root is <c>/</c>.</summary>
    public static int WriteCanonicalPath(DirectoryInode directory, Span<char> buffer)
    {
        int start = buffer.Length;
        DirectoryInode current = directory;
        while (true)
        {
            while (current.Place is null && current.FileSystem.MountPoint is { } covered)
            {
                current = covered;
            }

            if (current.Place is not { } place)
            {
                break;
            }

            start -= place.Name.Length + 1;
            if (start < 0)
            {
                return -1;
            }

            buffer[start] = '/';
            place.Name.CopyTo(buffer[(start + 1)..]);
            current = place.Parent;
        }

        if (start == buffer.Length)
        {
            buffer[0] = '/';
            return 1;
        }

        buffer[start..].CopyTo(buffer);
        return buffer.Length - start;
    }

    /// <summary>True when <paramref name="directory"/> is <paramref name="ancestor"/> or lies below it in the same file system.</summary>
    public static bool IsSameOrBelow(DirectoryInode directory, DirectoryInode ancestor)
    {
        for (DirectoryInode? current = directory; current is not null; current = current.Place?.Parent)
        {
            if (ReferenceEquals(current, ancestor))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Judges a text that becomes one name. EINVAL, ENAMETOOLONG.</summary>
    public static Errno CheckName(ReadOnlySpan<char> name) =>
        name.Length * 3 > AbiLimits.NameMax && Encoding.UTF8.GetByteCount(name) > AbiLimits.NameMax ? Errno.ENAMETOOLONG : Errno.Success;

    /// <summary>Judges a text as a path or link target. ENOENT when empty, ENAMETOOLONG from <paramref name="maxBytes"/> on (the end
    /// marker counts), EINVAL with a NUL inside.</summary>
    public static Errno CheckText(string path, int maxBytes)
    {
        if (string.IsNullOrEmpty(path))
        {
            return Errno.ENOENT;
        }

        if (path.Length >= maxBytes || (path.Length * 3 >= maxBytes && Encoding.UTF8.GetByteCount(path) >= maxBytes))
        {
            return Errno.ENAMETOOLONG;
        }

        return path.Contains('\0', StringComparison.Ordinal) ? Errno.EINVAL : Errno.Success;
    }
}
