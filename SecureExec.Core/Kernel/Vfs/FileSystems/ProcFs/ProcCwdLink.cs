using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary><c>/proc/[pid]/cwd</c>; of another process only root may follow it.</summary>
internal sealed class ProcCwdLink(ProcFs fs, ulong ino, GuestProcess process) : SymlinkInode(fs, ino, process.Uid, process.Gid, fs.Now())
{
    /// <inheritdoc/>
    public override SysResult<string> ReadTarget(Caller caller)
    {
        if (!ReferenceEquals(caller.Process, process) && !caller.IsRoot)
        {
            return Errno.EACCES;
        }

        string cwd = process.Cwd;
        return cwd.Length == 0 ? Errno.ENOENT : cwd;
    }
}
