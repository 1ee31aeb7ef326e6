using System.Buffers;
using SecureExec.Abi;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Text;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The methods of a stream's object (<c>StreamBase</c> over <c>LibuvStreamWrap</c>), which its classes inherit.</summary>
internal static unsafe class StreamMethods
{
    /// <summary>The class that TCP, Pipe and TTY inherit, made once a realm, as a persistent handle.</summary>
    public static nint Template(BindingBuilder b)
    {
        var state = b.Realm.State<StreamState>();
        if (state.StreamTemplate != 0 && !b.Realm.NamesOnly)
            return state.StreamTemplate;
        var built = Add(HandleMethods.Add(new ClassBuilder(b.Realm, "stream_wrap", "LibuvStreamWrap", StreamHandle.Fields, null)))
            .Method("setBlocking", &SetBlocking);
        return state.StreamTemplate = built.Template;
    }

    /// <summary>The methods of <c>StreamBase</c>, for a class whose native object is an <see cref="IStreamBase"/>.</summary>
    public static ClassBuilder Add(ClassBuilder builder) => builder
            .Method("readStart", &ReadStart)
            .Method("readStop", &ReadStop)
            .Method("shutdown", &Shutdown)
            .Method("useUserBuffer", &UseUserBuffer)
            .Method("writev", &Writev)
            .Method("writeBuffer", &WriteBuffer)
            .Method("writeAsciiString", &WriteAscii)
            .Method("writeUtf8String", &WriteUtf8)
            .Method("writeUcs2String", &WriteUcs2)
            .Method("writeLatin1String", &WriteLatin1)
            .Accessor("fd", &GetFd)
            .Accessor("bytesRead", &GetBytesRead)
            .Accessor("bytesWritten", &GetBytesWritten)
            .Accessor("writeQueueSize", &GetWriteQueueSize)
            .Accessor("isStreamBase", &GetIsStreamBase)
            .Accessor("onread", &GetOnRead, &SetOnRead);

    /// <summary>Prepares the object of a stream made now.</summary>
    public static void Begin(CallInfo info, IStreamBase handle, string provider)
    {
        FsAsyncObject.Begin(info.Realm, info.This, provider);
        V8Api.ObjectSetInternal(info.This, StreamHandle.OnReadField, V8.Undefined(info.Isolate));
        info.Realm.Wrap(info.This, handle);
    }

    /// <summary>Calls a stream's <c>onread</c>. The answer is a buffer to read into next; 0: none was given.</summary>
    /// <param name="realm">The realm.</param>
    /// <param name="stream">The stream's object.</param>
    /// <param name="userBuffer">JavaScript's own buffer; 0: it has none.</param>
    /// <param name="data">The bytes; they may lie in that buffer already.</param>
    /// <param name="status">Their number, or libuv's error.</param>
    public static nint CallOnRead(Realm realm, nint stream, nint userBuffer, ReadOnlySpan<byte> data, int status)
    {
        var iso = realm.Isolate;
        var onread = V8Api.ObjectGetInternal(stream, StreamHandle.OnReadField);
        if (V8.IsSmi(onread) || V8Api.IsFunction(onread) == 0)
            return 0;
        var isOwn = userBuffer != 0;
        if (isOwn && status > 0 && V8.Bytes(userBuffer, out var own) && data.Length <= own.Length)
            data.CopyTo(own);
        var buffer = status > 0 && !isOwn ? V8.ArrayBuffer(iso, data) : V8.Undefined(iso);
        realm.State<StreamState>().SetRead(status);
        var answer = Callbacks.Make(realm, stream, onread, [buffer], FsAsyncObject.ContextOf(realm, stream));
        return isOwn && answer != 0 && !V8.IsSmi(answer) && V8Api.IsArrayBufferView(answer) != 0 ? answer : 0;
    }

    private static IStreamBase? Of(CallInfo info) => info.Realm.Unwrap<IStreamBase>(info.This);

    private static void ReadStart(CallInfo info)
    {
        if (Of(info) is { } stream)
            info.Return(Errors.ToUv(stream.ReadStart()));
    }

    private static void ReadStop(CallInfo info)
    {
        if (Of(info) is { } stream)
            info.Return(Errors.ToUv(stream.ReadStop()));
    }

