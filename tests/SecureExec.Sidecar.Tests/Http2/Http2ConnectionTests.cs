using System.Buffers;
using SecureExec.Sidecar.Http2;

namespace SecureExec.Sidecar.Tests.Http2;

/// <summary>Two sides of a connection, and one against a peer that breaks the rules. That it all looks to programs as nghttp2 does is shown by the cases <c>http2-*</c>.</summary>
public sealed class Http2ConnectionTests
{
    private const string Get = ":method: GET|:scheme: http|:path: /|:authority: a";

    private static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    [Fact]
    public void RequestAndResponse_CutAtAnyByte_TellTheSame()
    {
        var client = new RecordingPeer(isServer: false);
        client.Connection.SubmitSettings([new(Http2SettingId.EnablePush, 0)]);
        client.Connection.SubmitRequest(HpackTests.Fields(Get), hasBody: true, out var id);
        client.SetBody(id, new byte[20_000]);
        var bytes = client.Take();
        string? whole = null;
        foreach (var size in (int[])[bytes.Length, 1, 7, 100, 9])
        {
            var server = new RecordingPeer(isServer: true);
            foreach (var piece in bytes.Chunk(size))
                Assert.Equal(Http2Status.Success, server.Connection.Receive(piece));
            var log = string.Join('\n', server.Log.Where(line => !IsPiece(line)));
            whole ??= log;
            Assert.Equal(whole, log);
            Assert.Equal(20_000, Received(server));
        }
    }

    [Fact]
    public void Response_WithPushAndTrailers_ReachesTheClient()
    {
        var (client, server) = (new RecordingPeer(isServer: false), new RecordingPeer(isServer: true));
        client.Connection.SubmitSettings([]);
        server.Connection.SubmitSettings([new(Http2SettingId.MaxConcurrentStreams, 5)]);
        client.Connection.SubmitRequest(HpackTests.Fields(Get), hasBody: false, out var id);
        RecordingPeer.Talk(client, server);
        Assert.Equal(Http2Status.Success, server.Connection.SubmitPushPromise(id, HpackTests.Fields(Get.Replace("/", "/pushed", StringComparison.Ordinal)), out var promised));
        server.Connection.SubmitInformation(id, HpackTests.Fields(":status: 103"));
        server.Connection.SubmitResponse(id, HpackTests.Fields(":status: 200"), hasBody: false);
        server.Connection.SubmitResponse(promised, HpackTests.Fields(":status: 204"), hasBody: false);
        server.Connection.SubmitAltSvc(0, "https://a"u8, "h2=\":1\""u8);
        server.Connection.SubmitOrigin(["https://b"u8.ToArray(), "https://c"u8.ToArray()]);
        server.Connection.SubmitPing(new byte[8]);
        RecordingPeer.Talk(client, server);
        Assert.Equal(
            ["settings 1", "settings accepted", "ping", "begin 2 Request", "  :method: GET", "  :scheme: http", "  :path: /pushed", "  :authority: a", "headers 2", "begin 1 Response", "  :status: 103", "headers 1",
                "begin 1 Headers", "  :status: 200", "headers 1 end", "closed 1 NoError", "altsvc 0 https://a h2=\":1\"", "origin https://b https://c", "begin 2 PushResponse", "  :status: 204", "headers 2 end", "closed 2 NoError"],
            client.Log);
        Assert.Equal(5u, client.Connection.Remote.MaxConcurrentStreams);
        Assert.Equal(5u, server.Connection.Local.MaxConcurrentStreams);
    }

    [Fact]
    public void Body_BeyondTheWindow_WaitsUntilItIsGivenBack()
    {
        var (client, server) = (new RecordingPeer(isServer: false), new RecordingPeer(isServer: true) { Consumes = false });
        client.Connection.SubmitSettings([]);
        server.Connection.SubmitSettings([]);
        client.Connection.SubmitRequest(HpackTests.Fields(Get.Replace("GET", "POST", StringComparison.Ordinal)), hasBody: true, out var id);
        client.SetBody(id, new byte[100_000]);
        RecordingPeer.Talk(client, server);
        Assert.Equal(65_535, Received(server));
        Assert.Equal(0, client.Connection.RemoteWindow);
        server.Connection.ConsumeStream(id, 65_535);
        RecordingPeer.Talk(client, server);
        Assert.Equal(65_535, Received(server));
        server.Connection.ConsumeConnection(65_535);
        RecordingPeer.Talk(client, server);
        Assert.Equal(100_000, Received(server));
        Assert.Contains("data 1 end", server.Log);
    }

    [Fact]
    public void Window_ThatIsRespectedByNobody_EndsTheConnection()
    {
        var server = Opened(Headers(1, Get, end: false));
        server.Consumes = false;
        for (var i = 0; i < 5; i++)
            server.Connection.Receive(Frame(FrameType.Data, FrameFlags.None, 1, new byte[16384]));
        Assert.Contains("FlowControlError", GoodbyeOf(server), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", false)]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nno frame at all, is it?", true)]
    public void Preface_OfSomethingElse_IsRefused(string text, bool isPreface)
    {
        var server = new RecordingPeer(isServer: true);
        Assert.Equal(isPreface ? Http2Status.Success : Http2Status.BadClientMagic, server.Connection.Receive(System.Text.Encoding.ASCII.GetBytes(text)));
        Assert.Equal(isPreface, server.Log.Contains("not HTTP/2"));
    }

