using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native side of a <c>UDP</c> object.</summary>
internal sealed class UdpHandle(Realm realm) : LoopHandle(realm)
{
    // As libuv: the largest datagram fits, and so many are taken before other handles get their turn.
    private const int ReceiveSize = 64 * 1024;
    private const int ReceivesInTurn = 32;

    private const int FlagV6Only = 1, FlagReuseAddress = 4, FlagReusePort = 64;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(ReceiveSize);
    private bool _receiving, _waits;

    /// <summary>The descriptor; -1 while there is none.</summary>
    public int Fd { get; private set; } = -1;

    /// <summary>Whether it was made for IPv6.</summary>
    public bool IsV6 { get; private set; }

    protected override string ResourceName => "UDPWrap";

    private SecureExec.Kernel.ProcessSyscalls Sys => Realm.Guest.Sys;

    /// <summary>Takes a descriptor over. EBADF, EINVAL when it is no UDP socket.</summary>
    public Errno Open(nint wrapper, int fd)
    {
        if (Fd >= 0)
            return Errno.EBUSY;
        if (Sys.Net.GetOption(fd, SocketOption.Kind).IsError(out var kind, out var errno))
            return errno;
        if ((SocketKind)kind is not (SocketKind.Udp4 or SocketKind.Udp6))
            return Errno.EINVAL;
        return Take(wrapper, fd, (SocketKind)kind == SocketKind.Udp6);
    }

    /// <summary>Makes the socket when there is none.</summary>
    public Errno Prepare(nint wrapper, bool isV6)
    {
        if (IsClosing)
            return Errno.EBADF;
        if (Fd >= 0)
            return Errno.Success;
        if (Sys.Net.Socket(isV6 ? SocketKind.Udp6 : SocketKind.Udp4).IsError(out var fd, out var errno))
            return errno;
        return Take(wrapper, fd, isV6);
    }

    public Errno Bind(nint wrapper, IpEndpoint name, int flags)
    {
        var errno = Prepare(wrapper, name.Address.IsV6);
        if (errno == Errno.Success && (flags & FlagReuseAddress) != 0)
            errno = SetOption(SocketOption.ReuseAddress, 1);
        if (errno == Errno.Success && (flags & FlagReusePort) != 0)
            errno = SetOption(SocketOption.ReusePort, 1);
        if (errno == Errno.Success && (flags & FlagV6Only) != 0)
            errno = name.Address.IsV6 ? SetOption(SocketOption.V6Only, 1) : Errno.EINVAL;
        return errno == Errno.Success ? Sys.Net.Bind(Fd, name).Error : errno;
    }

    /// <summary>Begins to receive. EBADF while there is no socket.</summary>
    public Errno StartReceiving()
    {
        if (IsClosing || Fd < 0)
            return Errno.EBADF;
        _receiving = true;
        Realm.State<HandleDescriptors>().Set(Fd, watched: true);
        SetActive(true);
        Wait();
        return Errno.Success;
    }

    public void StopReceiving()
    {
        _receiving = false;
        if (Fd >= 0)
            Realm.State<HandleDescriptors>().Set(Fd, watched: false);
        SetActive(false);
    }

    public Errno SetOption(SocketOption option, int value) => Fd < 0 ? Errno.EBADF : Sys.Net.SetOption(Fd, option, value).Error;

    public override void Dispose()
    {
        EndNow();
        base.Dispose();
    }

    protected override void EndNow()
    {
        _receiving = false;
        if (Fd < 0)
            return;
        Realm.State<HandleDescriptors>().Set(Fd, watched: false);
        Realm.Guest.Process?.Sys.Close(Fd);
        Fd = -1;
    }

    protected override void Cancel()
    {
    }

    private Errno Take(nint wrapper, int fd, bool isV6)
    {
        if (Realm.State<HandleDescriptors>().IsWatched(fd))
            return Errno.EEXIST;
        (Fd, IsV6) = (fd, isV6);
        Hold(wrapper);
        return Errno.Success;
    }

    private void Wait()
    {
        if (_waits)
            return;
        _waits = true;
        var loop = Realm.Guest.Loop;
        if (!Sys.NotifyReadable(Fd, () => loop.PostCalls(OnReadable)))
            loop.PostCalls(OnReadable);
    }

    private void OnReadable()
    {
        _waits = false;
        for (var turn = 0; turn < ReceivesInTurn && _receiving && !IsClosing && !Realm.Guest.Loop.Stopped; turn++)
        {
            if (Sys.Net.ReceiveFrom(Fd, _buffer).IsError(out var received, out var errno))
            {
                if (errno == Errno.EAGAIN)
                    break;
                Tell(Errors.ToUv(errno), V8.Undefined(Realm.Isolate), V8.Undefined(Realm.Isolate));
                break;
            }
            var from = V8Api.ObjectNew(Realm.Isolate);
            SocketNames.Write(Realm, from, received.From);
            Tell(received.Length, NodeBuffer.Create(Realm, _buffer.AsSpan(0, received.Length)), from);
        }
        if (_receiving && !IsClosing)
            Wait();
    }

    private void Tell(int countOrError, nint buffer, nint from) =>
        Call(V8.Name(Realm.Isolate, "onmessage"), V8.Int(Realm.Isolate, countOrError), Object, buffer, from);
}
