using System.Buffers;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// A stream of bytes on a descriptor (<c>LibuvStreamWrap</c>): reads when the kernel says that there is something and hands it to <c>onread</c>, or to a native
/// listener; writes at once what the kernel takes and the rest later, in order.
/// </summary>
internal abstract class StreamHandle(Realm realm) : LoopHandle(realm), IStreamBase
{
    /// <summary>The internal field that holds <c>onread</c>.</summary>
    public const int OnReadField = FsAsyncObject.FirstOwnField;

    /// <summary>Internal fields of a stream's object.</summary>
    public const int Fields = FsAsyncObject.FirstOwnField + 1;

    /// <summary>libuv's number of the end of a stream.</summary>
    public const int EndOfFile = -4095;

    private const int StandardError = 2;

    private const int ReadSize = 64 * 1024;

    // As many reads as libuv makes before it looks after other handles.
    private const int ReadsInTurn = 32;

    private readonly Queue<PendingWrite> _writes = new();
    private LoopRequest? _shutdown;
    private IStreamListener? _listener;
    private nint _userBuffer;
    private bool _reading, _waitsToRead, _waitsToWrite;

    /// <summary>The descriptor; -1 while there is none.</summary>
    public int Fd { get; protected set; } = -1;

    public long BytesRead { get; private set; }

    /// <summary>Bytes that JavaScript has written, whether the kernel has taken them or not.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>Bytes that JavaScript has written and the kernel has not taken.</summary>
    public long QueuedBytes { get; private set; }

    /// <summary>A server: waits for connections.</summary>
    protected bool IsListening { get; private set; }

    /// <summary>A connection is being made.</summary>
    protected LoopRequest? Connecting { get; set; }

    protected ProcessSyscalls Sys => Realm.Guest.Sys;

    /// <summary>Sends what is read to native code; null gives it back to JavaScript.</summary>
    public void SetListener(IStreamListener? listener) => _listener = listener;

    /// <summary>Whether native code takes what is read.</summary>
    public bool HasListener => _listener != null;

    /// <summary>Takes a descriptor over. EEXIST when another handle waits on it, EBUSY when this one has another.</summary>
    public Errno Open(nint wrapper, int fd)
    {
        if (Fd >= 0 || IsClosing)
            return Fd >= 0 ? Errno.EBUSY : Errno.EBADF;
        if (Realm.State<HandleDescriptors>().IsWatched(fd))
            return Errno.EEXIST;
        Fd = fd;
        Hold(wrapper);
        return Errno.Success;
    }

    /// <summary>Begins to read. EINVAL when it is closed, ENOTCONN when there is nothing to read from.</summary>
    public Errno ReadStart()
    {
        if (IsClosing || Fd < 0 || IsListening)
            return IsClosing ? Errno.EINVAL : Errno.ENOTCONN;
        _reading = true;
        UpdateActive();
        WaitToRead();
        return Errno.Success;
    }

    public Errno ReadStop()
    {
        _reading = false;
        UpdateActive();
        return Errno.Success;
    }

    /// <summary>Reads into a buffer of JavaScript's from now on; the call of <c>onread</c> may give another.</summary>
    public void UseBuffer(nint view)
    {
        if (_userBuffer != 0)
            V8Api.DisposeGlobal(_userBuffer);
        _userBuffer = V8.Global(Realm.Isolate, view);
    }

    /// <summary>Writes what the kernel takes now. The error, and how many bytes were taken; what is left goes to <see cref="Enqueue"/>.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="taken">How many were taken.</param>
    /// <param name="sent">A descriptor that goes along with the first byte; -1 for none.</param>
    public Errno TryWrite(ReadOnlySpan<byte> data, out int taken, int sent)
    {
        taken = 0;
        if (IsClosing || Fd < 0)
            return Errno.EBADF;
        while (_writes.Count == 0 && taken < data.Length)
        {
            if (Send(data[taken..], taken == 0 ? sent : -1).IsError(out var count, out var errno))
            {
                if (errno == Errno.EAGAIN)
                    break;
                return errno;
            }
            taken += count;
            BytesWritten += count;
        }
        return Errno.Success;
    }

    public Errno TryWrite(ReadOnlySpan<byte> data, out int taken) => TryWrite(data, out taken, sent: -1);

    public void Enqueue(byte[] rest, LoopRequest request) => Enqueue(rest, request, sent: -1);

