using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary><c>/dev</c>: the devices every program expects. Nothing can be made or removed here.</summary>
internal sealed class DevFs : FileSystem
{
    private const long TmpfsMagic = 0x01021994;
    private readonly FixedDirectory _root;
    private ulong _lastIno;

    /// <summary>Makes all devices.</summary>
    public DevFs(ulong dev, TimeProvider clock)
        : base(dev, clock)
    {
        Timespec now = Now();
        _root = new FixedDirectory(this, ++_lastIno, (FileMode)0x1ED, now, null);
        Null = AddDevice("null", DeviceKind.Null, 1, 3);
        AddDevice("zero", DeviceKind.Zero, 1, 5);
        AddDevice("full", DeviceKind.Full, 1, 7);
        AddDevice("random", DeviceKind.Random, 1, 8);
        AddDevice("urandom", DeviceKind.Random, 1, 9);
        AddDevice("tty", DeviceKind.Tty, 5, 0);
        AddDevice("console", DeviceKind.Console, 5, 1);
        AddLink("fd", "/proc/self/fd");
        AddLink("stdin", "/proc/self/fd/0");
        AddLink("stdout", "/proc/self/fd/1");
        AddLink("stderr", "/proc/self/fd/2");
    }

    /// <summary><c>/dev/null</c>.</summary>
    public DeviceInode Null { get; }

    /// <inheritdoc/>
    public override DirectoryInode Root => _root;

    /// <inheritdoc/>
    public override string TypeName => "devtmpfs";

    /// <inheritdoc/>
    public override string SourceName => "dev";

    /// <inheritdoc/>
    public override SysResult<StatFs> StatFs() => new StatFs(TmpfsMagic, 4096, 0, 0, 0, (long)_lastIno, 0);

    /// <inheritdoc/>
    public override SysResult<Unit> Rename(DirectoryInode from, string fromName, Inode moved, DirectoryInode to, string toName, Inode? replaced) =>
        Errno.EPERM;

    private DeviceInode AddDevice(string name, DeviceKind kind, uint major, uint minor)
    {
        var device = new DeviceInode(this, ++_lastIno, kind, (major << 8) | minor, Now());
        _root.Add(name, device);
        return device;
    }

    private void AddLink(string name, string target) => _root.Add(name, new FixedSymlink(this, ++_lastIno, target, Now(), policyExempt: true));
}
