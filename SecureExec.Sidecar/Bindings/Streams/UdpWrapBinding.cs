using System.Buffers;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('udp_wrap')</c>: UDP sockets of the virtual kernel.</summary>
internal static unsafe class UdpWrapBinding
{
    public static void Define(BindingBuilder b)
    {
        b.Realm.State<StreamState>().UdpTemplate = b.Class("UDP", HandleMethods.Add(b.NewClass("UDP", FsAsyncObject.FirstOwnField, &Construct))
            .Method("open", &Open)
            .Method("bind", &Bind)
            .Method("bind6", &Bind6)
            .Method("connect", &Connect)
            .Method("connect6", &Connect6)
            .Method("disconnect", &Disconnect)
            .Method("send", &Send)
            .Method("send6", &Send6)
            .Method("recvStart", &RecvStart)
            .Method("recvStop", &RecvStop)
            .Method("getsockname", &GetSockName)
            .Method("getpeername", &GetPeerName)
            .Method("addMembership", &AddMembership)
            .Method("dropMembership", &DropMembership)
            .Method("addSourceSpecificMembership", &AddSource)
            .Method("dropSourceSpecificMembership", &DropSource)
            .Method("setMulticastInterface", &SetMulticastInterface)
            .Method("setMulticastTTL", &SetMulticastTtl)
            .Method("setMulticastLoopback", &SetMulticastLoopback)
            .Method("setBroadcast", &SetBroadcast)
            .Method("setTTL", &SetTtl)
            .Method("bufferSize", &BufferSize)
            .Method("getSendQueueSize", &Nothing)
            .Method("getSendQueueCount", &Nothing)
            .Accessor("fd", &GetFd));
        b.Class("SendWrap", FsAsyncObject.Methods(b.NewClass("SendWrap", FsAsyncObject.FirstOwnField, &StreamWrapBinding.Construct)));
    }

    private static UdpHandle? Of(CallInfo info) => info.Realm.Unwrap<UdpHandle>(info.This);

    private static SocketSyscalls Net(CallInfo info) => info.Realm.Guest.Sys.Net;

    private static void Return(CallInfo info, Errno errno) => info.Return(Errors.ToUv(errno));

    private static void Construct(CallInfo info)
    {
        FsAsyncObject.Begin(info.Realm, info.This, "UDPWRAP");
        info.Realm.Wrap(info.This, new UdpHandle(info.Realm));
    }

    // (fd)
    private static void Open(CallInfo info)
    {
        if (Of(info) is { } handle)
            Return(info, handle.Open(info.This, info.Int32(0)));
    }

    private static void Bind(CallInfo info) => Bind(info, isV6: false);

    private static void Bind6(CallInfo info) => Bind(info, isV6: true);

    // (address, port, flags)
    private static void Bind(CallInfo info, bool isV6)
    {
        if (Of(info) is { } handle)
            Return(info, SocketNames.TryRead(info, 0, isV6, out var name) ? handle.Bind(info.This, name, info.Int32(2)) : Errno.EINVAL);
    }

    private static void Connect(CallInfo info) => Connect(info, isV6: false);

    private static void Connect6(CallInfo info) => Connect(info, isV6: true);

    // (address, port)
    private static void Connect(CallInfo info, bool isV6)
    {
        if (Of(info) is not { } handle)
            return;
        var errno = SocketNames.TryRead(info, 0, isV6, out var name) ? handle.Prepare(info.This, isV6) : Errno.EINVAL;
        Return(info, errno == Errno.Success ? Net(info).Connect(handle.Fd, name).Error : errno);
    }

    private static void Disconnect(CallInfo info)
    {
        if (Of(info) is { } handle)
            Return(info, handle.Fd < 0 ? Errno.EBADF : Net(info).Disconnect(handle.Fd).Error);
    }

    private static void Send(CallInfo info) => Send(info, isV6: false);

