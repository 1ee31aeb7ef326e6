using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>A command of the machine, as a file that everyone may read and execute.</summary>
internal sealed class ProgramFile(FileSystem fileSystem, ulong ino, Timespec now) : FileInode(fileSystem, ino, (FileMode)0x1ED, 0, 0, now)
{
    private static readonly byte[] s_content = [.. BaseSystem.ProgramText.Select(c => (byte)c)];

    /// <inheritdoc/>
    public override long Size => s_content.Length;

    /// <inheritdoc/>
    public override SysResult<int> ReadAt(long offset, Span<byte> buffer)
    {
        if (offset >= s_content.Length)
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, s_content.Length - (int)offset);
        s_content.AsSpan((int)offset, count).CopyTo(buffer);
        return count;
    }

    /// <inheritdoc/>
    public override SysResult<int> WriteAt(long offset, ReadOnlySpan<byte> data) => Errno.EROFS;

    /// <inheritdoc/>
    public override SysResult<int> Append(ReadOnlySpan<byte> data, out long end)
    {
        end = 0;
        return Errno.EROFS;
    }

    /// <inheritdoc/>
    public override SysResult<Unit> SetLength(long length) => Errno.EROFS;

    /// <inheritdoc/>
    public override SysResult<Unit> SetMode(FileMode permissions) => Errno.EROFS;

    /// <inheritdoc/>
    public override SysResult<Unit> SetOwner(int uid, int gid) => Errno.EROFS;

    /// <inheritdoc/>
    public override SysResult<Unit> SetTimes(Timespec atime, Timespec mtime) => Errno.EROFS;
}
