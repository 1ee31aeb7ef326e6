using System.Diagnostics;
using System.Globalization;
using System.Net.Http;

namespace SecureExec.Benchmarks.Measurements;

/// <summary>Requests of the host to an HTTP server: of the guest, into the VM; of real Node, over the host's loopback interface. Both by .NET's client.</summary>
internal static class InboundMeasurements
{
    private const int InFlight = 16;
    private const int Requests = 2000;
    private const int Port = 8080;

    internal static IReadOnlyList<Measurement> All(BenchmarkOptions options, RealNode node) =>
    [
        new()
        {
            Heads = [new FigureHead($"HTTP requests of the host to a guest's server, {InFlight} in flight", "1/s", Bound.RatioAtLeast(1.0 / 3))],
            Samples = options.FewIterations,
            Sandbox = SandboxAsync,
            Node = () => NodeAsync(node),
        },
    ];

    private static async Task<Contestant> SandboxAsync(Variant variant)
    {
        NodeRuntime runtime = await variant.CreateRuntimeAsync(new NodeRuntimeOptions { Permissions = PermissionPolicy.AllowAll });
        SpawnedProcess server = await runtime.SpawnAsync(Server(Port), new RunOptions { Format = SourceFormat.CommonJs });
        await runtime.WaitForListenerAsync(Port);
        return Contestant.Of(() => MeasureAsync(() => runtime.FetchAsync(Port, new HttpRequestMessage(HttpMethod.Get, "/"))), close: async () =>
        {
            await server.DisposeAsync();
            await runtime.DisposeAsync();
        });
    }

    private static async Task<Contestant> NodeAsync(RealNode node)
    {
        Process server = node.Start(Server(0));
        int port = int.Parse((await server.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });
        var uri = new Uri($"http://127.0.0.1:{port}/");
        return Contestant.Of(() => MeasureAsync(() => client.SendAsync(new HttpRequestMessage(HttpMethod.Get, uri), CancellationToken.None)), close: () =>
        {
            client.Dispose();
            server.StandardInput.Close();
            server.WaitForExit();
            server.Dispose();
            return ValueTask.CompletedTask;
        });
    }

    private static async Task<double> MeasureAsync(Func<Task<HttpResponseMessage>> send)
    {
        int left = Requests;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using HttpResponseMessage answer = await send();
                if ((await answer.Content.ReadAsByteArrayAsync()).Length != 5) throw new InvalidOperationException("The answer is short.");
            }
        }));
        return Requests / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static string Server(int port) => $$"""
        require('node:http').createServer((req, res) => res.end('hello')).listen({{port}}, '127.0.0.1', function() { console.log(this.address().port); });
        process.stdin.on('end', () => process.exit()).resume();
        """;
}
