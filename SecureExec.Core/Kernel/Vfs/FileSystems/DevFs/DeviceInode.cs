using SecureExec.Abi;
using SecureExec.Kernel.Terminals;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>A character device.</summary>
internal sealed class DeviceInode : Inode
{
    private readonly ulong _rdev;

    /// <summary>Makes a device everyone may use.</summary>
    public DeviceInode(FileSystem fileSystem, ulong ino, DeviceKind kind, ulong rdev, Timespec now)
        : base(fileSystem, ino, FileMode.S_IFCHR | (FileMode)0x1B6, 0, 0, now)
    {
        Kind = kind;
        _rdev = rdev;
    }

    /// <summary>What it does.</summary>
    public DeviceKind Kind { get; }

    /// <inheritdoc/>
    public override ulong Rdev => _rdev;

    /// <inheritdoc/>
    public override bool PolicyExempt => true;

    /// <inheritdoc/>
    public override SysResult<FileDescription> Open(OpenFlags flags, string? path, Caller caller) =>
        Kind switch
        {
            DeviceKind.Tty when caller.Process?.Terminal is { IsHungUp: false } terminal => new TerminalDescription(terminal, flags),
            DeviceKind.Tty or DeviceKind.Console => Errno.ENXIO,
            _ => new DeviceDescription(this, flags, path),
        };

    /// <inheritdoc/>
    public override SysResult<Unit> SetMode(FileMode permissions) => Errno.EPERM;

    /// <inheritdoc/>
    public override SysResult<Unit> SetOwner(int uid, int gid) => Errno.EPERM;
}