    private static void Send6(CallInfo info) => Send(info, isV6: true);

    // (request, list, count, port, address, hasCallback), connected without port and address. The kernel takes or refuses a datagram at once, so the answer is
    // always libuv's error or one more than the bytes sent.
    private static void Send(CallInfo info, bool isV6)
    {
        if (Of(info) is not { } handle)
            return;
        if (V8.IsSmi(info[1]) || V8Api.IsArray(info[1]) == 0 || V8.Items(info[1], info.Context) is not { } items)
        {
            info.ThrowTypeError("The \"list\" argument must be an instance of Array.");
            return;
        }
        IpEndpoint? to = null;
        if (info.Length > 4)
        {
            if (!SocketNames.TryRead(info, 4, isV6, out var name))
            {
                Return(info, Errno.EINVAL);
                return;
            }
            to = name with { Port = (ushort)info.Int32(3) };
        }
        var data = new ArrayBufferWriter<byte>();
        foreach (var item in items)
        {
            if (!V8.Bytes(item, out var bytes))
            {
                info.ThrowTypeError("The \"list\" argument must hold buffers only.");
                return;
            }
            if (data.WrittenCount + (long)bytes.Length > UdpSocket.MaxDatagram)
            {
                Return(info, Errno.EMSGSIZE);
                return;
            }
            data.Write(bytes);
        }
        var errno = handle.Prepare(info.This, isV6);
        if (errno != Errno.Success || Net(info).SendTo(handle.Fd, data.WrittenSpan, to).IsError(out var sent, out errno))
            Return(info, errno);
        else
            info.Return(sent + 1);
    }

    private static void RecvStart(CallInfo info)
    {
        if (Of(info) is { } handle)
            Return(info, handle.StartReceiving());
    }

    private static void RecvStop(CallInfo info)
    {
        Of(info)?.StopReceiving();
        info.Return(0);
    }

    private static void GetSockName(CallInfo info) => GetName(info, ofPeer: false);

    private static void GetPeerName(CallInfo info) => GetName(info, ofPeer: true);

    // (object to fill)
    private static void GetName(CallInfo info, bool ofPeer)
    {
        if (Of(info) is not { } handle)
            return;
        var errno = Errno.EBADF;
        if (handle.Fd >= 0 && !(ofPeer ? Net(info).GetPeerName(handle.Fd) : Net(info).GetSockName(handle.Fd)).IsError(out var name, out errno) && info.IsObject(0))
            SocketNames.Write(info.Realm, info[0], name);
        Return(info, errno);
    }

    private static void AddMembership(CallInfo info) => SetMembership(info, join: true);

    private static void DropMembership(CallInfo info) => SetMembership(info, join: false);

    // (group, interface)
    private static void SetMembership(CallInfo info, bool join)
    {
        if (Of(info) is not { } handle)
            return;
        var errno = Errno.EINVAL;
        if (TryAddress(info, 0, out var group, out _) && TryDevice(info, 1, out var device, out errno))
        {
            errno = handle.Prepare(info.This, group.IsV6);
            if (errno == Errno.Success)
                errno = Net(info).SetMembership(handle.Fd, group, null, device, join).Error;
        }
        Return(info, errno);
    }

    private static void AddSource(CallInfo info) => SetSource(info, join: true);

    private static void DropSource(CallInfo info) => SetSource(info, join: false);

    // (source, group, interface)
    private static void SetSource(CallInfo info, bool join)
    {
        if (Of(info) is not { } handle)
            return;
        var errno = Errno.EINVAL;
        if (TryAddress(info, 0, out var source, out _) && TryAddress(info, 1, out var group, out _) && source.IsV6 == group.IsV6 && TryDevice(info, 2, out var device, out errno))
        {
            errno = handle.Prepare(info.This, group.IsV6);
            if (errno == Errno.Success)
                errno = Net(info).SetMembership(handle.Fd, group, source, device, join).Error;
        }
        Return(info, errno);
    }

