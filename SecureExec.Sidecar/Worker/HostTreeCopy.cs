using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Sidecar.Worker;

/// <summary>Copies files and trees of the VM for the host. Links are copied as links; what is neither file, directory nor link is left out.</summary>
internal static class HostTreeCopy
{
    private const int ModeMask = 0xFFF;

    /// <summary>Copies <paramref name="from"/> to exactly <paramref name="to"/>. EISDIR for a directory without <paramref name="recursive"/>, EINVAL into itself, ENOMEM below <see cref="ResourceLimits.MaxRecursionDepth"/>.</summary>
    internal static SysResult<Unit> Copy(HostFiles files, string from, string to, bool recursive)
    {
        if (files.Stat(from, followSymlinks: false).IsError(out FileStat stat, out Errno error)) return error;
        if (stat.IsDirectory && !recursive) return Errno.EISDIR;
        if (from == to || (stat.IsDirectory && IsBeneath(files, from, to))) return Errno.EINVAL;
        return Copy(files, from, to, stat, depth: 0);
    }

    private static SysResult<Unit> Copy(HostFiles files, string from, string to, in FileStat stat, int depth)
    {
        if (depth > files.Limits.MaxRecursionDepth) return Errno.ENOMEM;
        if (stat.IsDirectory) return CopyDirectory(files, from, to, stat, depth);
        if (!stat.IsRegular && !stat.IsSymlink) return SysResult.Done;
        if (files.Stat(to, followSymlinks: false) is { Ok: true } there)
        {
            if (there.Value.IsDirectory) return Errno.EISDIR;
            // Another name of the same file is that file already.
            if (there.Value.Ino == stat.Ino && there.Value.Dev == stat.Dev) return SysResult.Done;
            SysResult<Unit> removed = files.Remove(to, recursive: false);
            if (!removed.Ok) return removed;
        }
        if (stat.IsRegular) return files.CopyFile(from, to);
        return files.ReadLink(from).IsError(out string? target, out Errno error) ? error : files.Symlink(target, to);
    }

    private static SysResult<Unit> CopyDirectory(HostFiles files, string from, string to, in FileStat stat, int depth)
    {
        SysResult<Unit> made = files.Mkdir(to, recursive: depth == 0);
        if (made.Error == Errno.EEXIST) made = files.Stat(to, followSymlinks: false) is { Ok: true, Value.IsDirectory: true } ? SysResult.Done : Errno.ENOTDIR;
        if (!made.Ok) return made;
        if (files.List(from).IsError(out IReadOnlyList<DirectoryEntry>? entries, out Errno error)) return error;
        foreach (DirectoryEntry entry in entries)
        {
            if (files.Stat($"{from}/{entry.Name}", followSymlinks: false).IsError(out FileStat child, out error))
            {
                if (error == Errno.ENOENT) continue;
                return error;
            }
            SysResult<Unit> copied = Copy(files, $"{from}/{entry.Name}", $"{to}/{entry.Name}", child, depth + 1);
            if (!copied.Ok) return copied;
        }
        return files.Chmod(to, (int)stat.Mode & ModeMask);
    }

    /// <summary>Whether the nearest existing directory of <paramref name="path"/> is <paramref name="directory"/> or lies beneath it.</summary>
    private static bool IsBeneath(HostFiles files, string directory, string path)
    {
        if (files.RealPath(directory).IsError(out string? root, out _)) return false;
        for (string parent = path; ; parent = parent[..Math.Max(1, parent.LastIndexOf('/'))])
        {
            if (files.RealPath(parent) is { Ok: true } real) return real.Value == root || real.Value.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal);
            if (parent == "/") return false;
        }
    }
}
