using SecureExec.Abi;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native side of a <c>JSStream</c>: what is asked of it, JavaScript does. One write at a time; the others wait. Loop's thread.</summary>
internal sealed class JsStreamHandle(Realm realm) : IStreamBase, IDisposable
{
    private readonly Queue<(byte[] Data, LoopRequest? Request, Action<Errno> Done)> _writes = new();
    private Action<Errno>? _current;
    private LoopRequest? _shutdown;
    private IStreamListener? _listener;

    /// <summary>A weak handle: who reads or writes keeps the object.</summary>
    public nint Object { get; set; }

    public bool IsClosing => Object == 0;

    public int Fd => -1;

    public bool DefersWrites => true;

    public long BytesRead { get; private set; }

    public long BytesWritten { get; private set; }

    public long QueuedBytes => _writes.Sum(write => (long)write.Data.Length);

    public Errno ReadStart() => Ask("onreadstart");

    public Errno ReadStop() => Ask("onreadstop");

    // JavaScript's streams hand over buffers of their own.
    public void UseBuffer(nint view)
    {
    }

    public Errno TryWrite(ReadOnlySpan<byte> data, out int taken)
    {
        taken = 0;
        return Object == 0 ? Errno.EBADF : Errno.Success;
    }

    public void Enqueue(byte[] rest, LoopRequest request) => Add(rest, request, errno => request.Complete(errno, Object, V8.Undefined(realm.Isolate)));

    public void Enqueue(byte[] rest, Action<Errno> done) => Add(rest, null, done);

    public Errno Shutdown(LoopRequest request)
    {
        if (_shutdown != null || Object == 0)
            return Errno.ENOTCONN;
        _shutdown = request;
        return Ask("onshutdown", request.Object);
    }

    public void TellScript(ReadOnlySpan<byte> data, int status) => StreamMethods.CallOnRead(realm, Object, 0, data, status);

    public void SetListener(IStreamListener? listener) => _listener = listener;

    /// <summary>JavaScript's stream gave something.</summary>
    public void Deliver(ReadOnlySpan<byte> data, int status)
    {
        BytesRead += data.Length;
        if (_listener is { } listener)
            listener.OnRead(data, status);
        else
            TellScript(data, status);
    }

    /// <summary>JavaScript has written.</summary>
    public void FinishWrite(Errno errno)
    {
        var done = _current;
        _current = null;
        done?.Invoke(errno);
        Next();
    }

    /// <summary>JavaScript has ended.</summary>
    public void FinishShutdown(Errno errno)
    {
        var request = _shutdown;
        _shutdown = null;
        request?.Complete(errno, Object, V8.Undefined(realm.Isolate));
    }

    public void Dispose() => Object = 0;

    private void Add(byte[] data, LoopRequest? request, Action<Errno> done)
    {
        BytesWritten += data.Length;
        _writes.Enqueue((data, request, done));
        Next();
    }

    private void Next()
    {
        if (_current != null || Object == 0 || !_writes.TryDequeue(out var write))
            return;
        _current = write.Done;
        var request = write.Request?.Object ?? realm.State<StreamState>().NewWrite(realm);
        if (request == 0)
        {
            FinishWrite(Errno.ENOMEM);
            return;
        }
        var errno = Ask("onwrite", request, V8.Array(realm.Isolate, [NodeBuffer.Create(realm, write.Data)]));
        if (errno != Errno.Success)
            FinishWrite(errno);
    }

    // What JavaScript answers: 0 or libuv's error.
    private Errno Ask(string name, params ReadOnlySpan<nint> args)
    {
        if (Object == 0)
            return Errno.EBADF;
        var callback = V8.Get(realm.Isolate, realm.Context, Object, name);
        if (callback == 0 || V8Api.IsFunction(callback) == 0)
            return Errno.EPROTO;
        var answer = Callbacks.Make(realm, Object, callback, args, FsAsyncObject.ContextOf(realm, Object));
        return answer != 0 && V8Api.IsNumber(answer) != 0 ? (Errno)(-(int)V8Api.NumberValue(answer, realm.Context).Value) : Errno.EPROTO;
    }
}
