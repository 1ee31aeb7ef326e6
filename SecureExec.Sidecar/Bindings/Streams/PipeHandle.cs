using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native side of a <c>Pipe</c> object: a stream of AF_UNIX. A server's path is removed when it closes, as libuv does.</summary>
internal sealed unsafe class PipeHandle(Realm realm, bool isServer, bool carriesHandles) : SocketHandle(realm)
{
    /// <summary>What the constructor takes for a connection that carries handles.</summary>
    public const int Ipc = 2;

    private string? _path;
    private int _received = -1;

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

    protected override SysResult<int> Receive(Span<byte> room)
    {
        if (!carriesHandles)
            return base.Receive(room);
        if (Sys.Net.ReceiveDescriptor(Fd, room).IsError(out var received, out var errno))
            return errno;
        _received = received.Descriptor;
        return received.Count;
    }

    // As LibuvStreamWrap: the handle is there before the bytes that speak of it.
    protected override void BeforeDelivery()
    {
        if (_received < 0)
            return;
        var fd = _received;
        _received = -1;
        if (NewHandle(fd) is var handle && handle != 0)
            V8Api.ObjectSet(Object, Realm.Context, V8.Name(Realm.Isolate, "pendingHandle"), handle);
    }

    // The handle of a descriptor that came over the stream, as a local; 0, and it is closed, for what has none.
    private nint NewHandle(int fd)
    {
        var state = Realm.State<StreamState>();
        var kind = Sys.Net.GetOption(fd, SocketOption.Kind) is { Ok: true, Value: var value } ? (SocketKind)value : (SocketKind?)null;
        var template = kind switch
        {
            SocketKind.Tcp4 or SocketKind.Tcp6 => state.TcpTemplate,
            SocketKind.UnixStream => state.PipeTemplate,
            SocketKind.Udp4 or SocketKind.Udp6 => state.UdpTemplate,
            _ => 0,
        };
        if (template == 0)
        {
            Sys.Close(fd);
            return 0;
        }
        using var trigger = new TriggerScope(Realm, Object);
        var argument = V8.Int(Realm.Isolate, Socket);
        var made = V8Api.FunctionNewInstance(V8Api.FunctionTemplateGetFunction(template, Realm.Context), Realm.Context, 1, &argument);
        var errno = made == 0 ? Errno.EINVAL
            : Realm.Unwrap<StreamHandle>(made) is { } stream ? stream.Open(made, fd)
            : Realm.Unwrap<UdpHandle>(made) is { } udp ? udp.Open(made, fd) : Errno.EINVAL;
        if (errno != Errno.Success)
            Sys.Close(fd);
        return errno == Errno.Success ? made : 0;
    }

    protected override void EndNow()
    {
        if (_received >= 0)
            Sys.Close(_received);
        _received = -1;
        if (_path is not null and not ['\0', ..])
            Sys.Unlink(_path);
        base.EndNow();
    }
}