    public void Enqueue(byte[] rest, Action<Errno> done) => Enqueue(new PendingWrite(done, rest), rest.Length);

    /// <summary>Writes later, after what waits already, and completes the request then.</summary>
    /// <param name="rest">The bytes.</param>
    /// <param name="request">Completed when they are written.</param>
    /// <param name="sent">A descriptor that goes along, and that may be closed meanwhile; -1 for none.</param>
    public void Enqueue(byte[] rest, LoopRequest request, int sent) => Enqueue(
        new PendingWrite(errno => request.Complete(errno, Object, V8.Undefined(Realm.Isolate)), rest) { Sent = sent >= 0 && Sys.Dup(sent) is { Ok: true, Value: var copy } ? copy : -1 },
        rest.Length);

    private void Enqueue(PendingWrite write, int length)
    {
        _writes.Enqueue(write);
        QueuedBytes += length;
        BytesWritten += length;
        WaitToWrite();
    }

    /// <summary>Ends writing once everything is written. ENOTCONN.</summary>
    public Errno Shutdown(LoopRequest request)
    {
        if (IsClosing || Fd < 0 || _shutdown != null || Connecting != null)
            return Errno.ENOTCONN;
        _shutdown = request;
        if (_writes.Count == 0)
            Realm.Guest.Loop.PostCalls(FinishShutdown);
        return Errno.Success;
    }

    public override void Dispose()
    {
        CloseDescriptor();
        base.Dispose();
    }

    /// <summary>Waits for connections. EINVAL and what listen(2) answers.</summary>
    protected void BeginListening()
    {
        IsListening = true;
        UpdateActive();
        WaitToRead();
    }

    /// <summary>A connection waits to be accepted.</summary>
    protected virtual void OnAcceptable()
    {
    }

    /// <summary>The connection that was being made stands, or failed.</summary>
    protected void WaitForConnection()
    {
        UpdateActive();
        var loop = Realm.Guest.Loop;
        if (!Sys.NotifyWritable(Fd, () => loop.PostCalls(FinishConnecting)))
            loop.PostCalls(FinishConnecting);
    }

    protected void FinishConnecting()
    {
        if (IsClosing || Connecting is not { } request)
            return;
        var errno = Sys.Net.GetOption(Fd, Kernel.Net.SocketOption.Error).IsError(out var pending, out var failed) ? failed : (Errno)pending;
        CompleteConnecting(request, errno);
    }

    /// <summary>Tells JavaScript how connecting went: status, handle, request, whether it can be read and written.</summary>
    protected void CompleteConnecting(LoopRequest request, Errno errno)
    {
        Connecting = null;
        UpdateActive();
        var iso = Realm.Isolate;
        var works = V8.Bool(iso, errno == Errno.Success);
        request.Complete(errno, Object, request.Object, works, works);
    }

    protected override void EndNow()
    {
        _reading = false;
        CloseDescriptor();
    }

    protected override void Cancel()
    {
        var undefined = V8.Undefined(Realm.Isolate);
        if (Connecting is { } connecting)
            CompleteConnecting(connecting, Errno.ECANCELED);
        while (_writes.TryDequeue(out var write))
        {
            Forget(write);
            write.Done(Errno.ECANCELED);
        }
        QueuedBytes = 0;
        var shutdown = _shutdown;
        _shutdown = null;
        shutdown?.Complete(Errno.ECANCELED, Object, undefined);
        var listener = _listener;
        _listener = null;
        listener?.OnStreamClosed();
        if (_userBuffer != 0)
            V8Api.DisposeGlobal(_userBuffer);
        _userBuffer = 0;
    }

    private void CloseDescriptor()
    {
        if (Fd < 0)
            return;
        Realm.State<HandleDescriptors>().Set(Fd, watched: false);
        // As libuv: the standard streams stay, whatever has used them.
        if (Fd > StandardError)
            Realm.Guest.Process?.Sys.Close(Fd);
        Fd = -1;
    }

    private void UpdateActive()
    {
        var active = !IsClosing && (_reading || IsListening || Connecting != null || _writes.Count > 0);
        if (Fd >= 0)
            Realm.State<HandleDescriptors>().Set(Fd, active);
        SetActive(active);
    }

    private void WaitToRead()
    {
        if (_waitsToRead)
            return;
        _waitsToRead = true;
        var loop = Realm.Guest.Loop;
        if (!Sys.NotifyReadable(Fd, () => loop.PostCalls(OnReadable)))
            loop.PostCalls(OnReadable);
    }