    // (request)
    private static void Shutdown(CallInfo info)
    {
        var (realm, state) = (info.Realm, info.Realm.State<StreamState>());
        if (Of(info) is not { } stream || !IsInstance(info, 0, state.ShutdownTemplate, "ShutdownWrap"))
            return;
        if (stream.TryShutdown(out var failed))
        {
            // libuv's 1: it was done at once, and the request is not called.
            info.Return(failed == Errno.Success ? 1 : Errors.ToUv(failed));
            return;
        }
        using var trigger = new TriggerScope(realm, info.This);
        var request = new LoopRequest(realm, info[0], "SHUTDOWNWRAP", stream.DefersWrites ? null : "ShutdownWrap");
        var errno = stream.Shutdown(request);
        if (errno != Errno.Success)
            request.Abandon();
        info.Return(Errors.ToUv(errno));
    }

    // (buffer)
    private static void UseUserBuffer(CallInfo info)
    {
        if (Of(info) is not { } stream)
            return;
        if (V8.IsSmi(info[0]) || V8Api.IsArrayBufferView(info[0]) == 0)
        {
            info.ThrowTypeError("The \"buffer\" argument must be an instance of Buffer, TypedArray, or DataView.");
            return;
        }
        stream.UseBuffer(info[0]);
        info.Return(0);
    }

    // The kernel takes at once what it has room for; there is nothing to block on.
    private static void SetBlocking(CallInfo info) => info.Return(Errors.ToUv(Of(info) is { IsClosing: false, Fd: >= 0 } ? Errno.Success : Errno.EBADF));

    // (request or null, chunks, allBuffers): buffers, or buffers and strings each followed by its encoding.
    private static void Writev(CallInfo info)
    {
        if (Of(info) is not { } stream || !HasRequest(info))
            return;
        if (V8.IsSmi(info[1]) || V8Api.IsArray(info[1]) == 0 || V8.Items(info[1], info.Context) is not { } items)
        {
            info.ThrowTypeError("The \"chunks\" argument must be an instance of Array.");
            return;
        }
        var data = new ArrayBufferWriter<byte>();
        for (var i = 0; i < items.Length; i += info.IsTrue(2) ? 1 : 2)
        {
            if (V8.Bytes(items[i], out var bytes))
            {
                data.Write(bytes);
                continue;
            }
            var encoding = NodeEncoding.Utf8;
            if (i + 1 < items.Length && !V8.IsSmi(items[i + 1]) && V8Api.IsString(items[i + 1]) != 0 && !BufferTextFunctions.TryParseEncoding(V8.Text(info.Isolate, items[i + 1]), out encoding))
                encoding = NodeEncoding.Utf8;
            if (V8.IsSmi(items[i]) || V8Api.IsString(items[i]) == 0)
            {
                info.ThrowTypeError("The \"chunk\" argument must be of type string or an instance of Buffer.");
                return;
            }
            Encode(info.Isolate, items[i], encoding, data);
        }
        Write(info, stream, data.WrittenSpan);
    }

    // (request or null, buffer, handle to send)
    private static void WriteBuffer(CallInfo info)
    {
        if (Of(info) is not { } stream || !HasRequest(info))
            return;
        if (V8.IsSmi(info[1]) || V8Api.IsArrayBufferView(info[1]) == 0 || !info.Bytes(1, out var bytes))
        {
            info.ThrowTypeError("Second argument must be a buffer");
            return;
        }
        if (TakeHandle(info, out var sent))
            Write(info, stream, bytes, sent);
    }

    private static void WriteAscii(CallInfo info) => WriteString(info, NodeEncoding.Latin1);

    private static void WriteLatin1(CallInfo info) => WriteString(info, NodeEncoding.Latin1);

    private static void WriteUtf8(CallInfo info) => WriteString(info, NodeEncoding.Utf8);

    private static void WriteUcs2(CallInfo info) => WriteString(info, NodeEncoding.Utf16Le);

