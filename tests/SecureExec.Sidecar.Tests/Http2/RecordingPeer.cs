using System.Buffers;
using System.Text;
using SecureExec.Sidecar.Http2;

namespace SecureExec.Sidecar.Tests.Http2;

/// <summary>One side of a connection that writes down what it is told and answers as a test has set it.</summary>
internal sealed class RecordingPeer : IHttp2Events
{
    private readonly Dictionary<int, byte[]> _bodies = [];

    public RecordingPeer(bool isServer, Http2Options? options = null) => Connection = new Http2Connection(isServer, options ?? new Http2Options(), this);

    public Http2Connection Connection { get; }

    public List<string> Log { get; } = [];

    /// <summary>Invalid frames that are forgiven.</summary>
    public int Patience { get; set; } = int.MaxValue;

    /// <summary>Whether data is used up as it comes.</summary>
    public bool Consumes { get; set; } = true;

    /// <summary>Sets what a stream sends.</summary>
    public void SetBody(int id, byte[] body)
    {
        _bodies[id] = body;
        Connection.ResumeData(id);
    }

    /// <summary>What it sends now.</summary>
    public byte[] Take()
    {
        var output = new ArrayBufferWriter<byte>();
        Connection.Send(output, int.MaxValue);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Lets two sides talk until both are silent.</summary>
    public static void Talk(RecordingPeer a, RecordingPeer b)
    {
        while (true)
        {
            var (fromA, fromB) = (a.Take(), b.Take());
            if (fromA.Length + fromB.Length == 0)
                return;
            Assert.Equal(Http2Status.Success, b.Connection.Receive(fromA));
            Assert.Equal(Http2Status.Success, a.Connection.Receive(fromB));
        }
    }

    public Http2Status OnBeginHeaders(int streamId, HeadersCategory category) => Tell(Http2Status.Success, $"begin {streamId} {category}");

    public Http2Status OnHeader(int streamId, HeaderField field) => Tell(Http2Status.Success, $"  {HpackTests.Text(field)}");

    public void OnHeaders(int streamId, FrameFlags flags) => Log.Add($"headers {streamId}{((flags & FrameFlags.EndStream) != 0 ? " end" : "")}");

    public void OnData(int streamId, ReadOnlySpan<byte> piece)
    {
        Log.Add($"data {streamId} {piece.Length}");
        if (!Consumes)
            return;
        Connection.ConsumeConnection(piece.Length);
        Connection.ConsumeStream(streamId, piece.Length);
    }

    public bool OnDataFrame(int streamId, int length, bool endStream)
    {
        if (endStream)
            Log.Add($"data {streamId} end");
        return true;
    }

    public void OnReset(int streamId) => Log.Add($"reset {streamId}");

    public void OnSettings(bool ack, ReadOnlySpan<Http2Setting> settings) => Log.Add(ack ? "settings accepted" : $"settings {settings.Length}");

    public void OnPing(bool ack, ReadOnlySpan<byte> payload) => Log.Add($"ping{(ack ? " answered" : "")}");

    public void OnGoAway(Http2ErrorCode code, int lastStreamId, ReadOnlySpan<byte> debugData) => Log.Add($"goaway {code} {lastStreamId} {Encoding.ASCII.GetString(debugData)}".TrimEnd());

    public void OnAltSvc(int streamId, ReadOnlySpan<byte> origin, ReadOnlySpan<byte> value) => Log.Add($"altsvc {streamId} {Encoding.ASCII.GetString(origin)} {Encoding.ASCII.GetString(value)}");

    public void OnOrigin(IReadOnlyList<byte[]> origins) => Log.Add($"origin {string.Join(' ', origins.Select(Encoding.ASCII.GetString))}");

    public void OnOtherFrame()
    {
    }

    public bool OnInvalidFrame(Http2Status status)
    {
        Log.Add($"invalid {status}");
        return Patience-- > 0;
    }

    public void OnNotHttp2() => Log.Add("not HTTP/2");

    public void OnFrameSent(FrameType type)
    {
    }

    public void OnFrameNotSent(FrameType type, int streamId, int subjectId, Http2Status status) => Log.Add($"not sent {type} {subjectId} {status}");

    public void OnStreamClosed(int streamId, Http2ErrorCode code) => Log.Add($"closed {streamId} {code}");

    public int ReadData(int streamId, int most, out bool isLast, out bool hasTrailers)
    {
        hasTrailers = false;
        var left = _bodies.GetValueOrDefault(streamId);
        isLast = left != null && left.Length <= most;
        return left == null ? -1 : Math.Min(left.Length, most);
    }

    public void SendData(int streamId, int length, IBufferWriter<byte> output)
    {
        output.Write(_bodies[streamId].AsSpan(0, length));
        _bodies[streamId] = _bodies[streamId][length..];
    }

    public int SelectPadding(int length, int most) => most;

    private T Tell<T>(T answer, string line)
    {
        Log.Add(line);
        return answer;
    }
}
