using System.Buffers;
using SecureExec.Abi;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Http2;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// The native side of an <c>Http2Stream</c>: a stream of bytes within a session. What is written waits until the peer's windows let it go; what comes is used up, and its window given back,
/// only while JavaScript reads. Loop's thread.
/// </summary>
internal sealed class Http2StreamHandle : IStreamBase
{
    private readonly Realm _realm;
    private readonly Http2SessionHandle _session;
    private readonly Queue<PendingWrite> _writes = new();
    private readonly double _start = PerformanceState.Nanoseconds;
    private double _firstByteSent;
    private IStreamListener? _listener;
    private nint _userBuffer;
    private int _unconsumed;
    private bool _reading, _writeEnded, _hasTrailers, _removed;

    private Http2StreamHandle(Realm realm, Http2SessionHandle session, int id, HeadersCategory category, Http2StreamOptions options)
    {
        (_realm, _session, Id) = (realm, session, id);
        Headers = new Http2HeaderBlock(realm, session, category);
        _hasTrailers = (options & Http2StreamOptions.GetTrailers) != 0;
        _writeEnded = (options & Http2StreamOptions.EmptyPayload) != 0;
    }

    public int Id { get; }

    public Http2SessionHandle Session => _session;

    /// <summary>The JavaScript object, as a persistent handle until the session has let it go; then 0.</summary>
    public nint Object { get; private set; }

    public bool IsClosing => IsDestroyed;

    /// <summary>JavaScript has done with it.</summary>
    public bool IsDestroyed { get; private set; }

    /// <summary>The peer has reset it.</summary>
    public bool IsPeerReset { get; set; }

    /// <summary>Why it was closed.</summary>
    public Http2ErrorCode Code { get; set; }

    /// <summary>The block of headers that is being read.</summary>
    public Http2HeaderBlock Headers { get; }

    public int Fd => -1;

    public long BytesRead { get; private set; }

    public long BytesWritten { get; private set; }

    public long QueuedBytes { get; private set; }

    public bool DefersWrites => true;

    /// <summary>Told when the stream could send, and when it is gone (<c>StreamPipe</c>).</summary>
    public StreamPipe? Pipe { get; set; }

    /// <summary>Makes one and its object; null: an exception is pending.</summary>
    public static Http2StreamHandle? Create(Realm realm, Http2SessionHandle session, int id, HeadersCategory category, Http2StreamOptions options)
    {
        var wrapper = V8Api.ObjectTemplateNewInstance(V8Api.FunctionTemplateInstance(realm.State<Http2State>().StreamTemplate), realm.Context);
        if (wrapper == 0)
            return null;
        var handle = new Http2StreamHandle(realm, session, id, category, options);
        FsAsyncObject.Begin(realm, wrapper, "HTTP2STREAM");
        V8Api.ObjectSetInternal(wrapper, StreamHandle.OnReadField, V8.Undefined(realm.Isolate));
        realm.Wrap(wrapper, handle);
        handle.Object = V8.Global(realm.Isolate, wrapper);
        return handle;
    }

    public Errno ReadStart()
    {
        if (IsDestroyed)
            return Errno.EINVAL;
        using var scope = _session.Enter();
        _reading = true;
        _session.Connection.ConsumeStream(Id, _unconsumed);
        _unconsumed = 0;
        return Errno.Success;
    }

    public Errno ReadStop()
    {
        _reading = false;
        return Errno.Success;
    }

    public void UseBuffer(nint view)
    {
        if (_userBuffer != 0)
            V8Api.DisposeGlobal(_userBuffer);
        _userBuffer = _removed ? 0 : V8.Global(_realm.Isolate, view);
    }

    public Errno TryWrite(ReadOnlySpan<byte> data, out int taken)
    {
        taken = 0;
        return _writeEnded || IsDestroyed ? (Errno)(-StreamHandle.EndOfFile) : Errno.Success;
    }

    public void Enqueue(byte[] rest, LoopRequest request) => Enqueue(rest, errno => request.Complete(errno, Object, V8.Undefined(_realm.Isolate)));

