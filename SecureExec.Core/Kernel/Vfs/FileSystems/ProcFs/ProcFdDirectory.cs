using System.Globalization;
using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary><c>/proc/[pid]/fd</c>: only the process itself and the host look into it.</summary>
internal sealed class ProcFdDirectory : DirectoryInode
{
    private const ulong FirstIno = 0x1000;

    private readonly ProcFs _fs;
    private readonly GuestProcess _process;

    /// <summary>Makes the directory of one process.</summary>
    public ProcFdDirectory(ProcFs fs, ProcPidDirectory parent, GuestProcess process)
        : base(fs, ProcPidDirectory.InoOf(process.Pid) + 6, (FileMode)0x140, process.Uid, process.Gid, fs.Now(), new DirectoryPlace(parent, "fd"))
    {
        _fs = fs;
        _process = process;
    }

    /// <inheritdoc/>
    public override SysResult<Inode> Lookup(ReadOnlySpan<char> name, Caller caller)
    {
        if (!MayLook(caller))
        {
            return Errno.EACCES;
        }

        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int fd) && _process.Caller.Fds.Get(fd) is { } description
            ? new ProcFdLink(_fs, ProcPidDirectory.InoOf(_process.Pid) + FirstIno + (ulong)fd, _process, description)
            : Errno.ENOENT;
    }

    /// <inheritdoc/>
    public override SysResult<IReadOnlyList<DirectoryEntry>> List(int maxEntries, Caller caller)
    {
        if (!MayLook(caller))
        {
            return Errno.EACCES;
        }

        IReadOnlyList<int> numbers = _process.Caller.Fds.Numbers();
        return numbers.Count > maxEntries
            ? Errno.ENOMEM
            : SysResult.From<IReadOnlyList<DirectoryEntry>>([.. numbers.Select(fd => new DirectoryEntry(
                fd.ToString(CultureInfo.InvariantCulture), DirentType.Link, ProcPidDirectory.InoOf(_process.Pid) + FirstIno + (ulong)fd))]);
    }

    private bool MayLook(Caller caller) => caller.IsHost || ReferenceEquals(caller.Process, _process);
}
