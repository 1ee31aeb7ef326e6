using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native side of a <c>Pipe</c> object: a stream of AF_UNIX. A server's path is removed when it closes, as libuv does.</summary>
internal sealed class PipeHandle(Realm realm, bool isServer) : SocketHandle(realm)
{
    private string? _path;

    protected override string ResourceName => isServer ? "PipeServerWrap" : "PipeWrap";

    protected override nint ClientTemplate => Realm.State<StreamState>().PipeTemplate;

    public Errno Bind(nint wrapper, string name)
    {
        if (_path != null)
            return Errno.EINVAL;
        var errno = Prepare(wrapper, SocketKind.UnixStream);
        if (errno == Errno.Success)
            errno = Sys.Net.BindUnix(Fd, name).Error;
        if (errno == Errno.Success)
            _path = name;
        return errno switch
        {
            Errno.ENOENT => Errno.EACCES, // as libuv, for Windows' sake
            Errno.ENAMETOOLONG => Errno.EINVAL,
            _ => errno,
        };
    }

    public Errno Listen(int backlog)
    {
        if (Fd < 0)
            return Errno.EINVAL;
        var errno = Sys.Net.Listen(Fd, backlog).Error;
        if (errno == Errno.Success)
            BeginListening();
        return errno;
    }

    /// <summary>Connects; how it went is told by the request.</summary>
    public Errno Connect(nint wrapper, LoopRequest request, string name)
    {
        if (Connecting != null || IsClosing)
            return IsClosing ? Errno.EBADF : Errno.EALREADY;
        var errno = Prepare(wrapper, SocketKind.UnixStream);
        if (errno == Errno.Success)
            errno = Sys.Net.ConnectUnix(Fd, name).Error;
        Connecting = request;
        Hold(wrapper);
        CompleteConnectingLater(request, errno);
        return Errno.Success;
    }

    /// <summary>Lets everyone read or write (libuv's <c>uv_pipe_chmod</c>): bits 1 and 2.</summary>
    public Errno ChangeMode(int wanted)
    {
        if (Fd < 0)
            return Errno.EBADF;
        if (wanted is < 1 or > 3)
            return Errno.EINVAL;
        if (_path is null or ['\0', ..])
            return Errno.EINVAL;
        if (Sys.Stat(_path, followSymlinks: true).IsError(out var stat, out var errno))
            return errno;
        var bits = ((wanted & 1) != 0 ? 0x124 : 0) | ((wanted & 2) != 0 ? 0x92 : 0);
        return Sys.Chmod(_path, (int)stat.Mode & 0xFFF | bits).Error;
    }

    protected override void EndNow()
    {
        if (_path is not null and not ['\0', ..])
            Sys.Unlink(_path);
        base.EndNow();
    }
}