    private void OnReadable()
    {
        _waitsToRead = false;
        if (IsClosing)
            return;
        if (IsListening)
            OnAcceptable();
        else
            ReadSome();
        if (!IsClosing && (_reading || IsListening))
            WaitToRead();
    }

    private void ReadSome()
    {
        var pooled = ArrayPool<byte>.Shared.Rent(ReadSize);
        try
        {
            for (var turn = 0; turn < ReadsInTurn && _reading && !Realm.Guest.Loop.Stopped; turn++)
            {
                Span<byte> room = _listener == null && _userBuffer != 0 && V8.Bytes(_userBuffer, out var own) && !own.IsEmpty ? own : pooled.AsSpan(0, ReadSize);
                if (Receive(room).IsError(out var count, out var errno))
                {
                    if (errno == Errno.EAGAIN)
                        return;
                    ReadStop();
                    Deliver([], Errors.ToUv(errno));
                    return;
                }
                if (count == 0)
                {
                    ReadStop();
                    Deliver([], EndOfFile);
                    return;
                }
                BytesRead += count;
                Deliver(room[..count], count);
                if (count < room.Length)
                    return;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pooled);
        }
    }

    /// <summary>Reads.</summary>
    protected virtual SysResult<int> Receive(Span<byte> room) => Sys.Read(Fd, room, -1, wait: false);

    /// <summary>What was read is about to be handed over.</summary>
    protected virtual void BeforeDelivery()
    {
    }

    private SysResult<int> Send(ReadOnlySpan<byte> data, int sent) => sent >= 0 ? Sys.Net.SendDescriptor(Fd, data, sent) : Send(data);

    /// <summary>Writes what can be written now.</summary>
    protected virtual SysResult<int> Send(ReadOnlySpan<byte> data) => Sys.Write(Fd, data, -1);

    private void Forget(PendingWrite write)
    {
        if (write.Sent >= 0)
            Sys.Close(write.Sent);
        write.Sent = -1;
    }

    private void Deliver(ReadOnlySpan<byte> data, int status)
    {
        BeforeDelivery();
        if (_listener is { } listener)
        {
            listener.OnRead(data, status);
            return;
        }
        TellScript(data, status);
    }

    public void TellScript(ReadOnlySpan<byte> data, int status)
    {
        var answer = StreamMethods.CallOnRead(Realm, Object, _userBuffer, data, status);
        if (answer != 0 && !IsClosing)
            UseBuffer(answer);
    }

    private void WaitToWrite()
    {
        UpdateActive();
        if (_waitsToWrite)
            return;
        _waitsToWrite = true;
        var loop = Realm.Guest.Loop;
        if (!Sys.NotifyWritable(Fd, () => loop.PostCalls(OnWritable)))
            loop.PostCalls(OnWritable);
    }

    private void OnWritable()
    {
        _waitsToWrite = false;
        while (!IsClosing && _writes.TryPeek(out var write))
        {
            var result = Send(write.Left, write.Sent);
            if (result.Error == Errno.EAGAIN)
                break;
            Forget(write);
            if (result.Ok)
            {
                write.Take(result.Value);
                QueuedBytes -= result.Value;
                if (write.Left.Length > 0)
                    continue;
            }
            QueuedBytes -= write.Left.Length;
            _writes.Dequeue();
            UpdateActive();
            write.Done(result.Error);
        }
        if (IsClosing)
            return;
        if (_writes.Count > 0)
            WaitToWrite();
        else
            FinishShutdown();
    }

    private void FinishShutdown()
    {
        if (IsClosing || _shutdown is not { } request)
            return;
        _shutdown = null;
        request.Complete(EndWriting(), Object, V8.Undefined(Realm.Isolate));
    }

    /// <summary>No more is written.</summary>
    protected virtual Errno EndWriting() => Sys.Net.Shutdown(Fd, read: false, write: true).Error;

    /// <summary>A write that the kernel has not taken whole.</summary>
    private sealed class PendingWrite(Action<Errno> done, byte[] data)
    {
        private int _taken;

        public Action<Errno> Done { get; } = done;

        /// <summary>A descriptor that goes along with the first byte, ours to close; -1 for none.</summary>
        public int Sent { get; set; } = -1;

        public ReadOnlySpan<byte> Left => data.AsSpan(_taken);

        public void Take(int count) => _taken += count;
    }
}
