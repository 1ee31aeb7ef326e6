using System.Text;
using SecureExec.Sidecar.Http1;

namespace SecureExec.Sidecar.Tests.Http1;

/// <summary>The reader of HTTP/1 by itself; that it reads as llhttp does is shown by the case <c>http-parser-mutations</c>.</summary>
public sealed class HttpMessageParserTests
{
    public static TheoryData<bool, string> Messages() => new()
    {
        { true, "GET /path?query=1#f HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\nPOST /x HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello" },
        { true, "POST /x HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n5;a=b;c=\"q\\\"x\"\r\nhello\r\n0\r\nTrailer: v\r\n\r\nGET / HTTP/1.0\r\n\r\n" },
        { true, "GET /chat HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: ws\r\n\r\n" },
        { false, "HTTP/1.1 200 OK\r\nX:\r\nY:  spaced  \r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 204 No\r\n\r\n" },
        { false, "HTTP/1.0 200 OK\r\n\r\nuntil the end" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Execute_CutAtAnyByte_TellsTheSame(bool isRequest, string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        string whole = Read(isRequest, HttpLenience.None, [bytes]);
        Assert.Contains("done", whole, StringComparison.Ordinal);
        for (int cut = 1; cut < bytes.Length; cut++)
        {
            Assert.Equal(whole, Read(isRequest, HttpLenience.None, [bytes[..cut], bytes[cut..]]));
        }

        Assert.Equal(whole, Read(isRequest, HttpLenience.None, [.. bytes.Select(b => new[] { b })]));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "INVALID_TRANSFER_ENCODING")]
    [InlineData("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n", "INVALID_CONTENT_LENGTH")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", "UNEXPECTED_CONTENT_LENGTH")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", "INVALID_CONTENT_LENGTH")]
    [InlineData("GET / HTTP/1.1\r\nTransfer-Encoding: chunked, identity\r\n\r\n", "INVALID_TRANSFER_ENCODING")]
    [InlineData("GET / HTTP/1.1\r\nA: b\nC: d\r\n\r\n", "CR_EXPECTED")]
    [InlineData("GET / HTTP/1.1\r\nA : b\r\n\r\n", "INVALID_HEADER_TOKEN")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", "INVALID_CHUNK_SIZE")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab", "STRICT")]
    public void Execute_WhatCouldSmuggleARequest_IsRefused(string text, string error) =>
        Assert.EndsWith($"error {error}", Read(isRequest: true, HttpLenience.None, [Encoding.Latin1.GetBytes(text)]), StringComparison.Ordinal);

    [Fact]
    public void Execute_RandomBytes_NeverThrowsAndReadsNoMoreThanThereIs()
    {
        var random = new Random(3);
        byte[] likely = "GET / HTTP1.\r\n:;=,\"chunked0123456789"u8.ToArray();
        for (int i = 0; i < 20_000; i++)
        {
            var parser = new HttpMessageParser(new Recorder(new StringBuilder()));
            parser.Initialize(random.Next(2) == 0, (HttpLenience)random.Next(2048));
            var bytes = new byte[random.Next(200)];
            for (int at = 0; at < bytes.Length; at++)
            {
                bytes[at] = random.Next(10) == 0 ? (byte)random.Next(256) : likely[random.Next(likely.Length)];
            }

            parser.Execute(bytes, out int read);
            Assert.InRange(read, 0, bytes.Length);
        }
    }

    private static string Read(bool isRequest, HttpLenience lenience, byte[][] parts)
    {
        var told = new StringBuilder();
        var recorder = new Recorder(told);
        var parser = new HttpMessageParser(recorder);
        parser.Initialize(isRequest, lenience);
        foreach (byte[] part in parts)
        {
            HttpError error = parser.Execute(part, out _);
            if (error == HttpError.PAUSED_UPGRADE)
            {
                parser.Resume();
            }
            else if (error != HttpError.OK)
            {
                recorder.Event($"error {error}");
                return told.ToString();
            }
        }

        parser.Finish();
        recorder.Event("end");
        return told.ToString();
    }

    private sealed class Recorder(StringBuilder told) : IHttpParserEvents
    {
        private string _kind = "";

        public void Event(string name)
        {
            told.Append(name == _kind ? "" : "\n").Append(name);
            _kind = "";
        }

        public HttpError OnMessageBegin() => Once("begin");

        public HttpError OnUrl(ReadOnlySpan<byte> part) => Part("url", part);

        public HttpError OnStatus(ReadOnlySpan<byte> part) => Part("status", part);

        public HttpError OnHeaderField(ReadOnlySpan<byte> part) => Part("field", part);

        public HttpError OnHeaderValue(ReadOnlySpan<byte> part) => Part("value", part);

        public int OnHeadersComplete()
        {
            Once("headers");
            return 0;
        }

        public HttpError OnBody(ReadOnlySpan<byte> part) => Part("body", part);

        public HttpError OnMessageComplete() => Once("done");

        public HttpError OnChunkHeader() => Once("chunk");

        public HttpError OnChunkExtension(ReadOnlySpan<byte> part) => Part("extension", part);

        public HttpError OnChunkComplete() => Once("chunk done");

        private HttpError Once(string name)
        {
            Event(name);
            return HttpError.OK;
        }

        private HttpError Part(string kind, ReadOnlySpan<byte> part)
        {
            if (kind != _kind)
            {
                Event(kind);
                told.Append(' ');
                _kind = kind;
            }

            told.Append(Encoding.Latin1.GetString(part));
            return HttpError.OK;
        }
    }
}
