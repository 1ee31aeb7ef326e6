using System.Buffers;
using System.Diagnostics;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Http1;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// The native side of an <c>HTTPParser</c>: reads what JavaScript or a stream gives it and calls the functions that Node's library has put at the indexes of
/// the object. Loop's thread.
/// </summary>
internal sealed unsafe class HttpParserHandle : IHttpParserEvents, IStreamListener
{
    /// <summary>Indexes of the callbacks.</summary>
    public const int OnMessageBeginIndex = 0, OnHeadersIndex = 1, OnHeadersCompleteIndex = 2, OnBodyIndex = 3, OnMessageCompleteIndex = 4, OnExecuteIndex = 5;

    private const int MaxChunkExtensions = 16 * 1024;

    private readonly Realm _realm;
    private readonly HttpMessageParser _parser;
    private readonly HttpHeaderText _text = new();
    private IStreamBase? _stream;
    private HttpConnections? _connections;
    private nint _resource, _exception;
    private long _headerBytes, _maxHeaderBytes, _chunkExtensions;
    private byte[] _current = [];
    private bool _flushed, _failed, _executing, _fromScript, _pausePending;

    /// <summary>Makes a parser that reads nothing before <see cref="Initialize"/>.</summary>
    public HttpParserHandle(Realm realm)
    {
        _realm = realm;
        _parser = new HttpMessageParser(this);
    }

    /// <summary>The JavaScript object, as a persistent handle from <see cref="Initialize"/> to <see cref="Free"/>; else 0.</summary>
    public nint Object { get; private set; }

    /// <summary>When the message began, in <see cref="Stopwatch"/> ticks; 0 between messages.</summary>
    public long MessageStart { get; private set; }

    /// <summary>The headers of the message have all come.</summary>
    public bool HeadersCompleted { get; private set; }

    /// <summary>What it read last, for the error that shows it.</summary>
    public ReadOnlySpan<byte> Current => _current;

    /// <summary>Begins anew, with an async identity of its own.</summary>
    /// <param name="wrapper">The object.</param>
    /// <param name="resource">The resource that async hooks see.</param>
    /// <param name="isRequest">Requests, or responses.</param>
    /// <param name="maxHeaderBytes">Bytes of one message's headers.</param>
    /// <param name="lenience">What it lets pass.</param>
    /// <param name="connections">Where it is listed; null for nowhere.</param>
    public void Initialize(nint wrapper, nint resource, bool isRequest, long maxHeaderBytes, HttpLenience lenience, HttpConnections? connections)
    {
        Free();
        FsAsyncObject.Begin(_realm, wrapper, isRequest ? "HTTPINCOMINGMESSAGE" : "HTTPCLIENTREQUEST", resource);
        Object = V8.Global(_realm.Isolate, wrapper);
        _resource = V8.Global(_realm.Isolate, resource);
        _parser.Initialize(isRequest, lenience);
        _text.Clear();
        (_headerBytes, _maxHeaderBytes, _chunkExtensions, _flushed, HeadersCompleted) = (0, maxHeaderBytes, 0, false, false);
        _connections = connections;
        MessageStart = connections is null ? 0 : Stopwatch.GetTimestamp();
        connections?.Add(this, isActive: true);
    }

    /// <summary>Its connection is listed no more.</summary>
    public void Remove() => _connections?.Remove(this);

    /// <summary>The message and its connection are over: the <c>destroy</c> event follows.</summary>
    public void Free()
    {
        Remove();
        Unconsume();
        if (Object == 0)
            return;
        FsAsyncObject.End(_realm, Object);
        V8Api.DisposeGlobal(Object);
        V8Api.DisposeGlobal(_resource);
        (Object, _resource) = (0, 0);
    }

    /// <summary>Reads what a stream gives, in place of JavaScript.</summary>
    public void Consume(IStreamBase stream)
    {
        Unconsume();
        _stream = stream;
        stream.SetListener(this);
    }

    public void Unconsume()
    {
        _stream?.SetListener(null);
        _stream = null;
    }

    public void Pause()
    {
        if (_executing)
            _pausePending = true;
        else
            _parser.Pause();
    }

    public void Resume()
    {
        _pausePending = false;
        _parser.Resume();
    }

