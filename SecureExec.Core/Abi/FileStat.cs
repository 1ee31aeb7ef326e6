namespace SecureExec.Abi;

/// <summary>What <c>statx(2)</c> tells, in the order Node's <c>fs</c> binding writes it. <c>Mode</c> holds type and
/// permissions, <c>Size</c> is in bytes, <c>Blocks</c> in units of 512 bytes.</summary>
internal readonly record struct FileStat(
    ulong Dev,
    uint Mode,
    ulong Nlink,
    uint Uid,
    uint Gid,
    ulong Rdev,
    long BlockSize,
    ulong Ino,
    long Size,
    long Blocks,
    Timespec Atime,
    Timespec Mtime,
    Timespec Ctime,
    Timespec Birthtime)
{
    /// <summary>The type bits of <see cref="Mode"/>.</summary>
    public FileMode Type => (FileMode)Mode & FileMode.S_IFMT;

    /// <summary>True for a directory.</summary>
    public bool IsDirectory => Type == FileMode.S_IFDIR;

    /// <summary>True for a regular file.</summary>
    public bool IsRegular => Type == FileMode.S_IFREG;

    /// <summary>True for a symbolic link.</summary>
    public bool IsSymlink => Type == FileMode.S_IFLNK;
}
