using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>A regular file: bytes at offsets.</summary>
internal abstract class FileInode : Inode
{
    /// <summary>Makes a file.</summary>
    protected FileInode(FileSystem fileSystem, ulong ino, FileMode permissions, int uid, int gid, Timespec now)
        : base(fileSystem, ino, FileMode.S_IFREG | permissions, uid, gid, now)
    {
    }

    /// <summary>Reads from <paramref name="offset"/> (not negative); zero at the end.</summary>
    public abstract SysResult<int> ReadAt(long offset, Span<byte> buffer);

    /// <summary>Writes from <paramref name="offset"/>; fewer bytes than given when space ends in between. ENOSPC, EFBIG, EROFS.</summary>
    public abstract SysResult<int> WriteAt(long offset, ReadOnlySpan<byte> data);

    /// <summary>Writes at the end, wherever that is at this moment, and tells the end after it.</summary>
    public abstract SysResult<int> Append(ReadOnlySpan<byte> data, out long end);

    /// <summary>Cuts or extends with zeros. EFBIG, EROFS.</summary>
    public abstract SysResult<Unit> SetLength(long length);

    /// <summary>One more description is open. ENOENT when the file is gone.</summary>
    public virtual SysResult<Unit> NoteOpened() => SysResult.Done;

    /// <summary>A description was closed.</summary>
    public virtual void NoteClosed()
    {
    }

    /// <inheritdoc/>
    public override SysResult<FileDescription> Open(OpenFlags flags, string? path, Caller caller)
    {
        if (NoteOpened().IsError(out _, out Errno errno))
        {
            return errno;
        }

        if ((flags & OpenFlags.O_TRUNC) != 0 && Size != 0 && SetLength(0).IsError(out _, out errno))
        {
            NoteClosed();
            return errno;
        }

        return new InodeDescription(this, flags, path);
    }
}
