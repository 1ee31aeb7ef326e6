using SecureExec.Kernel.Net;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>The name of an AF_UNIX socket in the file system. It stays when the socket is closed; connecting is refused then.</summary>
internal sealed class TmpSocket : Inode, ITmpNamed
{
    private readonly TmpFs _fs;
    private readonly UnixSocket? _socket;
    private int _names = 1;

    /// <summary>Makes a socket file with one name; its inode is charged already.</summary>
    public TmpSocket(TmpFs fs, FileMode permissions, int uid, int gid, UnixSocket socket)
        : base(fs, fs.NextIno(), FileMode.S_IFSOCK | permissions, uid, gid, fs.Now())
    {
        _fs = fs;
        _socket = socket;
    }

    /// <summary>The same name in a fork, where nobody listens.</summary>
    internal TmpSocket(TmpFs fs, TmpSocket source)
        : base(fs, source.Ino, source.Mode, source.Uid, source.Gid, source.Mtime)
    {
        _fs = fs;
        _names = 0;
        TakeAttributes(source);
    }

    /// <inheritdoc/>
    public override UnixSocket? Socket => _socket;

    /// <inheritdoc/>
    public override int LinkCount => Volatile.Read(ref _names);

    /// <inheritdoc/>
    public void AddName()
    {
        _names++;
        Ctime = _fs.Now();
    }

    /// <inheritdoc/>
    public void RemoveName() => _names--;

    /// <summary>A name in a fork that is being made.</summary>
    internal void CountForkedName() => _names++;

    /// <inheritdoc/>
    public void NoteRenamed() => Ctime = _fs.Now();
}
