using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SecureExec.Core.Tests.Api;

/// <summary>Requests of the host to servers of the guest.</summary>
[Trait("Needs", "Worker")]
public sealed class FetchTests
{
    private const int Port = 8080;

    private const string Echo = """
        import http from 'node:http';
        let connections = 0;
        const server = http.createServer((req, res) => {
          res.writeHead(req.url === '/missing' ? 404 : 200, { 'X-Method': req.method, 'X-Url': req.url, 'X-Host': req.headers.host, 'X-Peer': req.socket.remoteAddress, 'X-Connections': connections });
          req.pipe(res);
        });
        server.on('connection', () => connections++);
        server.listen(8080);
        """;

    [Fact]
    public async Task FetchAsync_OfAServer_GivesItsAnswer()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(Options);
        await using SpawnedProcess server = await ServeAsync(runtime, Echo);
        using HttpResponseMessage answer = await FetchAsync(runtime, new HttpRequestMessage(HttpMethod.Put, "/a?b=1") { Content = new StringContent("höchst") });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(("PUT", "/a?b=1", $"localhost:{Port}", "::ffff:127.0.0.1"), (Header(answer, "X-Method"), Header(answer, "X-Url"), Header(answer, "X-Host"), Header(answer, "X-Peer")));
        Assert.Equal("höchst", await answer.Content.ReadAsStringAsync());
        using HttpResponseMessage absolute = await FetchAsync(runtime, new HttpRequestMessage(HttpMethod.Get, "http://shop.example:81/missing"));
        Assert.Equal((HttpStatusCode.NotFound, "/missing", "shop.example:81"), (absolute.StatusCode, Header(absolute, "X-Url"), Header(absolute, "X-Host")));
    }

    [Fact]
    public async Task FetchAsync_OneAfterAnother_KeepsTheConnection()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(Options);
        await using SpawnedProcess server = await ServeAsync(runtime, Echo);
        for (int i = 0; i < 5; i++)
        {
            using HttpResponseMessage answer = await FetchAsync(runtime, new HttpRequestMessage(HttpMethod.Get, "/"));
            Assert.Equal("1", Header(answer, "X-Connections"));
            await answer.Content.CopyToAsync(Stream.Null);
        }
    }

    [Fact]
    public async Task FetchAsync_BinaryBodies_StreamBothWays()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(Options);
        await using SpawnedProcess server = await ServeAsync(runtime, """
            import http from 'node:http';
            import { buffer } from 'node:stream/consumers';
            let kept;
            http.createServer(async (req, res) => {
              if (req.method === 'PUT') kept = await buffer(req);
              res.end(kept);
            }).listen(8080);
            """);
        var sent = new byte[6 * 1024 * 1024];
        new Random(3).NextBytes(sent);
        using HttpResponseMessage put = await FetchAsync(runtime, new HttpRequestMessage(HttpMethod.Put, "/") { Content = new StreamContent(new MemoryStream(sent)) });
        Assert.Equal(sent, await put.Content.ReadAsByteArrayAsync().WaitAsync(SharedRuntime.Patience));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            using HttpResponseMessage got = await FetchAsync(runtime, new HttpRequestMessage(HttpMethod.Get, "/"));
            Assert.Equal(sent, await got.Content.ReadAsByteArrayAsync().WaitAsync(SharedRuntime.Patience));
        }));
    }

    [Fact]
    public async Task FetchAsync_EventStream_ArrivesPieceByPiece()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(Options);
        await using SpawnedProcess server = await ServeAsync(runtime, """
            import http from 'node:http';
            let events;
            http.createServer((req, res) => {
              if (req.url === '/events') {
                events = res.writeHead(200, { 'Content-Type': 'text/event-stream' });
                events.write('data: 1\n\n');
              } else {
                events.end('data: 2\n\n');
                res.end();
              }
            }).listen(8080);
            """);
        using HttpResponseMessage events = await FetchAsync(runtime, new HttpRequestMessage(HttpMethod.Get, "/events"));
        using var reader = new StreamReader(await events.Content.ReadAsStreamAsync());
        Assert.Equal("data: 1", await reader.ReadLineAsync().WaitAsync(SharedRuntime.Patience));
        using HttpResponseMessage end = await FetchAsync(runtime, new HttpRequestMessage(HttpMethod.Post, "/end"));
        Assert.Equal("\ndata: 2\n\n", await reader.ReadToEndAsync().WaitAsync(SharedRuntime.Patience));
    }

    [Fact]
    public async Task FetchAsync_BodyThatNobodyReads_StopsTheGuest()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(Options);
        await using SpawnedProcess server = await ServeAsync(runtime, """
            import http from 'node:http';
            let written = 0;
            http.createServer((req, res) => {
              if (req.url === '/written') return res.end(`${written}`);
              const more = error => {
                if (error) return;
                written += 65536;
                res.write(Buffer.alloc(65536), more);
              };
              more();
            }).listen(8080);
            """);
        using HttpResponseMessage flood = await FetchAsync(runtime, new HttpRequestMessage(HttpMethod.Get, "/"));
        long before;
        long after = -1;
        do
        {
            before = after;
            using HttpResponseMessage answer = await FetchAsync(runtime, new HttpRequestMessage(HttpMethod.Get, "/written"));
            after = long.Parse(await answer.Content.ReadAsStringAsync(), null);
        }
        while (after != before);
        Assert.InRange(after, 1, 8 * 1024 * 1024);
        flood.Dispose();
        using HttpResponseMessage next = await FetchAsync(runtime, new HttpRequestMessage(HttpMethod.Get, "/written"));
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task FetchAsync_NothingListens_IsRefused()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(Options);
        HttpRequestException refused = await Assert.ThrowsAsync<HttpRequestException>(() => FetchAsync(runtime, new HttpRequestMessage(HttpMethod.Get, "/")));
        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(refused.InnerException).SocketErrorCode);
        SocketException raw = await Assert.ThrowsAsync<SocketException>(() => runtime.ConnectAsync(Port));
        Assert.Equal(SocketError.ConnectionRefused, raw.SocketErrorCode);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => runtime.ConnectAsync(0));
        await Assert.ThrowsAsync<ArgumentException>(() => FetchAsync(runtime, new HttpRequestMessage(HttpMethod.Get, "https://localhost/")));
    }

    [Fact]
    public async Task FetchAsync_GuestEndsUnderIt_Fails()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(Options);
        await using SpawnedProcess server = await ServeAsync(runtime, "import http from 'node:http'; http.createServer((req, res) => { res.writeHead(200, { 'Content-Length': 10 }); res.write('x', () => process.exit(1)); }).listen(8080);");
        using HttpResponseMessage answer = await FetchAsync(runtime, new HttpRequestMessage(HttpMethod.Get, "/"));
        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsByteArrayAsync().WaitAsync(SharedRuntime.Patience));
    }

    [Fact]
    public async Task FetchAsync_RuntimeIsDisposed_Fails()
    {
        NodeRuntime runtime = await NodeRuntime.CreateAsync(Options);
        SpawnedProcess server = await ServeAsync(runtime, "import http from 'node:http'; http.createServer(() => {}).listen(8080);");
        Task<HttpResponseMessage> waiting = FetchAsync(runtime, new HttpRequestMessage(HttpMethod.Get, "/"));
        await runtime.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => waiting);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task ConnectAsync_MoreThanTheLimit_IsToldAndCountsAsTheGuestsOwn()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(Options with { Limits = ResourceLimits.Default with { MaxConnections = 3 } });
        await using SpawnedProcess server = await ServeAsync(runtime, "import net from 'node:net'; net.createServer((socket) => socket.pipe(socket)).listen(8080);");
        List<Stream> open = [];
        for (int i = 0; i < 3; i++) open.Add(await runtime.ConnectAsync(Port));
        IReadOnlyDictionary<string, long> counters = (await runtime.GetResourceSnapshotAsync()).Counters;
        Assert.Equal((3, 1), (counters["connections"], counters["listeners"]));
        Assert.Equal(SocketError.TooManyOpenSockets, (await Assert.ThrowsAsync<SocketException>(() => runtime.ConnectAsync(Port))).SocketErrorCode);
        foreach (Stream stream in open)
        {
            await stream.WriteAsync("hello"u8.ToArray());
            var back = new byte[5];
            await stream.ReadExactlyAsync(back).AsTask().WaitAsync(SharedRuntime.Patience);
            Assert.Equal("hello", Encoding.UTF8.GetString(back));
            await stream.DisposeAsync();
        }
        using var limit = new CancellationTokenSource(SharedRuntime.Patience);
        while (true)
        {
            try
            {
                await (await runtime.ConnectAsync(Port, limit.Token)).DisposeAsync();
                return;
            }
            catch (SocketException)
            {
                // The guest has not closed its ends yet.
            }
        }
    }

    [Fact]
    public async Task WaitForListenerAsync_ServerToCome_EndsWhenItListens()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(Options);
        Task<GuestListener> waiting = runtime.WaitForListenerAsync(Port, SharedRuntime.Patience);
        Task<GuestListener> another = runtime.WaitForListenerAsync(Port, SharedRuntime.Patience);
        using var given = new CancellationTokenSource();
        Task<GuestListener> givenUp = runtime.WaitForListenerAsync(Port, SharedRuntime.Patience, given.Token);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
        Assert.False(waiting.IsCompleted);
        await using SpawnedProcess server = await runtime.SpawnAsync(
            "import net from 'node:net'; import { text } from 'node:stream/consumers'; await text(process.stdin); net.createServer().listen(8080, '127.0.0.1');");
        Assert.False(waiting.IsCompleted);
        await server.Stdin.DisposeAsync();
        Assert.Equal(new GuestListener(IPAddress.Loopback, Port), await waiting);
        Assert.Equal(new GuestListener(IPAddress.Loopback, Port), await another);
        Assert.Equal(new GuestListener(IPAddress.Loopback, Port), await runtime.WaitForListenerAsync(Port));
    }

    [Fact]
    public async Task WaitForListenerAsync_NoServer_TimesOut()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(Options);
        TimeoutException timeout = await Assert.ThrowsAsync<TimeoutException>(() => runtime.WaitForListenerAsync(Port, TimeSpan.FromMilliseconds(20)));
        Assert.Equal("Timed out after 20 ms waiting for a listener on port 8080.", timeout.Message);
    }

    [Fact]
    public async Task ConnectWebSocketAsync_ToAServer_ExchangesMessages()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(Options);
        await using SpawnedProcess server = await ServeAsync(runtime, WebSocketServer);
        using System.Net.WebSockets.WebSocket socket = await runtime.ConnectWebSocketAsync(Port, "/chat", options => options.AddSubProtocol("p1")).WaitAsync(SharedRuntime.Patience);
        Assert.Equal("p1", socket.SubProtocol);
        await socket.SendAsync("hello"u8.ToArray(), System.Net.WebSockets.WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[100];
        System.Net.WebSockets.WebSocketReceiveResult got = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(SharedRuntime.Patience);
        Assert.Equal("/chat hello", Encoding.UTF8.GetString(buffer, 0, got.Count));
    }

    /// <summary>The opening of RFC 6455 and one short text frame back; the guest's own, as no package is installed here.</summary>
    private const string WebSocketServer = """
        import http from 'node:http';
        function sha1(bytes) {
          const length = bytes.length, words = new Uint32Array((((length + 8) >> 6) + 1) * 16), w = new Uint32Array(80);
          for (let i = 0; i < length; i++) words[i >> 2] |= bytes[i] << (24 - (i & 3) * 8);
          words[length >> 2] |= 0x80 << (24 - (length & 3) * 8);
          words[words.length - 1] = length * 8;
          const rotate = (x, n) => (x << n) | (x >>> (32 - n));
          const h = Uint32Array.of(0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0);
          for (let at = 0; at < words.length; at += 16) {
            let [a, b, c, d, e] = h;
            for (let i = 0; i < 80; i++) {
              w[i] = i < 16 ? words[at + i] : rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
              const [f, k] = i < 20 ? [(b & c) | (~b & d), 0x5A827999] : i < 40 ? [b ^ c ^ d, 0x6ED9EBA1] : i < 60 ? [(b & c) | (b & d) | (c & d), 0x8F1BBCDC] : [b ^ c ^ d, 0xCA62C1D6];
              [e, d, c, b, a] = [d, c, rotate(b, 30), a, (rotate(a, 5) + f + e + k + w[i]) | 0];
            }
            [a, b, c, d, e].forEach((x, i) => { h[i] += x; });
          }
          return Buffer.concat(Array.from(h, (x) => { const word = Buffer.alloc(4); word.writeUInt32BE(x); return word; }));
        }
        http.createServer().on('upgrade', (req, socket) => {
          const accept = sha1(Buffer.from(req.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11')).toString('base64');
          socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: ${req.headers['sec-websocket-protocol']}\r\n\r\n`);
          socket.once('data', (frame) => {
            const mask = frame.subarray(2, 6);
            const text = Buffer.from(frame.subarray(6).map((byte, i) => byte ^ mask[i & 3]));
            const answer = Buffer.concat([Buffer.from(`${req.url} `), text]);
            socket.write(Buffer.concat([Buffer.from([0x81, answer.length]), answer]));
          });
        }).listen(8080);
        """;

    /// <summary>Guests may listen and do nothing else on a network.</summary>
    private static NodeRuntimeOptions Options => RealWorker.Options with
    {
        Permissions = PermissionPolicy.Default.Append(PermissionRule.Parse($"network.listen:tcp://localhost:{Port}", PermissionMode.Allow)),
    };

    private static async Task<SpawnedProcess> ServeAsync(NodeRuntime runtime, string code)
    {
        SpawnedProcess server = await runtime.SpawnAsync(code);
        Task<RunResult> end = server.WaitAsync();
        Task<GuestListener> listening = runtime.WaitForListenerAsync(Port, SharedRuntime.Patience);
        if (await Task.WhenAny(end, listening) == end) Assert.Fail($"The server has ended: {(await end).Stderr} {await new StreamReader(server.Stderr).ReadToEndAsync()}");
        await listening;
        return server;
    }

    private static Task<HttpResponseMessage> FetchAsync(NodeRuntime runtime, HttpRequestMessage request) => runtime.FetchAsync(Port, request).WaitAsync(SharedRuntime.Patience);

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();
}
