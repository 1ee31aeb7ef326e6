using static SecureExec.Sidecar.Http1.HttpParserState;

namespace SecureExec.Sidecar.Http1;

/// <summary>
/// Reads HTTP/1 messages from bytes as they come, byte for byte as llhttp does (nodejs/llhttp, its grammar of <c>http.ts</c> and <c>url.ts</c>): the same
/// messages pass, with the same events, and the others fail with the same errors. Holds no more than a few bytes of a message.
/// </summary>
internal sealed partial class HttpMessageParser(IHttpParserEvents events)
{
    private const int NameLength = 18; // one more than the longest name that matters

    private readonly byte[] _word = new byte[32];
    private int _wordLength;
    private int _matched;
    private HttpParserState _state;
    private Span _span;
    private Special _special;
    private Flags _flags;
    private HttpLenience _lenience;
    private ulong _contentLength;
    private Ending _ending;

    [Flags]
    private enum Flags
    {
        KeepAlive = 1 << 0,
        Close = 1 << 1,
        ConnectionUpgrade = 1 << 2,
        Chunked = 1 << 3,
        Upgrade = 1 << 4,
        ContentLength = 1 << 5,
        SkipBody = 1 << 6,
        Trailing = 1 << 7,
        TransferEncoding = 1 << 8,
    }

    // Which text is being read; it may go on in the next bytes.
    private enum Span
    {
        None,
        Url,
        Status,
        Field,
        Value,
        Body,
        ChunkExtension,
    }

    private enum Special
    {
        General,
        Connection,
        ContentLength,
        TransferEncoding,
        Upgrade,
        ConnectionKeepAlive,
        ConnectionClose,
        ConnectionUpgrade,
        Chunked,
    }

    private enum Ending
    {
        Safe,
        SafeWithCallback,
        Unsafe,
    }

    /// <summary>Reads requests, or responses.</summary>
    public bool IsRequest { get; private set; }

    /// <summary>The number of the request's method (<see cref="HttpMethods"/>).</summary>
    public int Method { get; private set; }

    public int StatusCode { get; private set; }

    public int Major { get; private set; }

    public int Minor { get; private set; }

    /// <summary>Another protocol follows the message.</summary>
    public bool Upgrade { get; private set; }

    /// <summary>The error it has met, or what it paused for.</summary>
    public HttpError Error { get; private set; }

    /// <summary>llhttp's words for it; with <see cref="HttpError.USER"/> the callee's.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Whether the connection may carry another message.</summary>
    public bool ShouldKeepAlive
    {
        get
        {
            if (Major > 0 && Minor > 0 ? Has(Flags.Close) : !Has(Flags.KeepAlive))
                return false;
            return !NeedsEnd;
        }
    }

    private bool NeedsEnd
    {
        get
        {
            if (IsRequest || StatusCode / 100 == 1 || StatusCode is 204 or 304 || Has(Flags.SkipBody))
                return false;
            if (Has(Flags.TransferEncoding) && !Has(Flags.Chunked))
                return true;
            return !Has(Flags.Chunked) && !Has(Flags.ContentLength);
        }
    }

    /// <summary>Begins anew.</summary>
    public void Initialize(bool isRequest, HttpLenience lenience)
    {
        (IsRequest, _lenience) = (isRequest, lenience);
        (_state, _span, _special, _flags, _ending) = (Start, Span.None, Special.General, 0, Ending.Safe);
        (Method, StatusCode, Major, Minor, Upgrade, _contentLength) = (0, 0, 0, 0, false, 0);
        (Error, Reason) = (HttpError.OK, "");
    }

    /// <summary>Stops before the next byte until <see cref="Resume"/>.</summary>
    public void Pause()
    {
        if (Error != HttpError.OK)
            return;
        (Error, Reason) = (HttpError.PAUSED, "Paused");
    }

    /// <summary>Goes on after a pause, also one for another protocol.</summary>
    public void Resume()
    {
        if (Error is HttpError.PAUSED or HttpError.PAUSED_UPGRADE)
            Error = HttpError.OK;
    }

    /// <summary>No more bytes come.</summary>
    public HttpError Finish()
    {
        if (Error != HttpError.OK)
            return HttpError.OK;
        switch (_ending)
        {
            case Ending.SafeWithCallback:
                return events.OnMessageComplete();
            case Ending.Unsafe:
                Reason = "Invalid EOF state";
                return HttpError.INVALID_EOF_STATE;
            default:
                return HttpError.OK;
        }
    }

    /// <summary>Reads bytes; how many is told, also when it stops before the end.</summary>
    public HttpError Execute(ReadOnlySpan<byte> data, out int read)
    {
        read = 0;
        if (Error != HttpError.OK)
            return Error;
        int at = 0, start = 0;
        while (Error == HttpError.OK)
        {
            if (_state >= HeadersDone)
            {
                Proceed();
                continue;
            }
            if (at == data.Length)
                break;
            Step(data, ref at, ref start);
        }
        if (Error == HttpError.OK && _span != Span.None)
            Emit(_span, data[start..]);
        read = at;
        return Error;
    }

