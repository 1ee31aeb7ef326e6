using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary>A symbolic link of a built-in file system.</summary>
internal sealed class FixedSymlink : SymlinkInode
{
    private readonly string _target;
    private readonly bool _policyExempt;

    /// <summary>Makes a root-owned link.</summary>
    public FixedSymlink(FileSystem fileSystem, ulong ino, string target, Timespec now, bool policyExempt = false)
        : base(fileSystem, ino, 0, 0, now)
    {
        _target = target;
        _policyExempt = policyExempt;
    }

    /// <inheritdoc/>
    public override bool PolicyExempt => _policyExempt;

    /// <inheritdoc/>
    public override long Size => _target.Length;

    /// <inheritdoc/>
    public override SysResult<string> ReadTarget(Caller caller) => _target;
}
