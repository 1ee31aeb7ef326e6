using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What the classes <c>TCP</c> and <c>Pipe</c> have in common.</summary>
internal static unsafe class SocketMethods
{
    /// <summary>A class of stream sockets with the method <c>open</c>.</summary>
    public static ClassBuilder NewClass(BindingBuilder b, string name, delegate*<CallInfo, void> construct) =>
        b.NewClass(name, StreamHandle.Fields, construct, StreamMethods.Template(b)).Method("open", &Open);

    /// <summary>The class of requests to connect; its template.</summary>
    public static nint ConnectClass(BindingBuilder b, string name) =>
        b.Class(name, FsAsyncObject.Methods(b.NewClass(name, FsAsyncObject.FirstOwnField, &StreamWrapBinding.Construct)));

    /// <summary>Begins to connect and answers what <paramref name="connect"/> does; the first argument is the request.</summary>
    public static void Connect(CallInfo info, string resource, string className, Func<LoopRequest, Errno> connect)
    {
        using var trigger = new TriggerScope(info.Realm, info.This);
        var request = new LoopRequest(info.Realm, info[0], resource, className);
        var errno = connect(request);
        if (errno != Errno.Success)
            request.Abandon();
        info.Return(Errors.ToUv(errno));
    }

    // (fd)
    private static void Open(CallInfo info)
    {
        if (info.Realm.Unwrap<SocketHandle>(info.This) is not { } handle)
            return;
        var (sys, fd) = (info.Realm.Guest.Sys, info.Int32(0));
        var errno = sys.Net.GetOption(fd, SocketOption.Kind).Error;
        if (errno == Errno.Success)
            errno = handle.Open(info.This, fd);
        info.Return(Errors.ToUv(errno));
    }
}