    /// <summary>Reads bytes that JavaScript gives; null: no more come. The value for JavaScript as a local, or 0: none, perhaps an exception.</summary>
    public nint ExecuteFromScript(byte[]? data, int length)
    {
        if (Object == 0)
        {
            V8.ThrowError(_realm.Isolate, "The parser was not initialized", "ERR_INVALID_STATE");
            return 0;
        }
        // A callback may give it more to read, which then comes between.
        var (wasFromScript, hadFailed, wasExecuting) = (_fromScript, _failed, _executing);
        _fromScript = true;
        var result = data is null ? Execute([], isEnd: true) : Execute(data.AsSpan(0, length), isEnd: false);
        (_fromScript, _failed, _executing) = (wasFromScript, hadFailed, wasExecuting);
        if (_exception == 0)
            return result;
        var exception = HandleScope.NewLocal(_realm.Isolate, _exception);
        V8Api.DisposeGlobal(_exception);
        _exception = 0;
        V8Api.ThrowException(_realm.Isolate, exception);
        return 0;
    }

    /// <inheritdoc/>
    public void OnRead(ReadOnlySpan<byte> data, int status)
    {
        if (status < 0)
        {
            _stream?.TellScript([], status);
            return;
        }
        if (Object == 0 || _executing)
            return;
        var result = Execute(data, isEnd: false);
        if (result == 0 || _failed)
            return;
        if (_parser.Error != HttpError.OK || _parser.Upgrade)
            _current = data.ToArray();
        Invoke(OnExecuteIndex, drains: true, result);
        _current = [];
    }

    /// <inheritdoc/>
    public void OnStreamClosed() => _stream = null;

    /// <inheritdoc/>
    public HttpError OnMessageBegin()
    {
        Remove();
        _text.Clear();
        (HeadersCompleted, _chunkExtensions) = (false, 0);
        MessageStart = Stopwatch.GetTimestamp();
        _connections?.Add(this, isActive: true);
        Invoke(OnMessageBeginIndex, drains: false);
        return AfterCall();
    }

    /// <inheritdoc/>
    public HttpError OnUrl(ReadOnlySpan<byte> part) => Track(part) ?? _text.AddUrl(part);

    /// <inheritdoc/>
    public HttpError OnStatus(ReadOnlySpan<byte> part) => Track(part) ?? _text.AddStatus(part);

    /// <inheritdoc/>
    public HttpError OnHeaderField(ReadOnlySpan<byte> part)
    {
        if (Track(part) is { } error)
            return error;
        if (_text.IsFull)
            Flush();
        _text.AddField(part);
        return AfterCall();
    }

    /// <inheritdoc/>
    public HttpError OnHeaderValue(ReadOnlySpan<byte> part)
    {
        if (Track(part) is { } error)
            return error;
        _text.AddValue(part);
        return HttpError.OK;
    }

    /// <inheritdoc/>
    public int OnHeadersComplete()
    {
        (HeadersCompleted, _headerBytes) = (true, 0);
        var iso = _realm.Isolate;
        var undefined = V8.Undefined(iso);
        nint headers = undefined, url = undefined;
        if (_flushed)
        {
            Flush();
        }
        else
        {
            headers = _text.Headers(iso);
            if (_parser.IsRequest)
                url = _text.Url(iso);
        }
        var status = _parser.IsRequest ? undefined : V8.Int(iso, _parser.StatusCode);
        var message = _parser.IsRequest ? undefined : _text.Status(iso);
        _text.ClearHeaders();
        var answer = Invoke(
            OnHeadersCompleteIndex, drains: false, V8.Int(iso, _parser.Major), V8.Int(iso, _parser.Minor), headers,
            _parser.IsRequest ? V8.Int(iso, _parser.Method) : undefined, url, status, message,
            V8.Bool(iso, _parser.Upgrade), V8.Bool(iso, _parser.ShouldKeepAlive));
        if (_failed)
            return -1;
        return answer == 0 || V8.IsUndefined(iso, answer) ? 0 : V8.IsSmi(answer) ? V8.SmiValue(answer) : 0;
    }

    /// <inheritdoc/>
    public HttpError OnBody(ReadOnlySpan<byte> part)
    {
        if (part.IsEmpty)
            return HttpError.OK;
        Invoke(OnBodyIndex, drains: true, NodeBuffer.Create(_realm, part));
        return AfterCall();
    }

    /// <inheritdoc/>
    public HttpError OnMessageComplete()
    {
        Remove();
        MessageStart = 0;
        _connections?.Add(this, isActive: false);
        if (_text.Count > 0)
            Flush();
        Invoke(OnMessageCompleteIndex, drains: false);
        return AfterCall();
    }

    /// <inheritdoc/>
    public HttpError OnChunkHeader()
    {
        (_headerBytes, _chunkExtensions) = (0, 0);
        return HttpError.OK;
    }