    [Fact]
    public void Continuations_WithoutEnd_AreRefused()
    {
        var server = Opened(Frame(FrameType.Headers, FrameFlags.None, 1, []));
        var status = Http2Status.Success;
        var sent = 0;
        while (status == Http2Status.Success && sent++ < 100)
            status = server.Connection.Receive(Frame(FrameType.Continuation, FrameFlags.None, 1, new byte[1]));
        Assert.Equal(Http2Status.TooManyContinuations, status);
        Assert.InRange(sent, 2, 10);
    }

    [Theory]
    [InlineData((int)FrameType.Ping)]
    [InlineData((int)FrameType.Settings)]
    public void Answers_ThatAreNeverTaken_AreNotGatheredWithoutEnd(int type)
    {
        var server = Opened([]);
        var frame = Frame((FrameType)type, FrameFlags.None, 0, (FrameType)type == FrameType.Ping ? new byte[8] : []);
        var status = Http2Status.Success;
        for (var i = 0; i < 10_000 && status == Http2Status.Success; i++)
            status = server.Connection.Receive(frame);
        Assert.Equal(Http2Status.Flooded, status);
        Assert.InRange(server.Connection.HeldBytes, 0, 1_000_000);
    }

    [Fact]
    public void Resets_InEveryMoment_EndTheConnection()
    {
        var server = Opened([], new Http2Options { StreamResetBurst = 20, StreamResetRate = 1 });
        for (var id = 1; id < 100; id += 2)
        {
            server.Connection.Receive([.. Headers(id, Get, end: false), .. Frame(FrameType.RstStream, FrameFlags.None, id, new byte[4])]);
            server.Take();
        }
        Assert.InRange(server.Log.Count(line => line.StartsWith("begin", StringComparison.Ordinal)), 20, 22);
    }

    [Theory]
    [InlineData((int)FrameType.Priority, 5)]
    [InlineData(0x55, 3)]
    public void Frames_OfNoUse_EndTheConnectionWhenTheyDoNotStop(int type, int length)
    {
        var server = Opened([]);
        var frame = Frame((FrameType)type, FrameFlags.None, 1, new byte[length]);
        for (var i = 0; i < 20_000 && server.Connection.QueuedFrames < 3; i++)
            Assert.Equal(Http2Status.Success, server.Connection.Receive(frame));
        Assert.Contains("EnhanceYourCalm", GoodbyeOf(server), StringComparison.Ordinal);
    }

    [Fact]
    public void Streams_BeyondWhatWasAllowed_AreRefused()
    {
        var server = new RecordingPeer(isServer: true);
        server.Connection.SubmitSettings([new(Http2SettingId.MaxConcurrentStreams, 2)]);
        server.Take();
        server.Connection.Receive([.. Preface, .. Frame(FrameType.Settings, FrameFlags.None, 0, []), .. Headers(1, Get, end: false), .. Headers(3, Get, end: false), .. Headers(5, Get, end: false)]);
        Assert.Contains("invalid RefusedStream", server.Log);
        Assert.Equal(2, server.Log.Count(line => line.StartsWith("begin", StringComparison.Ordinal)));
    }

    public static TheoryData<string, byte[], string> Wrongs() => new()
    {
        { "no such stream", Frame(FrameType.Data, FrameFlags.None, 1, [1]), "ProtocolError" },
        { "too large", [0, 0x40, 1, 0, 0, 0, 0, 0, 1], "FrameSizeError" },
        { "ping of seven", Frame(FrameType.Ping, FrameFlags.None, 0, new byte[7]), "FrameSizeError" },
        { "settings of five", Frame(FrameType.Settings, FrameFlags.None, 0, new byte[5]), "FrameSizeError" },
        { "settings of a stream", Frame(FrameType.Settings, FrameFlags.None, 1, []), "ProtocolError" },
        { "unasked answer", Frame(FrameType.Settings, FrameFlags.Ack, 0, []), "ProtocolError" },
        { "window of nothing", Frame(FrameType.WindowUpdate, FrameFlags.None, 0, new byte[4]), "ProtocolError" },
        { "window too large", Frame(FrameType.WindowUpdate, FrameFlags.None, 0, [0x7f, 0xff, 0xff, 0xff]), "FlowControlError" },
        { "even stream", Headers(2, Get, end: true), "ProtocolError" },
        { "stream 0", Headers(0, Get, end: true), "ProtocolError" },
        { "wrong block", Frame(FrameType.Headers, FrameFlags.EndHeaders, 1, [0x80]), "CompressionError" },
        { "lone continuation", Frame(FrameType.Continuation, FrameFlags.None, 1, []), "ProtocolError" },
        { "data between headers", [.. Frame(FrameType.Headers, FrameFlags.None, 1, []), .. Frame(FrameType.Data, FrameFlags.None, 1, [])], "ProtocolError" },
        { "padding without room", Frame(FrameType.Headers, FrameFlags.Padded | FrameFlags.EndHeaders, 1, [5, 0]), "ProtocolError" },
        { "promise to a server", Frame(FrameType.PushPromise, FrameFlags.EndHeaders, 1, [0, 0, 0, 2]), "ProtocolError" },
        { "stream on itself", Frame(FrameType.Headers, FrameFlags.Priority | FrameFlags.EndHeaders, 1, [0, 0, 0, 1, 0]), "ProtocolError" },
        { "too many settings", Frame(FrameType.Settings, FrameFlags.None, 0, new byte[33 * 6]), "EnhanceYourCalm" },
        { "initial window", Frame(FrameType.Settings, FrameFlags.None, 0, [0, 4, 0xff, 0, 0, 0]), "FlowControlError" },
    };

