using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native side of a <c>Pipe</c> object: a stream of AF_UNIX. A server's path is removed when it closes, as libuv does.</summary>
internal sealed unsafe class PipeHandle(Realm realm, bool isServer) : StreamHandle(realm)
{
    /// <summary>What the constructor takes: a connection, a server, or one that carries handles.</summary>
    public const int Socket = 0, Server = 1;

    private string? _path;

    protected override string ResourceName => isServer ? "PipeServerWrap" : "PipeWrap";

    public Errno Bind(nint wrapper, string name)
    {
        if (_path != null)
            return Errno.EINVAL;
        var errno = Prepare(wrapper);
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
        var errno = Prepare(wrapper);
        if (errno == Errno.Success)
            errno = Sys.Net.ConnectUnix(Fd, name).Error;
        Connecting = request;
        Hold(wrapper);
        SetActive(true);
        Realm.Guest.Loop.PostCalls(() =>
        {
            if (Connecting == request && !IsClosing)
                CompleteConnecting(request, errno);
        });
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

    protected override void OnAcceptable()
    {
        while (!IsClosing && !Realm.Guest.Loop.Stopped)
        {
            var accepted = Sys.Net.Accept(Fd);
            if (accepted.Error == Errno.EAGAIN)
                return;
            var iso = Realm.Isolate;
            var client = accepted.Ok ? NewClient(accepted.Value) : V8.Undefined(iso);
            if (client == 0)
                return;
            Call(V8.Name(iso, "onconnection"), V8.Int(iso, Errors.ToUv(accepted.Error)), client);
            if (!accepted.Ok)
                return;
        }
    }

    protected override void EndNow()
    {
        if (_path is not null and not ['\0', ..])
            Sys.Unlink(_path);
        base.EndNow();
    }

    private nint NewClient(int fd)
    {
        var (iso, template) = (Realm.Isolate, Realm.State<StreamState>().PipeTemplate);
        using var trigger = new TriggerScope(Realm, Object);
        var kind = V8.Int(iso, Socket);
        var made = V8Api.FunctionNewInstance(V8Api.FunctionTemplateGetFunction(template, Realm.Context), Realm.Context, 1, &kind);
        if (made != 0 && Realm.Unwrap<PipeHandle>(made) is { } handle)
            handle.Open(made, fd);
        else
            Sys.Close(fd);
        return made;
    }

    private Errno Prepare(nint wrapper)
    {
        if (IsClosing)
            return Errno.EBADF;
        if (Fd >= 0)
            return Errno.Success;
        if (Sys.Net.Socket(SocketKind.UnixStream).IsError(out var fd, out var errno))
            return errno;
        return Open(wrapper, fd);
    }
}
