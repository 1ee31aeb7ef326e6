using System.Buffers;
using SecureExec.Abi;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Http2;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// The native side of an <c>Http2Session</c>: a connection over another stream, whose input it takes in place of JavaScript. What the connection holds is counted with the process's heap
/// limit. Loop's thread.
/// </summary>
internal sealed partial class Http2SessionHandle : IStreamListener, IHttp2Events, IDisposable
{
    /// <summary>What a session is counted with from the start; <see cref="Begin"/> is asked for it first.</summary>
    public const long Bytes = 16 * 1024;

    // Gathered before it goes to the stream below; one frame may be beyond it.
    private const int OutputLimit = 64 * 1024, KeptOutput = 16 * 1024;

    private readonly Realm _realm;
    private readonly Http2Connection _connection;
    private readonly Http2SessionOptions _options;
    private readonly Http2Fields _fields;
    private readonly Dictionary<int, Http2StreamHandle> _streams = [];
    private readonly Queue<byte[]> _input = new();
    private ArrayBufferWriter<byte> _output = new();
    private List<Action<Errno>> _written = [];
    private List<int> _resets = [];
    private IStreamBase? _stream;
    private nint _lowerObject;
    private string? _customError;
    private long _counted = Bytes, _streamBytes;
    private int _inputBytes;
    private uint _chunksSent;
    private bool _inScope, _writeScheduled, _sending, _gathering, _receiving, _writing, _readingStopped, _closing, _destroyed, _broken, _gracefulClose, _ownGoAway, _endedItself, _doneTold, _isDisposed;
    private (Http2ErrorCode Code, bool SocketClosed)? _pendingClose;

    /// <summary>Makes one whose <see cref="Bytes"/> are counted in already.</summary>
    public Http2SessionHandle(Realm realm, nint wrapper, bool isServer, Http2SessionOptions options)
    {
        (_realm, _options) = (realm, options);
        _connection = new Http2Connection(isServer, options.Protocol, this);
        _fields = new Http2Fields(realm, wrapper);
    }

    /// <summary>The JavaScript object, as a persistent handle from <see cref="Consume"/> until all is told; else 0.</summary>
    public nint Object { get; private set; }

    public Realm Realm => _realm;

    public Http2Connection Connection => _connection;

    public Http2SessionOptions Options => _options;

    /// <summary>Custom settings of ours, and those of the peer that were asked for and have come.</summary>
    public Dictionary<Http2SettingId, uint> LocalCustomSettings { get; } = [];

    /// <inheritdoc cref="LocalCustomSettings"/>
    public Dictionary<Http2SettingId, uint> RemoteCustomSettings { get; } = [];

    public bool IsDestroyed => _destroyed;

    /// <summary>A call from outside is under way, after which what is to be sent is sent.</summary>
    public bool IsInScope => _inScope;

    /// <summary>Input is being taken in.</summary>
    public bool IsReceiving => _receiving;

    /// <summary>Writes to the stream below, since a program last asked.</summary>
    public uint ChunksSent => _chunksSent;

    /// <summary>There is more to send or to come.</summary>
    public bool HasPendingData => _connection.WantsWrite || _connection.WantsRead;

    /// <summary>The program closes it once its streams are done.</summary>
    public void SetGracefulClose() => _gracefulClose = true;

    /// <summary>Takes a stream's input from now on, and writes to it.</summary>
    public void Consume(nint wrapper, IStreamBase stream, nint lowerObject)
    {
        if (_stream != null || _destroyed)
            return;
        Object = V8.Global(_realm.Isolate, wrapper);
        _lowerObject = V8.Global(_realm.Isolate, lowerObject);
        _stream = stream;
        stream.SetListener(this);
    }

    /// <summary>A call from outside begins; what it has queued is written from the loop once the outermost ends.</summary>
    public Scope Enter() => new(this);

    /// <inheritdoc/>
    public void OnRead(ReadOnlySpan<byte> data, int status)
    {
        using var scope = Enter();
        if (status < 0)
        {
            _stream?.TellScript([], status);
            return;
        }
        if (data.IsEmpty || _broken)
            return;
        // JavaScript that is called meanwhile may bring more, which then follows.
        if (_receiving || _gathering)
        {
            if (TryCount(_streamBytes + data.Length))
                _input.Enqueue(data.ToArray());
            return;
        }
        TakeIn(data);
        while (_input.TryDequeue(out var more))
        {
            _streamBytes -= more.Length;
            TakeIn(more);
        }
        StopReadingWhenDone();
    }

    /// <inheritdoc/>
    public void OnStreamClosed() => _stream = null;

