using System.Text;

namespace SecureExec.Sidecar.Http2;

/// <summary>
/// One side of an HTTP/2 connection (RFC 9113) without any input and output of its own: bytes go in by <see cref="Receive"/> and come out by <see cref="Send"/>. It follows nghttp2 1.70,
/// as Node uses it: closed streams are forgotten, windows are given back by hand. What a peer can make it hold is bounded: see the constants, <see cref="Http2Options"/> and <see cref="HeldBytes"/>.
/// </summary>
internal sealed partial class Http2Connection
{
    /// <summary>Bytes that a stream counts for in <see cref="HeldBytes"/>.</summary>
    public const int StreamBytes = 512;

    private const int FrameBytes = 128, MaxQueuedFrames = 5000, MaxQueuedAcks = 1000, MaxContinuations = 8, GlitchBurst = 10_000, GlitchRate = 330;

    private readonly IHttp2Events _events;
    private readonly Http2Options _options;
    private readonly HpackEncoder _encoder;
    private readonly HpackDecoder _decoder = new();
    private readonly Dictionary<int, Http2Stream> _streams = [];
    private readonly Queue<Http2Setting[]> _settingsInFlight = new();
    private readonly RateLimit _resets, _glitches = new(GlitchBurst, GlitchRate);
    private readonly FlowWindow _window = new();
    private long _nextStreamId, _streamOrder, _queuedBytes;
    private int _lastReceivedId, _lastSentId, _localLastId = int.MaxValue, _remoteLastId = int.MaxValue;
    private int _outgoing, _incoming, _reserved;
    private uint _announcedMaxStreams = uint.MaxValue;
    private bool _announcedPush = true, _announcedProtocol, _gotSettings;
    private bool _terminates, _terminated, _goAwaySent, _goAwayReceived, _goAwaySubmitted;

    /// <summary>Begins one side.</summary>
    /// <param name="isServer">Which one.</param>
    /// <param name="options">What it is made with.</param>
    /// <param name="events">Who is told.</param>
    public Http2Connection(bool isServer, Http2Options options, IHttp2Events events)
    {
        (IsServer, _options, _events) = (isServer, options, events);
        _encoder = new HpackEncoder(options.MaxDeflateTableSize);
        _resets = new RateLimit(options.StreamResetBurst, options.StreamResetRate);
        _nextStreamId = isServer ? 2 : 1;
        Remote.MaxConcurrentStreams = options.PeerMaxConcurrentStreams;
        _state = isServer ? Inbound.Preface : Inbound.FirstSettings;
        _sendsPreface = !isServer;
    }

    public bool IsServer { get; }

    /// <summary>Our settings that the peer has accepted.</summary>
    public Http2Settings Local { get; } = new();

    /// <summary>The peer's settings.</summary>
    public Http2Settings Remote { get; } = new();

    /// <summary>Bytes that may be sent on all streams together.</summary>
    public long RemoteWindow { get; private set; } = 65535;

    /// <summary>What the peer may send on all streams together.</summary>
    public FlowWindow Window => _window;

    /// <summary>The last stream of the peer that was taken up.</summary>
    public int LastProcessedId { get; private set; }

    /// <summary>The number of the next stream that is opened here; beyond 31 bits: there is none.</summary>
    public long NextStreamId => _nextStreamId;

    /// <summary>Frames that wait to be sent.</summary>
    public int QueuedFrames => _urgent.Count + _regular.Count + _requests.Count;

    /// <summary>Size of the table of what is sent.</summary>
    public int DeflateTableSize => _encoder.TableSize;

    /// <summary>Size of the table of what is received.</summary>
    public int InflateTableSize => _decoder.TableSize;

    /// <summary>About as many bytes as it holds: streams, tables, frames that wait, input that has not come whole.</summary>
    public long HeldBytes =>
        (long)_streams.Count * StreamBytes + _encoder.TableSize + _decoder.TableSize + _decoder.BufferedBytes + _queuedBytes + (long)QueuedFrames * FrameBytes + _payload.Length;

