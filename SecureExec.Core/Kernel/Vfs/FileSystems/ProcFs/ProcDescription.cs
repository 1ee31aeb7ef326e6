using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary>An open file of <c>/proc</c>: the text as it was at opening.</summary>
internal sealed class ProcDescription(ProcFile file, OpenFlags flags, string? path, byte[] content) : FileDescription(flags)
{
    private readonly Lock _lock = new();
    private long _offset;

    /// <inheritdoc/>
    public override Inode Inode => file;

    /// <inheritdoc/>
    public override string DisplayName => path ?? "/proc";

    /// <inheritdoc/>
    public override string? OpenedPath => path;

    /// <inheritdoc/>
    public override SysResult<int> Read(Span<byte> buffer, long position)
    {
        lock (_lock)
        {
            long from = position >= 0 ? position : _offset;
            int count = (int)Math.Clamp(content.Length - from, 0, buffer.Length);
            if (count > 0)
            {
                content.AsSpan((int)from, count).CopyTo(buffer);
            }

            _offset = position >= 0 ? _offset : _offset + count;
            return count;
        }
    }

    /// <inheritdoc/>
    public override SysResult<int> Write(ReadOnlySpan<byte> data, long position) => Errno.EBADF;

    /// <inheritdoc/>
    public override SysResult<FileStat> Stat() => file.Stat();
}
