using SecureExec.Abi;
using SecureExec.Interop;

namespace SecureExec.Kernel.Vfs;

/// <summary>An open character device.</summary>
internal sealed class DeviceDescription(DeviceInode device, OpenFlags flags, string? path = null) : FileDescription(flags)
{
    /// <inheritdoc/>
    public override Inode Inode => device;

    /// <inheritdoc/>
    public override string DisplayName => path ?? "/dev/null";

    /// <inheritdoc/>
    public override string? OpenedPath => path;

    /// <inheritdoc/>
    public override SysResult<int> Read(Span<byte> buffer, long position)
    {
        switch (device.Kind)
        {
            case DeviceKind.Null:
                return 0;
            case DeviceKind.Random:
                RandomBytes.Fill(buffer);
                return buffer.Length;
            default:
                buffer.Clear();
                return buffer.Length;
        }
    }

    /// <inheritdoc/>
    public override SysResult<int> Write(ReadOnlySpan<byte> data, long position) =>
        device.Kind == DeviceKind.Full && !data.IsEmpty ? Errno.ENOSPC : data.Length;

    /// <inheritdoc/>
    public override SysResult<long> Seek(long offset, int whence) => 0;

    /// <inheritdoc/>
    public override SysResult<FileStat> Stat() => device.Stat();
}
