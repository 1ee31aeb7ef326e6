using System.Text;
using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>A text that is made when the file is opened. Its size is told as zero, as in Linux.</summary>
internal sealed class ProcFile : Inode
{
    private readonly Func<Caller, string> _text;

    /// <summary>Makes a read-only file.</summary>
    public ProcFile(FileSystem fileSystem, ulong ino, int uid, int gid, Func<Caller, string> text, int permissions = 0x124)
        : base(fileSystem, ino, FileMode.S_IFREG | (FileMode)permissions, uid, gid, fileSystem.Now()) => _text = text;

    /// <inheritdoc/>
    public override SysResult<FileDescription> Open(OpenFlags flags, string? path, Caller caller) =>
        (flags & OpenFlags.O_ACCMODE) != OpenFlags.O_RDONLY
            ? Errno.EACCES
            : new ProcDescription(this, flags, path, Encoding.UTF8.GetBytes(_text(caller)));

    /// <inheritdoc/>
    public override SysResult<Unit> SetMode(FileMode permissions) => Errno.EPERM;

    /// <inheritdoc/>
    public override SysResult<Unit> SetOwner(int uid, int gid) => Errno.EPERM;

    /// <inheritdoc/>
    public override SysResult<Unit> SetTimes(Timespec atime, Timespec mtime) => Errno.EPERM;
}
