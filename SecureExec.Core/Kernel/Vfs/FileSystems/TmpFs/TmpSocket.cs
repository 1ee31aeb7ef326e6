using SecureExec.Kernel.Net;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel.Vfs;

/// <summary>The name of an AF_UNIX socket in the file system. It stays when the socket is closed; connecting is refused then.</summary>
internal sealed class TmpSocket : TmpSpecial
{
    private readonly UnixSocket? _socket;

    /// <summary>Makes a socket file with one name; its inode is charged already.</summary>
    public TmpSocket(TmpFs fs, FileMode permissions, int uid, int gid, UnixSocket socket)
        : base(fs, FileMode.S_IFSOCK | permissions, uid, gid) => _socket = socket;

    private TmpSocket(TmpFs fs, TmpSocket source)
        : base(fs, source)
    {
    }

    /// <inheritdoc/>
    public override UnixSocket? Socket => _socket;

    /// <inheritdoc/>
    internal override TmpSpecial Fork(TmpFs fork) => new TmpSocket(fork, this);
}
