using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary><c>/bin</c>: the machine's own commands. Their places are the programs, so nothing can be made, changed or removed here, by nobody.</summary>
internal sealed class ProgramFs : FileSystem
{
    private const long TmpfsMagic = 0x01021994;
    private readonly FixedDirectory _root;
    private readonly ulong _lastIno;

    /// <summary>Makes a file for each name.</summary>
    public ProgramFs(ulong dev, TimeProvider clock, IEnumerable<string> names)
        : base(dev, clock)
    {
        Timespec now = Now();
        _root = new FixedDirectory(this, ++_lastIno, (FileMode)0x1ED, now, null);
        foreach (string name in names)
        {
            _root.Add(name, new ProgramFile(this, ++_lastIno, now));
        }
    }

    /// <inheritdoc/>
    public override DirectoryInode Root => _root;

    /// <inheritdoc/>
    public override string TypeName => "programs";

    /// <inheritdoc/>
    public override string SourceName => "programs";

    /// <inheritdoc/>
    public override bool ReadOnly => true;

    /// <inheritdoc/>
    public override SysResult<StatFs> StatFs() => new StatFs(TmpfsMagic, 4096, 0, 0, 0, (long)_lastIno, 0);

    /// <inheritdoc/>
    public override SysResult<Unit> Rename(DirectoryInode from, string fromName, Inode moved, DirectoryInode to, string toName, Inode? replaced) =>
        Errno.EROFS;
}
