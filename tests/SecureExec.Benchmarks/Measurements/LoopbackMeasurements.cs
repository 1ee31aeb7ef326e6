namespace SecureExec.Benchmarks.Measurements;

/// <summary>Servers and their clients in one machine, each a process of its own, over its loopback interface; of real Node, over the host's.</summary>
internal static class LoopbackMeasurements
{
    private const int Messages = 5_000, MessageBytes = 64;
    private const int Requests = 10_000, InFlight = 16;

    private static readonly string s_head = """
        const { spawn } = require('node:child_process');
        const server = (code) => new Promise((resolve) => {
          const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
          child.stdout.once('data', (port) => resolve({ port: Number(port), child }));
        });
        const median = (took) => took.sort((a, b) => a - b)[took.length >> 1];

        """;

    private static readonly string s_echo = s_head + $$"""
        (async () => {
          const { port, child } = await server("require('net').createServer((socket) => socket.setNoDelay().on('data', (data) => socket.write(data))).listen(0, '127.0.0.1', function() { console.log(this.address().port); })");
          const socket = require('node:net').connect(port, '127.0.0.1').setNoDelay();
          const message = Buffer.alloc({{MessageBytes}}, 1), took = [];
          let left = {{MessageBytes}}, start = 0n;
          const send = () => { start = process.hrtime.bigint(); socket.write(message); };
          socket.on('connect', send).on('data', (data) => {
            if ((left -= data.length) > 0) return;
            took.push(Number(process.hrtime.bigint() - start) / 1e3);
            left = {{MessageBytes}};
            if (took.length < {{Messages}}) return send();
            socket.destroy();
            child.kill();
            console.log(median(took));
          });
        })();
        """;

    private static readonly string s_http = s_head + $$"""
        (async () => {
          const { port, child } = await server("require('http').createServer((request, response) => response.end('hello')).listen(0, '127.0.0.1', function() { console.log(this.address().port); })");
          const http = require('node:http');
          const agent = new http.Agent({ keepAlive: true, maxSockets: {{InFlight}} });
          const ask = () => new Promise((resolve, reject) => http.get({ port, host: '127.0.0.1', agent }, (response) => {
            let size = 0;
            response.on('data', (data) => { size += data.length; }).on('end', () => (size === 5 ? resolve() : reject(new Error('short'))));
          }).on('error', reject));
          let left = {{Requests}};
          const start = process.hrtime.bigint();
          await Promise.all(Array.from({ length: {{InFlight}} }, async () => { while (left-- > 0) await ask(); }));
          const seconds = Number(process.hrtime.bigint() - start) / 1e9;
          agent.destroy();
          child.kill();
          console.log({{Requests}} / seconds);
        })();
        """;

    internal static IReadOnlyList<Measurement> All(BenchmarkOptions options, RealNode node) =>
    [
        Of(options, node, s_echo, new FigureHead($"TCP echo of {MessageBytes}-byte messages on loopback, p50", "µs", Bound.RatioAtMost(3))),
        Of(options, node, s_http, new FigureHead($"HTTP server on loopback, keep-alive, {InFlight} in flight", "1/s", Bound.RatioAtLeast(1.0 / 3))),
    ];

    private static Measurement Of(BenchmarkOptions options, RealNode node, string code, FigureHead head) => new()
    {
        Heads = [head],
        Samples = options.FewIterations,
        Sandbox = async variant =>
        {
            NodeRuntime runtime = await variant.CreateRuntimeAsync(new NodeRuntimeOptions
            {
                Permissions = PermissionPolicy.AllowAll,
                Limits = ResourceLimits.Default with { CpuTimeLimitMs = 10 * 60 * 1000 },
                // A round trip is shorter than a tick of the coarse clock.
                JsRuntime = new JsRuntimeOptions { HighResolutionTime = true },
            });
            return new Contestant(() => ProgramMeasurements.ExecAsync(runtime, code), close: runtime.DisposeAsync);
        },
        Node = () => Task.FromResult(new Contestant(async () => ProgramMeasurements.Numbers(await node.EvalAsync(code)))),
    };
}