    private void Step(ReadOnlySpan<byte> data, ref int at, ref int start)
    {
        var c = data[at];
        switch (_state)
        {
            case Start:
                if (c is (byte)'\r' or (byte)'\n')
                    at++;
                else
                    BeginMessage();
                break;
            case < RequestProtocolStart:
                if (_state < UrlStart)
                    StepMethod(c, ref at, ref start);
                else
                    StepUrl(data, ref at, ref start);
                break;
            case < HeadersStart:
                StepLine(data, ref at, ref start);
                break;
            case < ValueDiscardSpace:
                StepField(data, ref at, ref start);
                break;
            case < EncodingStart:
                StepValue(data, ref at, ref start);
                break;
            case < HeadersLf:
                StepSpecialValue(data, ref at, ref start);
                break;
            default:
                StepBody(data, ref at, ref start);
                break;
        }
    }

    private void BeginMessage()
    {
        _ending = Ending.Unsafe;
        _wordLength = 0;
        _state = IsRequest ? HttpParserState.Method : ResponseProtocol;
        Answer(events.OnMessageBegin(), HttpError.CB_MESSAGE_BEGIN, "on_message_begin");
    }

    // The steps that need no byte.
    private void Proceed()
    {
        switch (_state)
        {
            case HeadersDone:
                CompleteHeaders();
                break;
            case AfterHeaders:
                ChooseBody();
                break;
            case UpgradeAfterHeaders:
                _state = Cleanup;
                Fail(HttpError.PAUSED_UPGRADE, "Pause on CONNECT/Upgrade");
                break;
            case ChunkHeader:
                _state = ChunkHeaderDone;
                Answer(events.OnChunkHeader(), HttpError.CB_CHUNK_HEADER, "on_chunk_header");
                break;
            case ChunkHeaderDone:
                if (_contentLength > 0)
                {
                    _state = ChunkData;
                    break;
                }
                _flags |= Flags.Trailing;
                _state = FieldStart;
                break;
            case ChunkComplete:
                _state = ChunkSizeStart;
                Answer(events.OnChunkComplete(), HttpError.CB_CHUNK_COMPLETE, "on_chunk_complete");
                break;
            case TrailersDone:
                _state = MessageDone;
                Answer(events.OnChunkComplete(), HttpError.CB_CHUNK_COMPLETE, "on_chunk_complete");
                break;
            case MessageDone:
                _state = UpgradeOrCleanup;
                Answer(events.OnMessageComplete(), HttpError.CB_MESSAGE_COMPLETE, "on_message_complete");
                break;
            case UpgradeOrCleanup:
                _state = Upgrade ? UpgradeAfterHeaders : Cleanup;
                break;
            default: // Cleanup
                var keepAlive = ShouldKeepAlive;
                (_ending, _flags) = (Ending.Safe, 0);
                if (keepAlive)
                    _contentLength = 0;
                _state = keepAlive || Lets(HttpLenience.KeepAlive) ? Start : Closed;
                break;
        }
    }

    private bool Has(Flags flag) => (_flags & flag) != 0;

    private bool Lets(HttpLenience what) => (_lenience & what) != 0;

    private void Take(ref int at, HttpParserState next)
    {
        at++;
        _state = next;
    }

    // True when it met another byte; else the bytes are used up.
    private static bool Skip(ReadOnlySpan<byte> data, ref int at, System.Buffers.SearchValues<byte> set)
    {
        var end = data[at..].IndexOfAnyExcept(set);
        at = end < 0 ? data.Length : at + end;
        return end >= 0;
    }

    private void Open(Span span, int at, ref int start)
    {
        _span = span;
        start = at;
    }

    private void Close(ReadOnlySpan<byte> data, int at, int start)
    {
        var span = _span;
        _span = Span.None;
        Emit(span, data[start..at]);
    }

    private void Emit(Span span, ReadOnlySpan<byte> part)
    {
        var answer = span switch
        {
            Span.Url => events.OnUrl(part),
            Span.Status => events.OnStatus(part),
            Span.Field => events.OnHeaderField(part),
            Span.Value => events.OnHeaderValue(part),
            Span.Body => events.OnBody(part),
            Span.ChunkExtension => events.OnChunkExtension(part),
            _ => HttpError.OK,
        };
        if (answer != HttpError.OK && Error == HttpError.OK)
            Error = answer;
    }

    private void Answer(HttpError answer, HttpError otherwise, string name)
    {
        if (answer == HttpError.OK || Error != HttpError.OK)
            return;
        if (answer == HttpError.PAUSED)
            Fail(answer, $"{name} pause");
        else
            Fail(otherwise, $"`{name}` callback error");
    }

    private void Fail(HttpError error, string reason)
    {
        if (Error != HttpError.OK)
            return;
        (Error, Reason) = (error, reason);
    }

    // A value of which a byte was let pass: its lines may end as they like.
    private const int Lenient = -1;
}
