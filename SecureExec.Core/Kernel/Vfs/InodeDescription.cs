using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary>An open regular file. The offset lock is taken before the inode's own.</summary>
internal sealed class InodeDescription : FileDescription
{
    private readonly Lock _offsetLock = new();
    private readonly FileInode _file;
    private readonly string? _path;
    private long _offset;

    /// <summary>The file must count this description as open already (<see cref="FileInode.NoteOpened"/>).</summary>
    public InodeDescription(FileInode file, OpenFlags flags, string? path)
        : base(flags)
    {
        _file = file;
        _path = path;
    }

    /// <inheritdoc/>
    public override Inode Inode => _file;

    /// <inheritdoc/>
    public override string DisplayName => _path ?? "(unknown)";

    /// <inheritdoc/>
    public override string? OpenedPath => _path;

    /// <inheritdoc/>
    public override SysResult<int> Read(Span<byte> buffer, long position)
    {
        if (position >= 0)
        {
            return _file.ReadAt(position, buffer);
        }

        lock (_offsetLock)
        {
            SysResult<int> read = _file.ReadAt(_offset, buffer);
            if (read.Ok)
            {
                _offset += read.Value;
            }

            return read;
        }
    }

    /// <inheritdoc/>
    public override SysResult<int> Write(ReadOnlySpan<byte> data, long position)
    {
        if ((Flags & OpenFlags.O_APPEND) != 0)
        {
            return WriteAtEnd(data, keepOffset: position >= 0);
        }

        if (position >= 0)
        {
            return _file.WriteAt(position, data);
        }

        lock (_offsetLock)
        {
            SysResult<int> written = _file.WriteAt(_offset, data);
            if (written.Ok)
            {
                _offset += written.Value;
            }

            return written;
        }
    }

    /// <inheritdoc/>
    public override SysResult<long> Seek(long offset, int whence)
    {
        lock (_offsetLock)
        {
            long origin = whence switch
            {
                0 => 0,
                1 => _offset,
                2 => _file.Size,
                _ => -1,
            };
            if (origin < 0 || offset < -origin)
            {
                return Errno.EINVAL;
            }

            if (offset > long.MaxValue - origin)
            {
                return Errno.EOVERFLOW;
            }

            return _offset = origin + offset;
        }
    }

    /// <inheritdoc/>
    public override SysResult<FileStat> Stat() => _file.Stat();

    /// <inheritdoc/>
    protected override void OnLastClose() => _file.NoteClosed();

    // Linux appends with O_APPEND even in pwrite(2), which then leaves the offset alone.
    private SysResult<int> WriteAtEnd(ReadOnlySpan<byte> data, bool keepOffset)
    {
        lock (_offsetLock)
        {
            SysResult<int> written = _file.Append(data, out long end);
            if (written.Ok && !keepOffset)
            {
                _offset = end;
            }

            return written;
        }
    }
}
