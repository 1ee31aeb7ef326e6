using System.Diagnostics;
using System.Globalization;

namespace SecureExec.Benchmarks.Measurements;

/// <summary>Requests to a server of real Node on the host's loopback interface: for the sandbox through its broker.</summary>
internal static class OutboundMeasurements
{
    private const string Server = """
        require('node:http').createServer((req, res) => { if (req.url === '/') res.end('hello'); else for (let i = 0, block = Buffer.alloc(65536); i <= 1024; i++) i === 1024 ? res.end() : res.write(block); })
          .listen(0, '127.0.0.1', function() { console.log(this.address().port); });
        process.stdin.on('end', () => process.exit()).resume();
        """;

    internal static IReadOnlyList<Measurement> All(BenchmarkOptions options, RealNode node) =>
    [
        new()
        {
            Heads =
            [
                new FigureHead("outbound HTTP request on a kept connection, p50", "ms", Bound.RatioAtMost(3)),
                new FigureHead("outbound HTTP request on a connection of its own, p50", "ms", Bound.RatioAtMost(3)),
                new FigureHead("outbound HTTP, 64 MiB of a response", "ms"),
            ],
            Samples = options.FewIterations,
            Sandbox = variant => SandboxAsync(variant, node),
            Node = () => NodeAsync(node),
        },
    ];

    private static async Task<Contestant> SandboxAsync(Variant variant, RealNode node)
    {
        (Process server, int port) = await StartServerAsync(node);
        NodeRuntime runtime = await variant.CreateRuntimeAsync(new NodeRuntimeOptions { Permissions = PermissionPolicy.AllowAll, LoopbackExemptPorts = [port] });
        return new Contestant(() => ProgramMeasurements.ExecAsync(runtime, Client(port)), close: async () =>
        {
            await runtime.DisposeAsync();
            End(server);
        });
    }

    private static async Task<Contestant> NodeAsync(RealNode node)
    {
        (Process server, int port) = await StartServerAsync(node);
        return new Contestant(async () => ProgramMeasurements.Numbers(await node.EvalAsync(Client(port))), close: () =>
        {
            End(server);
            return ValueTask.CompletedTask;
        });
    }

    private static async Task<(Process Server, int Port)> StartServerAsync(RealNode node)
    {
        Process server = node.Start(Server);
        return (server, int.Parse((await server.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture));
    }

    private static void End(Process server)
    {
        server.StandardInput.Close();
        server.WaitForExit();
        server.Dispose();
    }

    private static string Client(int port) => $$"""
        const http = require('node:http');
        const get = (agent, path) => new Promise((resolve, reject) => http.get({ port: {{port}}, host: '127.0.0.1', path, agent }, (res) => { let bytes = 0; res.on('data', (d) => { bytes += d.length; }); res.on('end', () => resolve(bytes)); }).on('error', reject));
        const now = () => Number(process.hrtime.bigint()) / 1e6;
        // Clocks of a guest are coarse: time is taken of many at once, the median of those.
        const median = async (agent) => { const took = []; for (let i = 0; i < 31; i++) { const start = now(); for (let j = 0; j < 20; j++) if (await get(agent, '/') !== 5) throw new Error('short'); took.push((now() - start) / 20); } return took.sort((a, b) => a - b)[15]; };
        (async () => {
          const kept = new http.Agent({ keepAlive: true, maxSockets: 1 });
          await get(kept, '/');
          const keptMs = await median(kept);
          kept.destroy();
          const ownMs = await median(new http.Agent({ keepAlive: false }));
          const start = now();
          if (await get(undefined, '/large') !== 67108864) throw new Error('short');
          console.log([keptMs, ownMs, now() - start].join('\n'));
          process.exit();
        })();
        """;
}
