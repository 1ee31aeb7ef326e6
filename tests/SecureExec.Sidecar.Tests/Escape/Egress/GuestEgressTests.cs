using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SecureExec.Sidecar.Tests.Escape.Egress;

/// <summary>Guests that go outside with Node's own modules: to a server of the host that is exempt, and to what is forbidden.</summary>
public sealed class GuestEgressTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _requests = [];

    public GuestEgressTests()
    {
        _listener.Start();
        _ = ServeAsync();
    }

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Guest_WithAGrant_ReachesTheHostsServerByAddressAndByName()
    {
        string printed = await Attacker.PrintsAsync($$"""
            const http = require('http');
            const get = (url) => new Promise((resolve, reject) => http.get(url, (res) => { res.setEncoding('utf8'); let all = ''; res.on('data', (d) => { all += d; }); res.on('end', () => resolve(all)); }).on('error', reject));
            (async () => {
              console.log(await get('http://127.0.0.1:{{Port}}/address'));
              console.log(await get('http://api.test:{{Port}}/name'));
            })();
            """, Options(new PermissionRule(PermissionMode.Allow, ["http", "dns"], [$"tcp://127.0.0.1:{Port}", $"tcp://api.test:{Port}", "dns://api.test"])));

        Assert.Equal("GET /address\nGET /name", printed);
    }

    [Fact]
    public async Task Guest_WithoutAGrant_ReachesNobody()
    {
        string printed = await Attacker.PrintsAsync($"require('net').connect({Port}, '127.0.0.1').on('error', (e) => console.log(e.code, e.syscall))", Options());

        Assert.Equal("EACCES connect", printed);
        Assert.Empty(_requests);
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("[::ffff:a9fe:a9fe]")]
    [InlineData("10.0.0.1")]
    [InlineData("[64:ff9b::7f00:1]")]
    [InlineData("meta.test")]
    public async Task Guest_GoingToAForbiddenAddress_IsEACCES(string host)
    {
        string printed = await Attacker.PrintsAsync($"require('http').get('http://{host}/').on('error', (e) => console.log(e.code))", Options(new PermissionRule(PermissionMode.Allow, ["*"], ["*"])));

        Assert.Equal("EACCES", printed);
    }

    [Fact]
    public async Task Fetch_RedirectedToAForbiddenAddress_FailsWithEACCES()
    {
        string printed = await Attacker.PrintsAsync($"fetch('http://127.0.0.1:{Port}/?http://169.254.169.254/latest/').then(() => console.log('reached'), (e) => console.log(e.name, e.message, e.cause?.code))", Options(new PermissionRule(PermissionMode.Allow, ["*"], ["*"])));

        Assert.Equal("TypeError fetch failed EACCES", printed);
        Assert.Single(_requests);
    }

    private NodeRuntimeOptions Options(params PermissionRule[] rules) => new()
    {
        Permissions = new PermissionPolicy { Network = new ScopePolicy(PermissionMode.Deny, rules) },
        LoopbackExemptPorts = [Port],
        Dns = new DnsOptions { Overrides = new Dictionary<string, IReadOnlyList<string>> { ["api.test"] = ["127.0.0.1"], ["meta.test"] = ["169.254.169.254"] } },
    };

    private async Task ServeAsync()
    {
        try
        {
            while (true) _ = AnswerAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        using (socket)
        {
            var buffer = new byte[4096];
            string[] words = Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer)).Split(' ');
            lock (_requests) _requests.Add(words[1]);
            int query = words[1].IndexOf('?', StringComparison.Ordinal);
            string body = $"{words[0]} {words[1]}";
            string answer = query < 0 ? $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}" : $"HTTP/1.1 302 Found\r\nLocation: {words[1][(query + 1)..]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            await socket.SendAsync(Encoding.ASCII.GetBytes(answer));
        }
    }
}