    /// <summary>Input is of interest.</summary>
    public bool WantsRead => !_terminated && (_streams.Count > 0 || !_goAwaySent && !_goAwayReceived);

    /// <summary>There is something to send now.</summary>
    public bool WantsWrite => !_terminated && (_urgent.Count > 0 || _regular.Count > 0 || _ready.Count > 0 && RemoteWindow > 0 || _requests.Count > 0 && MayOpenStream);

    private bool IsClosing => _terminates || !WantsRead && !WantsWrite;

    private bool MayOpenStream => _outgoing < Remote.MaxConcurrentStreams;

    /// <summary>What is known of a stream; null: it is closed, or never was.</summary>
    public Http2Stream? Find(int id) => _streams.GetValueOrDefault(id);

    /// <summary>Sends the GOAWAY that ends the connection, and takes nothing in any more.</summary>
    public void Terminate(Http2ErrorCode code, string reason = "")
    {
        if (_terminates)
            return;
        _state = Inbound.IgnoreAll;
        if (QueueGoAway(LastProcessedId, code, Encoding.ASCII.GetBytes(reason), isTermination: true) == Http2Status.Success)
            _terminates = true;
    }

    /// <summary>What the peer is told when this has happened.</summary>
    public static Http2ErrorCode CodeOf(Http2Status status) => status switch
    {
        Http2Status.StreamClosed => Http2ErrorCode.StreamClosed,
        Http2Status.HeaderCompression => Http2ErrorCode.CompressionError,
        Http2Status.FrameSize => Http2ErrorCode.FrameSizeError,
        Http2Status.FlowControl => Http2ErrorCode.FlowControlError,
        Http2Status.RefusedStream => Http2ErrorCode.RefusedStream,
        Http2Status.Protocol or Http2Status.HttpHeader or Http2Status.HttpMessaging => Http2ErrorCode.ProtocolError,
        _ => Http2ErrorCode.InternalError,
    };

    private bool IsOurs(int id) => id != 0 && (id & 1) == (IsServer ? 0 : 1);

    private bool IsNewFromPeer(int id) => id != 0 && !IsOurs(id) && _lastReceivedId < id;

    private bool IsIdle(int id) => IsOurs(id) ? _lastSentId < id : IsNewFromPeer(id);

    private Http2Stream Open(int id, Http2StreamPhase phase)
    {
        var stream = new Http2Stream(id, _streamOrder++, phase) { RemoteWindow = Remote.InitialWindowSize, Local = FlowWindow.Of(Local.InitialWindowSize) };
        _streams[id] = stream;
        if (phase == Http2StreamPhase.Reserved)
        {
            stream.IsPush = true;
            (stream.ReadClosed, stream.WriteClosed) = (IsOurs(id), !IsOurs(id));
            _reserved += IsOurs(id) ? 0 : 1;
        }
        else if (IsOurs(id))
        {
            _outgoing++;
        }
        else
        {
            _incoming++;
        }
        return stream;
    }

    private void Close(int id, Http2ErrorCode code)
    {
        if (!_streams.TryGetValue(id, out var stream))
            return;
        _events.OnStreamClosed(id, code);
        // Telling may have closed it already.
        if (!_streams.Remove(id))
            return;
        DetachData(stream);
        if (stream.IsPush)
            _reserved -= IsOurs(id) ? 0 : 1;
        else if (IsOurs(id))
            _outgoing--;
        else
            _incoming--;
    }

    private void CloseIfDone(Http2Stream stream)
    {
        if (stream is { ReadClosed: true, WriteClosed: true })
            Close(stream.Id, Http2ErrorCode.NoError);
    }

    // Streams that a GOAWAY leaves out.
    private void CloseBeyond(int lastId, bool ours)
    {
        foreach (var id in _streams.Keys.Where(id => IsOurs(id) == ours && id > lastId).ToArray())
            Close(id, Http2ErrorCode.RefusedStream);
    }

    // What honest peers do seldom: too often, and the connection ends.
    private void CountGlitch()
    {
        if (!_terminates && !_glitches.Take(Environment.TickCount64 / 1000))
            Terminate(Http2ErrorCode.EnhanceYourCalm);
    }
}
