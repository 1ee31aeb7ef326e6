using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary><c>/proc</c>: the kernel told as files. Made anew at each look; nothing can be made or removed here.</summary>
internal sealed class ProcFs : FileSystem
{
    private const long ProcMagic = 0x9fa0;
    private readonly ProcRootDirectory _root;

    /// <summary>Makes it for one kernel.</summary>
    public ProcFs(ulong dev, VirtualKernel kernel)
        : base(dev, kernel.Config.TimeProvider)
    {
        Kernel = kernel;
        _root = new ProcRootDirectory(this);
    }

    /// <summary>What is told about.</summary>
    public VirtualKernel Kernel { get; }

    /// <inheritdoc/>
    public override DirectoryInode Root => _root;

    /// <inheritdoc/>
    public override string TypeName => "proc";

    /// <inheritdoc/>
    public override string SourceName => "proc";

    /// <inheritdoc/>
    public override SysResult<StatFs> StatFs() => new StatFs(ProcMagic, 4096, 0, 0, 0, 0, 0);

    /// <inheritdoc/>
    public override SysResult<Unit> Rename(DirectoryInode from, string fromName, Inode moved, DirectoryInode to, string toName, Inode? replaced) =>
        Errno.EPERM;
}