    [Theory]
    [MemberData(nameof(Wrongs))]
    public void Frame_ThatIsWrong_EndsTheConnection(string what, byte[] bytes, string code)
    {
        Assert.NotEmpty(what);
        var server = Opened(bytes);
        Assert.Contains(code, GoodbyeOf(server), StringComparison.Ordinal);
        Assert.False(server.Connection.WantsRead);
    }

    [Theory]
    [InlineData(":method: GET|:scheme: http|:path: /")]
    [InlineData(":method: GET|:path: /|:authority: a")]
    [InlineData(":method: GET|:scheme: http|:path: a|:authority: a")]
    [InlineData("x: y|:method: GET|:scheme: http|:path: /|:authority: a")]
    [InlineData(Get + "|X: y")]
    [InlineData(Get + "|connection: close")]
    [InlineData(Get + "|te: gzip")]
    [InlineData(Get + "|content-length: 5")]
    [InlineData(Get + "|:unknown: 5")]
    [InlineData(":method: CONNECT|:scheme: http|:path: /|:authority: a")]
    public void Request_ThatIsNone_IsReset(string fields)
    {
        var server = Opened(Headers(1, fields, end: true));
        Assert.DoesNotContain("headers 1 end", server.Log);
        server.Take();
        Assert.Contains("closed 1 ProtocolError", server.Log);
        Assert.True(server.Connection.WantsRead);
    }

    [Fact]
    public void Field_WithControlCharacters_IsLeftOut()
    {
        var server = Opened(Headers(1, Get + "|x: a\nb|y: c", end: true));
        Assert.Equal(["  :authority: a !", "  y: c !", "headers 1 end"], server.Log[^3..]);
    }

    [Fact]
    public void Headers_WithPadding_AreReadByTheOtherSide()
    {
        var (client, server) = (new RecordingPeer(isServer: false, new Http2Options { HasPadding = true }), new RecordingPeer(isServer: true));
        client.Connection.SubmitSettings([]);
        client.Connection.SubmitRequest(HpackTests.Fields(Get), hasBody: true, out var id);
        client.SetBody(id, new byte[300]);
        RecordingPeer.Talk(client, server);
        Assert.Contains("headers 1", server.Log);
        Assert.Equal(300, Received(server));
    }

    private static int Received(RecordingPeer peer) => peer.Log.Where(IsPiece).Sum(line => int.Parse(line["data 1 ".Length..], null));

    private static bool IsPiece(string line) => line.StartsWith("data 1 ", StringComparison.Ordinal) && char.IsDigit(line[^1]);

    private static RecordingPeer Opened(byte[] bytes, Http2Options? options = null)
    {
        var server = new RecordingPeer(isServer: true, options);
        server.Connection.SubmitSettings([]);
        server.Take();
        Assert.Equal(Http2Status.Success, server.Connection.Receive([.. Preface, .. Frame(FrameType.Settings, FrameFlags.None, 0, []), .. Frame(FrameType.Settings, FrameFlags.Ack, 0, []), .. bytes]));
        return server;
    }

    // What a client hears at the end.
    private static string GoodbyeOf(RecordingPeer server)
    {
        var client = new RecordingPeer(isServer: false);
        client.Take();
        client.Connection.Receive([.. Frame(FrameType.Settings, FrameFlags.None, 0, []), .. server.Take()]);
        return client.Log.LastOrDefault(line => line.StartsWith("goaway", StringComparison.Ordinal)) ?? "";
    }

    private static byte[] Headers(int id, string fields, bool end)
    {
        var block = new ArrayBufferWriter<byte>();
        // No table: each block stands for itself.
        new HpackEncoder(4096).Encode([.. HpackTests.Fields(fields).Select(field => field with { NeverIndexed = true })], block);
        return Frame(FrameType.Headers, FrameFlags.EndHeaders | (end ? FrameFlags.EndStream : FrameFlags.None), id, block.WrittenSpan.ToArray());
    }

    private static byte[] Frame(FrameType type, FrameFlags flags, int id, byte[] payload)
    {
        var output = new ArrayBufferWriter<byte>();
        new FrameHeader(payload.Length, type, flags, id).Write(output);
        output.Write(payload);
        return output.WrittenSpan.ToArray();
    }
}