    public void Enqueue(byte[] rest, Action<Errno> done)
    {
        using var scope = _session.Enter();
        if (IsDestroyed || !_session.TryAddStreamBytes(rest.Length))
        {
            _realm.Guest.Loop.PostCalls(() => done(IsDestroyed ? Errno.ECANCELED : Errno.ENOMEM));
            return;
        }
        _writes.Enqueue(new PendingWrite(rest, done));
        QueuedBytes += rest.Length;
        BytesWritten += rest.Length;
        _session.Connection.ResumeData(Id);
    }

    public bool TryShutdown(out Errno errno)
    {
        errno = IsDestroyed ? Errno.EPIPE : Errno.Success;
        if (IsDestroyed)
            return true;
        using var scope = _session.Enter();
        _writeEnded = true;
        _session.Connection.ResumeData(Id);
        return true;
    }

    public Errno Shutdown(LoopRequest request) => Errno.ENOTCONN;

    public void SetListener(IStreamListener? listener) => _listener = listener;

    public void TellScript(ReadOnlySpan<byte> data, int status)
    {
        if (_listener is { } listener)
        {
            listener.OnRead(data, status);
            return;
        }
        if (Object == 0)
            return;
        using var handles = new HandleScope(_realm.Isolate);
        var answer = StreamMethods.CallOnRead(_realm, Object, _userBuffer, data, status);
        if (answer != 0)
            UseBuffer(answer);
    }

    /// <summary>Data has come. It is used up at once while JavaScript reads, else when it does so again.</summary>
    public void Deliver(ReadOnlySpan<byte> data)
    {
        BytesRead += data.Length;
        TellScript(data, data.Length);
        if (IsDestroyed)
            return;
        if (_reading)
            _session.Connection.ConsumeStream(Id, data.Length);
        else
            _unconsumed += data.Length;
    }

    /// <inheritdoc cref="IHttp2Events.ReadData"/>
    public int ReadData(int most, out bool isLast, out bool hasTrailers)
    {
        (isLast, hasTrailers) = (false, false);
        _firstByteSent = _firstByteSent == 0 ? PerformanceState.Nanoseconds : _firstByteSent;
        while (true)
        {
            // An empty write tells when the stream would send.
            while (_writes.TryPeek(out var empty) && empty.Left.IsEmpty)
            {
                _writes.Dequeue();
                empty.Done(Errno.Success);
            }
            var amount = (int)Math.Min(QueuedBytes, most);
            if (amount == 0 && !_writeEnded)
            {
                Pipe?.OnWantsWrite(most);
                if (QueuedBytes > 0 || _writeEnded || _writes.Count > 0)
                    continue;
                return -1;
            }
            if (QueuedBytes == amount && _writeEnded)
            {
                isLast = true;
                hasTrailers = _hasTrailers;
                _hasTrailers = false;
                if (hasTrailers)
                    Call(Http2Callback.StreamTrailers);
            }
            return amount;
        }
    }

    /// <inheritdoc cref="IHttp2Events.SendData"/>
    public void SendData(int length, IBufferWriter<byte> output)
    {
        QueuedBytes -= length;
        _session.RemoveStreamBytes(length);
        while (length > 0 && _writes.TryPeek(out var write))
        {
            var part = write.Take(length);
            output.Write(part);
            length -= part.Length;
            if (!write.Left.IsEmpty)
                break;
            _writes.Dequeue();
            _session.AddWritten(write.Done);
        }
    }

    /// <summary>Answers a request.</summary>
    public Http2Status Respond(IReadOnlyList<HeaderField> fields, Http2StreamOptions options)
    {
        using var scope = _session.Enter();
        _hasTrailers |= (options & Http2StreamOptions.GetTrailers) != 0;
        return _session.Connection.SubmitResponse(Id, fields, hasBody: !_writeEnded && (options & Http2StreamOptions.EmptyPayload) == 0);
    }

    /// <summary>Sends information before the response.</summary>
    public Http2Status Inform(IReadOnlyList<HeaderField> fields)
    {
        using var scope = _session.Enter();
        return _session.Connection.SubmitInformation(Id, fields);
    }

