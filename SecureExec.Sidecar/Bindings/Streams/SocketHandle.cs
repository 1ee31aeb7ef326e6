using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What <c>TCP</c> and <c>Pipe</c> have in common: a socket made when it is first needed, connecting, and accepting.</summary>
internal abstract unsafe class SocketHandle(Realm realm) : StreamHandle(realm)
{
    /// <summary>What the constructors take: a connection, or a server.</summary>
    public const int Socket = 0, Server = 1;

    /// <summary>The class of what it accepts.</summary>
    protected abstract nint ClientTemplate { get; }

    /// <summary>Sees that there is a socket. EBADF when it is closing, and what <c>socket(2)</c> answers.</summary>
    protected Errno Prepare(nint wrapper, SocketKind kind)
    {
        if (IsClosing)
            return Errno.EBADF;
        if (Fd >= 0)
            return Errno.Success;
        if (Sys.Net.Socket(kind).IsError(out var fd, out var errno))
            return errno;
        return Open(wrapper, fd);
    }

    /// <summary>Tells the request its outcome in a later turn, as libuv does when the kernel has answered at once.</summary>
    protected void CompleteConnectingLater(LoopRequest request, Errno outcome)
    {
        SetActive(true);
        Realm.Guest.Loop.PostCalls(() =>
        {
            if (Connecting == request && !IsClosing)
                CompleteConnecting(request, outcome);
        });
    }

    protected override void OnAcceptable()
    {
        while (!IsClosing && !Realm.Guest.Loop.Stopped)
        {
            var accepted = Sys.Net.Accept(Fd);
            if (accepted.Error is Errno.EAGAIN or Errno.ECONNABORTED)
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

    private nint NewClient(int fd)
    {
        using var trigger = new TriggerScope(Realm, Object);
        var kind = V8.Int(Realm.Isolate, Socket);
        var made = V8Api.FunctionNewInstance(V8Api.FunctionTemplateGetFunction(ClientTemplate, Realm.Context), Realm.Context, 1, &kind);
        if (made != 0 && Realm.Unwrap<SocketHandle>(made) is { } handle)
            handle.Open(made, fd);
        else
            Sys.Close(fd);
        return made;
    }
}
