using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Terminals;

/// <summary>A terminal that processes have open.</summary>
internal sealed class TerminalDescription(Terminal terminal, OpenFlags flags) : FileDescription(flags)
{
    /// <summary>Major number of the devices in <c>/dev/pts</c>.</summary>
    public const uint FirstMajor = 136;

    private const ulong DevptsDevice = 0x18;
    private const long BlockSize = 1024;
    private const ulong FirstInode = 3;

    /// <summary>What it is.</summary>
    public Terminal Terminal => terminal;

    /// <inheritdoc/>
    public override string DisplayName => $"/dev/pts/{terminal.Number}";

    /// <inheritdoc/>
    public override SysResult<int> Read(Span<byte> buffer, long position) => position >= 0 ? Errno.ESPIPE : terminal.Read(buffer);

    /// <inheritdoc/>
    public override SysResult<int> Write(ReadOnlySpan<byte> data, long position) => position >= 0 ? Errno.ESPIPE : terminal.Write(data);

    /// <inheritdoc/>
    public override SysResult<FileStat> Stat() => new FileStat(
        DevptsDevice,
        (uint)(FileMode.S_IFCHR | FileMode.S_IRUSR | FileMode.S_IWUSR),
        1,
        0,
        0,
        (FirstMajor << 8) | (uint)terminal.Number,
        BlockSize,
        FirstInode + (ulong)terminal.Number,
        0,
        0,
        terminal.Time,
        terminal.Time,
        terminal.Time,
        terminal.Time);

    /// <inheritdoc/>
    public override bool NotifyReadable(Action once) => terminal.NotifyReadable(once);

    /// <inheritdoc/>
    public override bool NotifyWritable(Action once) => terminal.NotifyWritable(once);

    /// <inheritdoc/>
    public override void CancelNotify(Action once) => terminal.CancelNotify(once);
}
