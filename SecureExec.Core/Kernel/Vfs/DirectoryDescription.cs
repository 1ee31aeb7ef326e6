using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary>An open directory: it can be asked for its stat and that is all.</summary>
internal sealed class DirectoryDescription(DirectoryInode directory, OpenFlags flags, string? path) : FileDescription(flags)
{
    /// <inheritdoc/>
    public override Inode Inode => directory;

    /// <inheritdoc/>
    public override string DisplayName => path ?? "(unknown)";

    /// <inheritdoc/>
    public override string? OpenedPath => path;

    /// <inheritdoc/>
    public override SysResult<int> Read(Span<byte> buffer, long position) => Errno.EISDIR;

    /// <inheritdoc/>
    public override SysResult<int> Write(ReadOnlySpan<byte> data, long position) => Errno.EBADF;

    /// <inheritdoc/>
    public override SysResult<FileStat> Stat() => directory.Stat();
}
