using System.Buffers;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Text;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>writeBuffer</c>, <c>writeBuffers</c>, <c>writeString</c>: everything is written or the error says why not.</summary>
internal static unsafe class FsWrites
{
    private const int StackBytes = 1024;

    public static void Define(BindingBuilder b) => b
        .Function("writeBuffer", &WriteBuffer)
        .Function("writeBuffers", &WriteBuffers)
        .Function("writeString", &WriteString);

    /// <summary>Writes all of the data, in as many calls as the kernel's limit per call needs; gives the bytes written before an error. A full stream is waited for, or EAGAIN beside what
    /// was written.</summary>
    public static int WriteAll(ProcessSyscalls sys, int fd, ReadOnlySpan<byte> data, long position, out Errno errno, bool wait = true)
    {
        var total = 0;
        do
        {
            if (sys.Write(fd, data[total..], position < 0 ? -1 : position + total, wait).IsError(out var count, out errno))
                break;
            total += count;
            if (count == 0)
                break;
        }
        while (total < data.Length);
        if (total > 0 && (wait || errno != Errno.EAGAIN))
            errno = Errno.Success;
        return total;
    }

    // (fd, buffer, offset, length, position, request, context)
    private static void WriteBuffer(CallInfo info)
    {
        if (!FsArgs.Fd(info, 0, out var fd) || !FsReads.Range(info, out _, out _, out var data))
            return;
        var synchronous = info.IsUndefined(5);
        var count = WriteAll(info.Realm.Guest.Sys, fd, data, FsArgs.Position(info, 4), out var errno, synchronous);
        if (errno == Errno.EAGAIN && !synchronous)
            Continue(info, 5, fd, [NodeBuffer.Create(info.Realm, data[count..])], 0, count);
        else
            Send(info, 5, errno, count);
    }

    // (fd, buffers, position, request)
    private static void WriteBuffers(CallInfo info)
    {
        if (!FsArgs.Fd(info, 0, out var fd) || !FsVectors.Buffers(info, 1, out var buffers))
            return;
        var (sys, position) = (info.Realm.Guest.Sys, FsArgs.Position(info, 2));
        var synchronous = info.IsUndefined(3);
        var total = 0;
        var errno = Errno.Success;
        for (var i = 0; i < buffers.Length; i++)
        {
            if (!V8.Bytes(buffers[i], out var bytes) || bytes.IsEmpty)
                continue;
            var count = WriteAll(sys, fd, bytes, position < 0 ? -1 : position + total, out errno, synchronous);
            total += count;
            if (errno == Errno.EAGAIN && !synchronous)
            {
                Continue(info, 3, fd, buffers.Skip(i), count, total);
                return;
            }
            if (count < bytes.Length)
                break;
        }
        FsReply.SendNumber(info, 3, total > 0 ? Errno.Success : errno, total, "write");
    }

    // (fd, text, position, encoding, request, context)
    private static void WriteString(CallInfo info)
    {
        if (!FsArgs.Fd(info, 0, out var fd) || info.Text(1) is not { } text)
            return;
        var encoding = FsArgs.Encoding(info, 3);
        var size = StringBytes.MaxByteLength(text, encoding);
        var rented = size > StackBytes ? ArrayPool<byte>.Shared.Rent(size) : null;
        Span<byte> bytes = rented ?? stackalloc byte[StackBytes];
        var length = StringBytes.Encode(text, bytes[..size], encoding);
        var synchronous = info.IsUndefined(4);
        var count = WriteAll(info.Realm.Guest.Sys, fd, bytes[..length], FsArgs.Position(info, 2), out var errno, synchronous);
        var waits = errno == Errno.EAGAIN && !synchronous;
        var rest = waits ? NodeBuffer.Create(info.Realm, bytes[count..length]) : 0;
        if (rented != null)
            ArrayPool<byte>.Shared.Return(rented);
        if (waits)
            Continue(info, 4, fd, [rest], 0, count);
        else
            Send(info, 4, errno, count);
    }

    private static void Continue(CallInfo info, int req, int fd, IEnumerable<nint> buffers, int offset, int written)
    {
        if (FsRequest.TryBegin(info, req, out var request))
            new FsPendingWrite(info.Realm, fd, buffers, offset, written, (count, errno) => request!.Complete(errno, "write", null, null, (r, _) => V8.Int(r.Isolate, count))).Wait();
    }

    // A synchronous write tells its error through the context object after the request: JavaScript makes the exception.
    private static void Send(CallInfo info, int req, Errno errno, int count)
    {
        if (errno == Errno.Success || !info.IsUndefined(req) || !info.IsObject(req + 1))
        {
            FsReply.SendNumber(info, req, errno, count, "write");
            return;
        }
        var (iso, context) = (info.Isolate, info.Context);
        V8.Set(iso, context, info[req + 1], "errno", V8.Int(iso, Errors.ToUv(errno)));
        // A setter that the guest put on Object.prototype may have thrown: that is its error then.
        if (V8Api.HasPendingException(iso) != 0)
            return;
        V8.Set(iso, context, info[req + 1], "syscall", V8.Str(iso, "write"));
    }
}