    /// <summary>Ends the stream with trailers; none are sent as data that ends it, which all clients understand.</summary>
    public Http2Status SendTrailers(IReadOnlyList<HeaderField> fields)
    {
        using var scope = _session.Enter();
        return fields.Count == 0 ? _session.Connection.SubmitData(Id) : _session.Connection.SubmitTrailers(Id, fields);
    }

    /// <summary>Resets the stream, after what was written before.</summary>
    public void Reset(Http2ErrorCode code)
    {
        if (IsDestroyed)
            return;
        Code = code;
        if (_session.IsReceiving && QueuedBytes == 0)
        {
            if (code == Http2ErrorCode.Cancel)
                _session.AddReset(Id);
            else
                FlushReset();
            return;
        }
        if (_session.IsInScope && code == Http2ErrorCode.Cancel)
        {
            _session.AddReset(Id);
            return;
        }
        if (_session.IsInScope && code == Http2ErrorCode.RefusedStream || _session.Send())
            FlushReset();
        else
            _session.AddReset(Id);
    }

    /// <summary>Queues the reset.</summary>
    public void FlushReset()
    {
        _session.RemoveReset(Id);
        using var scope = _session.Enter();
        _session.Connection.SubmitReset(Id, Code);
    }

    /// <summary>JavaScript has done with it: the session lets it go.</summary>
    public void Destroy()
    {
        if (IsDestroyed)
            return;
        IsDestroyed = true;
        // What the input that is being read has queued must still find the stream.
        if (_session.IsReceiving)
            _realm.Guest.Loop.PostImmediate(CompleteDestroy);
        else
            CompleteDestroy();
    }

    /// <summary>The session is gone.</summary>
    public void Forget()
    {
        IsDestroyed = true;
        Object = 0;
    }

    /// <summary>Calls a function of the library on the stream; 0 when it threw or there is none.</summary>
    public nint Call(Http2Callback callback, params ReadOnlySpan<nint> args) =>
        Object != 0 && _realm.State<Http2State>().Callback(callback) is not 0 and var function
            ? Callbacks.Make(_realm, Object, function, args, FsAsyncObject.ContextOf(_realm, Object))
            : 0;

    private void CompleteDestroy()
    {
        if (_session.HasReset(Id))
            FlushReset();
        if (!_session.Remove(this))
            return;
        _removed = true;
        Headers.Forget();
        Pipe?.OnSinkDestroyed();
        _realm.Guest.Loop.PostImmediate(CancelWrites);
        _session.CountDuration(PerformanceState.Nanoseconds - _start);
        Http2Statistics.Report(_realm, "Http2Stream", _start,
        [
            ("bytesRead", BytesRead), ("bytesWritten", BytesWritten), ("id", Id), ("timeToFirstByte", 0), ("timeToFirstByteSent", Since(_firstByteSent)), ("timeToFirstHeader", Since(Headers.FirstField)),
        ]);
    }

    // Milliseconds from the stream's beginning; negative when it never happened, as Node has it.
    private double Since(double moment) => GuestClock.Nanoseconds(_realm, moment - _start) / 1e6;

    private void CancelWrites()
    {
        while (_writes.TryDequeue(out var write))
            write.Done(Errno.ECANCELED);
        _session.RemoveStreamBytes(QueuedBytes);
        QueuedBytes = 0;
        if (_userBuffer != 0)
            V8Api.DisposeGlobal(_userBuffer);
        _userBuffer = 0;
        if (Object == 0)
            return;
        FsAsyncObject.End(_realm, Object);
        V8Api.DisposeGlobal(Object);
        Object = 0;
    }

    private sealed class PendingWrite(byte[] data, Action<Errno> done)
    {
        private int _taken;

        public Action<Errno> Done { get; } = done;

        public ReadOnlySpan<byte> Left => data.AsSpan(_taken);

        public ReadOnlySpan<byte> Take(int most)
        {
            var part = Left[..Math.Min(most, Left.Length)];
            _taken += part.Length;
            return part;
        }
    }
}