    // (request or null, string, handle to send)
    private static void WriteString(CallInfo info, NodeEncoding encoding)
    {
        if (Of(info) is not { } stream || !HasRequest(info))
            return;
        if (!info.IsString(1))
        {
            info.ThrowTypeError("The \"string\" argument must be of type string.");
            return;
        }
        if (!TakeHandle(info, out var sent))
            return;
        var size = MaxBytes(info[1], encoding);
        var pooled = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            Write(info, stream, pooled.AsSpan(0, BufferText.Write(info.Isolate, info[1], pooled.AsSpan(0, size), encoding)), sent);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pooled);
        }
    }

    // The result is 0 or libuv's error when it is over, else the request object, the caller's or one made here.
    private static void Write(CallInfo info, IStreamBase stream, ReadOnlySpan<byte> data, int sent = -1)
    {
        var (realm, state) = (info.Realm, info.Realm.State<StreamState>());
        var carrier = sent >= 0 ? stream as StreamHandle : null;
        if (sent >= 0 && carrier == null)
        {
            info.Return(Errors.ToUv(Errno.EINVAL));
            return;
        }
        var errno = carrier != null ? carrier.TryWrite(data, out var taken, sent) : stream.TryWrite(data, out taken);
        if (errno != Errno.Success || taken == data.Length && !stream.DefersWrites)
        {
            state.SetWritten(errno == Errno.Success ? data.Length : taken, isAsync: false, Errors.ToUv(errno));
            info.Return(Errors.ToUv(errno));
            return;
        }
        var rest = data[taken..].ToArray();
        var given = info.IsObject(0);
        var wrapper = given ? info[0] : state.NewWrite(realm);
        if (wrapper == 0)
            return;
        using var trigger = new TriggerScope(realm, info.This);
        var request = new LoopRequest(realm, wrapper, "WRITEWRAP", stream.DefersWrites ? null : "WriteWrap");
        if (carrier != null && taken == 0)
            carrier.Enqueue(rest, request, sent);
        else
            stream.Enqueue(rest, request);
        state.SetWritten(data.Length, isAsync: true, 0);
        if (given)
            info.Return(0);
        else
            info.Return(wrapper);
    }

    // The descriptor of the handle that goes along, -1 for none; false when it has none, which the call answers.
    private static bool TakeHandle(CallInfo info, out int sent)
    {
        sent = -1;
        if (!info.IsObject(2))
            return true;
        var state = info.Realm.State<StreamState>();
        if (V8Api.FunctionTemplateHasInstance(state.StreamTemplate, info[2]) != 0)
            sent = info.Realm.Unwrap<StreamHandle>(info[2])?.Fd ?? -1;
        else if (state.UdpTemplate != 0 && V8Api.FunctionTemplateHasInstance(state.UdpTemplate, info[2]) != 0)
            sent = info.Realm.Unwrap<UdpHandle>(info[2])?.Fd ?? -1;
        if (sent < 0)
            info.Return(Errors.ToUv(Errno.EBADF));
        return sent >= 0;
    }

    private static bool HasRequest(CallInfo info) => info.IsNullish(0) || IsInstance(info, 0, info.Realm.State<StreamState>().WriteTemplate, "WriteWrap");

    /// <summary>Whether an argument is an instance of a class of ours; else a TypeError is pending.</summary>
    public static bool IsInstance(CallInfo info, int index, nint template, string name)
    {
        if (template != 0 && info.IsObject(index) && V8Api.FunctionTemplateHasInstance(template, info[index]) != 0)
            return true;
        info.ThrowTypeError($"The \"req\" argument must be an instance of {name}");
        return false;
    }

    private static int MaxBytes(nint text, NodeEncoding encoding)
    {
        var length = V8Api.StringLength(text);
        return encoding switch
        {
            NodeEncoding.Latin1 or NodeEncoding.Ascii => length,
            NodeEncoding.Utf16Le => length * 2,
            _ => V8Api.StringIsOneByte(text) != 0 ? length * 2 : length * 3,
        };
    }

    private static void Encode(nint iso, nint text, NodeEncoding encoding, ArrayBufferWriter<byte> data)
    {
        var room = data.GetSpan(Math.Max(1, MaxBytes(text, encoding)));
        data.Advance(BufferText.Write(iso, text, room, encoding));
    }

    private static void GetFd(CallInfo info) => info.Return(Of(info) is { Fd: >= 0 } stream ? stream.Fd : Errors.ToUv(Errno.EBADF));

    private static void GetBytesRead(CallInfo info) => info.Return((double)(Of(info)?.BytesRead ?? 0));

    private static void GetBytesWritten(CallInfo info) => info.Return((double)(Of(info)?.BytesWritten ?? 0));

    private static void GetWriteQueueSize(CallInfo info) => info.Return((double)(Of(info)?.QueuedBytes ?? 0));

    private static void GetIsStreamBase(CallInfo info) => info.Return(true);

    private static void GetOnRead(CallInfo info) => info.Return(V8Api.ObjectGetInternal(info.This, StreamHandle.OnReadField));

    private static void SetOnRead(CallInfo info)
    {
        if (info.IsFunction(0))
            V8Api.ObjectSetInternal(info.This, StreamHandle.OnReadField, info[0]);
    }
}
