using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary>What is mounted where, in the order it was mounted. Filled while the kernel is built, read-only afterwards.</summary>
internal sealed class MountTable
{
    private readonly List<MountEntry> _entries = [];

    /// <summary>Starts with the root file system.</summary>
    public MountTable(FileSystem root) => _entries.Add(new MountEntry(root, "/"));

    /// <summary>All mounts, the root first.</summary>
    public IReadOnlyList<MountEntry> All => _entries;

    /// <summary>Covers an existing directory. ENOENT, ENOTDIR, EBUSY.</summary>
    public Errno Mount(FileSystem fileSystem, string path, Caller host)
    {
        var buffer = new char[PathWalk.BufferSize];
        Errno errno = PathWalk.Resolve(_entries[0].FileSystem.Root, host, path, WalkOptions.Follow, buffer, out Dentry dentry);
        if (errno != Errno.Success)
        {
            return errno;
        }

        if (dentry.Inode is not DirectoryInode directory)
        {
            return dentry.Inode is null ? Errno.ENOENT : Errno.ENOTDIR;
        }

        if (directory.Place is null)
        {
            return Errno.EBUSY;
        }

        errno = fileSystem.MountOn(directory).Error;
        if (errno == Errno.Success)
        {
            _entries.Add(new MountEntry(fileSystem, dentry.Path.ToString()));
        }

        return errno;
    }

    /// <summary>The text of <c>/proc/mounts</c>.</summary>
    public string Describe()
    {
        var text = new System.Text.StringBuilder();
        foreach (MountEntry entry in _entries)
        {
            string mode = entry.FileSystem.ReadOnly ? "ro" : "rw";
            text.Append(entry.FileSystem.SourceName).Append(' ').Append(Escape(entry.Path)).Append(' ')
                .Append(entry.FileSystem.TypeName).Append(' ').Append(mode).Append(",nosuid,nodev 0 0\n");
        }

        return text.ToString();
    }

    private static string Escape(string path) =>
        path.Replace("\\", "\\134", StringComparison.Ordinal).Replace(" ", "\\040", StringComparison.Ordinal)
            .Replace("\t", "\\011", StringComparison.Ordinal).Replace("\n", "\\012", StringComparison.Ordinal);
}