    // (address): there is one interface that carries groups, the loopback one.
    private static void SetMulticastInterface(CallInfo info)
    {
        if (Of(info) is not { } handle)
            return;
        if (handle.Fd < 0)
            Return(info, Errno.EBADF);
        else if (!TryAddress(info, 0, out var device, out var hasZone) || device.IsV6 != handle.IsV6)
            Return(info, Errno.EINVAL);
        else
            Return(info, device.IsAny || device.IsLoopback || hasZone ? Errno.Success : Errno.EADDRNOTAVAIL);
    }

    private static void SetMulticastTtl(CallInfo info) => SetOption(info, SocketOption.MulticastTtl);

    private static void SetMulticastLoopback(CallInfo info) => SetOption(info, SocketOption.MulticastLoop);

    private static void SetBroadcast(CallInfo info) => SetOption(info, SocketOption.Broadcast);

    private static void SetTtl(CallInfo info) => SetOption(info, SocketOption.Ttl);

    // (value)
    private static void SetOption(CallInfo info, SocketOption option)
    {
        if (Of(info) is { } handle)
            Return(info, handle.SetOption(option, info.Int32(0)));
    }

    // (size or 0 to ask, of receiving, object for the error)
    private static void BufferSize(CallInfo info)
    {
        if (Of(info) is not { } handle)
            return;
        var (size, ofReceiving) = ((uint)info.Int32(0), info.IsTrue(1));
        var option = ofReceiving ? SocketOption.ReceiveBuffer : SocketOption.SendBuffer;
        var errno = size > int.MaxValue ? Errno.EINVAL : handle.Fd < 0 ? Errno.EBADF : Errno.Success;
        if (errno == Errno.Success && size > 0)
            errno = handle.SetOption(option, (int)size);
        if (errno == Errno.Success && !Net(info).GetOption(handle.Fd, option).IsError(out var value, out errno))
        {
            info.Return(size == 0 ? value : (int)size);
            return;
        }
        if (!info.IsObject(2))
            return;
        var (iso, context) = (info.Isolate, info.Context);
        V8.Set(iso, context, info[2], "errno", V8.Int(iso, Errors.ToUv(errno)));
        V8.Set(iso, context, info[2], "code", V8.Str(iso, Errors.CodeOf(errno)));
        V8.Set(iso, context, info[2], "message", V8.Str(iso, Errors.TextOf(errno)));
        V8.Set(iso, context, info[2], "syscall", V8.Str(iso, ofReceiving ? "uv_recv_buffer_size" : "uv_send_buffer_size"));
    }

    // Nothing waits to be sent: the kernel takes a datagram at once.
    private static void Nothing(CallInfo info) => info.Return(0);

    private static void GetFd(CallInfo info) => info.Return(Of(info) is { Fd: >= 0 } handle ? handle.Fd : Errors.ToUv(Errno.EBADF));

    private static bool TryAddress(CallInfo info, int index, out IpAddress address, out bool hasZone)
    {
        (address, hasZone) = (default, false);
        if (!info.IsString(index) || V8Api.StringLength(info[index]) > 64)
            return false;
        var text = V8.Text(info.Isolate, info[index]).AsSpan();
        var zone = text.IndexOf('%');
        hasZone = zone >= 0; // there is but one interface; as in libuv a zone that is none means that the kernel chooses
        return IpAddress.TryParse(zone >= 0 ? text[..zone] : text, out address);
    }

    // Without an interface, and with one by its zone, the kernel chooses.
    private static bool TryDevice(CallInfo info, int index, out IpAddress? device, out Errno errno)
    {
        (device, errno) = (null, Errno.Success);
        if (info.IsNullish(index))
            return true;
        if (!TryAddress(info, index, out var given, out var hasZone))
        {
            errno = Errno.EINVAL;
            return false;
        }
        device = hasZone ? null : given;
        return true;
    }
}
