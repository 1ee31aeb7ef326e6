using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>read</c> and <c>readBuffers</c>. A stream without data (standard input) keeps the request waiting, never the event loop.</summary>
internal static unsafe class FsReads
{
    public static void Define(BindingBuilder b) => b
        .Function("read", &Read)
        .Function("readBuffers", &ReadBuffers);

    // (fd, buffer, offset, length, position, request)
    private static void Read(CallInfo info)
    {
        if (!FsArgs.Fd(info, 0, out var fd) || !Range(info, out var offset, out var length, out var target))
            return;
        var (sys, position) = (info.Realm.Guest.Sys, FsArgs.Position(info, 4));
        var synchronous = info.IsUndefined(5);
        var result = sys.Read(fd, target, position, wait: synchronous);
        if (synchronous)
            FsReply.SendNumber(info, 5, result.Error, result.Ok ? result.Value : 0, "read");
        else if (FsRequest.TryBegin(info, 5, out var request))
            Finish(info, request!, result, fd, offset, length, position);
    }

    /// <summary>Bytes of argument 1 that offset and length (arguments 2 and 3) name.</summary>
    public static bool Range(CallInfo info, out int offset, out int length, out Span<byte> range)
    {
        offset = length = 0;
        range = default;
        if (!info.Bytes(1, out var bytes))
        {
            info.ThrowTypeError("The \"buffer\" argument must be an instance of Buffer, TypedArray, or DataView.");
            return false;
        }
        if (!FsArgs.Number(info, 2, out var start) || !FsArgs.Number(info, 3, out var count))
            return false;
        if (!(start >= 0 && count >= 0 && start + count <= bytes.Length))
        {
            V8.ThrowRangeError(info.Isolate, "The value of \"length\" is out of range.", "ERR_OUT_OF_RANGE");
            return false;
        }
        (offset, length) = ((int)start, (int)count);
        range = bytes.Slice(offset, length);
        return true;
    }

    // (fd, buffers, position, request)
    private static void ReadBuffers(CallInfo info)
    {
        if (!FsArgs.Fd(info, 0, out var fd) || !FsVectors.Buffers(info, 1, out var buffers))
            return;
        var (sys, position) = (info.Realm.Guest.Sys, FsArgs.Position(info, 2));
        var synchronous = info.IsUndefined(3);
        var total = 0;
        var errno = Errno.Success;
        foreach (var buffer in buffers)
        {
            if (!V8.Bytes(buffer, out var bytes) || bytes.IsEmpty)
                continue;
            if (sys.Read(fd, bytes, position < 0 ? -1 : position + total, wait: synchronous && total == 0).IsError(out var count, out errno))
                break;
            total += count;
            if (count < bytes.Length)
                break;
        }
        if (errno == Errno.EAGAIN && total == 0 && !synchronous && buffers.Length > 0)
        {
            // A stream gives what it has: the first buffer waits for it.
            if (FsRequest.TryBegin(info, 3, out var request) && V8.Bytes(buffers[0], out var first))
                new FsPendingRead(info.Realm, fd, buffers[0], 0, first.Length, position).Wait(request!);
            return;
        }
        FsReply.SendNumber(info, 3, total > 0 ? Errno.Success : errno, total, "read");
    }

    private static void Finish(CallInfo info, FsRequest request, SysResult<int> result, int fd, int offset, int length, long position)
    {
        if (result.Error == Errno.EAGAIN)
        {
            new FsPendingRead(info.Realm, fd, info[1], offset, length, position).Wait(request);
            return;
        }
        var count = result.Ok ? result.Value : 0;
        request.Complete(result.Error, "read", null, null, (r, _) => V8.Int(r.Isolate, count));
    }
}