    /// <summary>Ends the session: tells the peer if it can, and JavaScript by <c>ondone</c> once that is written.</summary>
    public void Close(Http2ErrorCode code, bool socketClosed)
    {
        if (_closing)
            return;
        _closing = true;
        // The goodbye must not overtake what the input that is being read calls for.
        if (_receiving)
            _pendingClose = (code, socketClosed);
        else
            FinishClose(code, socketClosed);
    }

    /// <summary>Tells the peer to open no more streams; 0 for the last: the last that was taken up.</summary>
    public void GoAway(Http2ErrorCode code, int lastStreamId, ReadOnlySpan<byte> debugData)
    {
        if (_destroyed)
            return;
        _ownGoAway = true;
        using var scope = Enter();
        _connection.SubmitGoAway(lastStreamId <= 0 ? _connection.LastProcessedId : lastStreamId, code, debugData);
    }

    /// <summary>A stream of the session; null: it is gone.</summary>
    public Http2StreamHandle? Find(int id) => _streams.GetValueOrDefault(id);

    public void Dispose()
    {
        foreach (var stream in _streams.Values)
            stream.Forget();
        _streams.Clear();
        // At the process's end V8 is not to be touched any more.
        if (!_realm.Guest.Loop.Stopped)
        {
            ForgetReplies();
            _fields.Dispose();
        }
        _realm.State<ExternalMemory>().Give(_realm, _counted);
        _isDisposed = true;
    }

    private void TakeIn(ReadOnlySpan<byte> data)
    {
        _customError = null;
        _bytesReceived += data.Length;
        (_receiving, _inputBytes) = (true, data.Length);
        var status = _connection.Receive(data);
        (_receiving, _inputBytes) = (false, 0);
        if (_pendingClose is var (code, socketClosed) && !_destroyed)
        {
            _pendingClose = null;
            FinishClose(code, socketClosed);
        }
        if (status == Http2Status.Success)
        {
            if (!_destroyed)
                Send();
            return;
        }
        _broken = true;
        TellError(status, _customError);
    }

    private void FinishClose(Http2ErrorCode code, bool socketClosed)
    {
        if (_stream is { } stream)
        {
            _readingStopped = true;
            stream.ReadStop();
        }
        if (!socketClosed)
        {
            _connection.Terminate(code);
            Send();
        }
        else
        {
            // JavaScript hears itself what becomes of the stream below.
            _stream?.SetListener(null);
            _stream = null;
        }
        _destroyed = true;
        // While something is being written, that it is done tells that all is.
        if (!_writing || _stream == null)
            TellDone();
        CancelPings();
        ReportStatistics();
    }

    private void TellDone()
    {
        if (_doneTold)
            return;
        _doneTold = true;
        CallScript("ondone");
        if (_stream is { IsClosing: false } stream)
        {
            // To notice that the other side ends.
            _readingStopped = false;
            stream.ReadStart();
        }
        Release();
    }

    // Nothing is told any more: the object may go when JavaScript lets it.
    private void Release()
    {
        if (Object == 0)
            return;
        V8Api.DisposeGlobal(Object);
        V8Api.DisposeGlobal(_lowerObject);
        (Object, _lowerObject) = (0, 0);
    }

    private void CallScript(string name)
    {
        if (Object == 0)
            return;
        using var handles = new HandleScope(_realm.Isolate);
        var callback = V8.Get(_realm.Isolate, _realm.Context, Object, name);
        if (callback != 0 && V8Api.IsFunction(callback) != 0)
            Callbacks.Make(_realm, Object, callback, [], FsAsyncObject.ContextOf(_realm, Object));
    }

    private void TellError(Http2Status status, string? customCode = null)
    {
        using var handles = new HandleScope(_realm.Isolate);
        Call(Http2Callback.Error, V8.Int(_realm.Isolate, (int)status), customCode == null ? V8.Null(_realm.Isolate) : V8.Str(_realm.Isolate, customCode));
    }

    private nint Call(Http2Callback callback, params ReadOnlySpan<nint> args) =>
        Object != 0 && _realm.State<Http2State>().Callback(callback) is not 0 and var function
            ? Callbacks.Make(_realm, Object, function, args, FsAsyncObject.ContextOf(_realm, Object))
            : 0;

    /// <summary>Lasts while a call from outside does.</summary>
    public readonly ref struct Scope
    {
        private readonly Http2SessionHandle _session;
        private readonly bool _isOutermost;

        public Scope(Http2SessionHandle session)
        {
            _session = session;
            _isOutermost = !session._inScope && !session._writeScheduled;
            session._inScope |= _isOutermost;
        }

        public void Dispose()
        {
            if (_isOutermost)
            {
                _session._inScope = false;
                _session.ScheduleWrite();
            }
            _session.Count();
        }
    }
}