    /// <inheritdoc/>
    public HttpError OnChunkExtension(ReadOnlySpan<byte> part)
    {
        _chunkExtensions += part.Length;
        return _chunkExtensions > MaxChunkExtensions ? Refuse("HPE_CHUNK_EXTENSIONS_OVERFLOW:Chunk extensions overflow") : HttpError.OK;
    }

    /// <inheritdoc/>
    public HttpError OnChunkComplete()
    {
        _headerBytes = 0;
        return HttpError.OK;
    }

    private nint Execute(ReadOnlySpan<byte> data, bool isEnd)
    {
        (_executing, _failed) = (true, false);
        var read = data.Length;
        var error = isEnd ? _parser.Finish() : _parser.Execute(data, out read);
        _executing = false;
        if (error == HttpError.PAUSED_UPGRADE)
        {
            error = HttpError.OK;
            _parser.Resume();
        }
        if (_pausePending)
        {
            _pausePending = false;
            _parser.Pause();
        }
        if (_failed)
            return 0;
        if (error == HttpError.OK || _parser.Upgrade)
            return isEnd ? 0 : V8.Int(_realm.Isolate, read);
        return Describe(error, read);
    }

    private nint Describe(HttpError error, int read)
    {
        var (iso, context) = (_realm.Isolate, _realm.Context);
        var (code, reason) = ($"HPE_{error}", _parser.Reason);
        if (error == HttpError.USER && reason.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            (code, reason) = (reason[..colon], reason[(colon + 1)..]);
        var result = V8Api.NewError(V8.Str(iso, "Parse Error"), 0);
        V8.Set(iso, context, result, "bytesParsed", V8.Int(iso, read));
        V8.Set(iso, context, result, "code", V8.Str(iso, code));
        V8.Set(iso, context, result, "reason", V8.Str(iso, reason));
        return result;
    }

    private HttpError? Track(ReadOnlySpan<byte> part)
    {
        _headerBytes += part.Length;
        return _headerBytes >= _maxHeaderBytes ? Refuse("HPE_HEADER_OVERFLOW:Header overflow") : null;
    }

    private HttpError Refuse(string reason)
    {
        _parser.Reason = reason;
        return HttpError.USER;
    }

    private HttpError AfterCall()
    {
        if (_failed)
            return Refuse("HPE_JS_EXCEPTION:JS Exception");
        if (!_pausePending)
            return HttpError.OK;
        _pausePending = false;
        _parser.Reason = "Paused in callback";
        return HttpError.PAUSED;
    }

    // Headers that are too many for one call, and trailers.
    private void Flush()
    {
        var iso = _realm.Isolate;
        Invoke(OnHeadersIndex, drains: true, _text.Headers(iso), _text.Url(iso));
        _text.ClearHeaders();
        _text.ClearUrl();
        _flushed = true;
    }

    // What JavaScript throws goes to the caller of execute(), or when a stream calls is uncaught; nothing more is read then.
    private nint Invoke(int index, bool drains, params ReadOnlySpan<nint> args)
    {
        if (Object == 0 || _failed)
            return 0;
        var callback = V8Api.ObjectGetIndex(Object, _realm.Context, (uint)index);
        if (callback == 0 || V8.IsSmi(callback) || V8Api.IsFunction(callback) == 0)
            return 0;
        var context = FsAsyncObject.ContextOf(_realm, Object) with { Resource = _resource };
        nint result;
        if (_fromScript)
        {
            result = CallFromScript(callback, context, args);
        }
        else
        {
            var state = _realm.State<CallbackState>();
            state.Depth += drains ? 0 : 1;
            result = Callbacks.Make(_realm, Object, callback, args, context);
            state.Depth -= drains ? 0 : 1;
        }
        _failed |= result == 0;
        return result;
    }

    private nint CallFromScript(nint callback, AsyncContext context, ReadOnlySpan<nint> args)
    {
        TryCatch storage;
        using var caught = new TryCatchScope(_realm.Isolate, &storage);
        var previous = context.Enter(_realm);
        nint result;
        fixed (nint* p = args)
            result = V8Api.FunctionCall(callback, _realm.Isolate, _realm.Context, Object, args.Length, p);
        if (result == 0 && caught.HasCaught && !caught.HasTerminated)
        {
            _exception = V8.Global(_realm.Isolate, caught.Exception);
            caught.Reset();
        }
        context.Exit(_realm, previous);
        return result;
    }
}
