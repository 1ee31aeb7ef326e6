using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary><c>/proc/self/fd/N</c>: leads to the open file itself, so that <c>/dev/stdin</c> works for streams.</summary>
internal sealed class ProcFdLink(ProcFs fs, ulong ino, GuestProcess process, FileDescription description)
    : SymlinkInode(fs, ino, process.Uid, process.Gid, fs.Now())
{
    /// <inheritdoc/>
    public override SysResult<string> ReadTarget(Caller caller) => description.DisplayName;

    /// <inheritdoc/>
    public override FileDescription? OpenTarget(Caller caller) => description;
}
