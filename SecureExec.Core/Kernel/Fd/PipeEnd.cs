using SecureExec.Abi;
using SecureExec.Kernel.Vfs;

namespace SecureExec.Kernel;

/// <summary>One end of a <see cref="KernelPipe"/>.</summary>
internal sealed class PipeEnd(KernelPipe pipe, OpenFlags flags) : FileDescription(flags)
{
    private const long BlockSize = 4096;
    private const ulong PipeDevice = 0xE;

    /// <inheritdoc/>
    public override string DisplayName => $"pipe:[{pipe.Ino}]";

    /// <inheritdoc/>
    public override SysResult<int> Read(Span<byte> buffer, long position) => position >= 0 ? Errno.ESPIPE : pipe.Read(buffer);

    /// <inheritdoc/>
    public override SysResult<int> Write(ReadOnlySpan<byte> data, long position) => position >= 0 ? Errno.ESPIPE : pipe.Write(data);

    /// <inheritdoc/>
    public override SysResult<FileStat> Stat() => new FileStat(
        PipeDevice, (uint)Abi.FileMode.S_IFIFO | 0x180, 1, 0, 0, 0, BlockSize, pipe.Ino, 0, 0, pipe.Time, pipe.Time, pipe.Time, pipe.Time);

    /// <inheritdoc/>
    public override bool NotifyReadable(Action once) => CanRead && pipe.NotifyReadable(once);

    /// <inheritdoc/>
    public override bool NotifyWritable(Action once) => CanWrite && pipe.NotifyWritable(once);

    /// <inheritdoc/>
    public override void CancelNotify(Action once) => pipe.CancelNotify(once);

    /// <inheritdoc/>
    protected override void OnLastClose() => pipe.Close(Flags);
}
