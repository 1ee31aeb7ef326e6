using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>A directory whose names are set when its file system is built and never change.</summary>
internal sealed class FixedDirectory : DirectoryInode
{
    private readonly Dictionary<string, Inode> _entries = new(StringComparer.Ordinal);

    /// <summary>Makes an empty root-owned directory.</summary>
    public FixedDirectory(FileSystem fileSystem, ulong ino, FileMode permissions, Timespec now, DirectoryPlace? place)
        : base(fileSystem, ino, permissions, 0, 0, now, place)
    {
    }

    /// <inheritdoc/>
    public override SysResult<Inode> Lookup(ReadOnlySpan<char> name, Caller caller) =>
        _entries.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out Inode? inode) ? inode : Errno.ENOENT;

    /// <inheritdoc/>
    public override SysResult<IReadOnlyList<DirectoryEntry>> List(int maxEntries, Caller caller) => _entries.Count > maxEntries
        ? Errno.ENOMEM
        : SysResult.From<IReadOnlyList<DirectoryEntry>>([.. _entries.Select(e => new DirectoryEntry(e.Key, e.Value.DirentType, e.Value.Ino))]);

    /// <inheritdoc/>
    public override SysResult<Unit> SetMode(FileMode permissions) => Errno.EPERM;

    /// <inheritdoc/>
    public override SysResult<Unit> SetOwner(int uid, int gid) => Errno.EPERM;

    /// <summary>Adds a name while the file system is built.</summary>
    internal void Add(string name, Inode inode) => _entries.Add(name, inode);
}
