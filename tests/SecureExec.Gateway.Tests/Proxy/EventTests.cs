using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SecureExec.Contracts;
using SecureExec.Gateway.Tests.Support;

namespace SecureExec.Gateway.Tests.Proxy;

public sealed class EventTests
{
    [Fact]
    public async Task Watch_SeveralNodes_MergesTheirStreams()
    {
        await using var one = await FakeNode.StartAsync("one");
        await using var two = await FakeNode.StartAsync("two");
        one.Answer = Stream(one, Snapshot(one));
        two.Answer = Stream(two, Snapshot(two), new RuntimeEvent { Type = RuntimeEventType.Remove, Node = "two", Id = "gone" });
        await using var gateway = new GatewayHost(one, two);

        var events = await ReadAsync(gateway, 3);

        Assert.Equal(["one", "two"], events.Where(e => e.Type == RuntimeEventType.Snapshot).Select(e => e.Node).Order());
        Assert.Equal("gone", Assert.Single(events, e => e.Type == RuntimeEventType.Remove).Id);
        Assert.All([.. one.Requests, .. two.Requests], r => Assert.Equal(FakeNode.Token, r.Headers[ContractHeaders.NodeToken]));
    }

    [Fact]
    public async Task Watch_NodeStreamEnds_ReportsItsRuntimesGone()
    {
        await using var node = await FakeNode.StartAsync();
        node.Answer = context => WriteAsync(context, Snapshot(node));
        await using var gateway = new GatewayHost(node);

        var events = await ReadAsync(gateway, 2);

        Assert.NotEmpty(events[0].Runtimes!);
        Assert.Equal((RuntimeEventType.Snapshot, "one"), (events[1].Type, events[1].Node));
        Assert.Empty(events[1].Runtimes!);
    }

    private static async Task<List<RuntimeEvent>> ReadAsync(GatewayHost gateway, int count)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var stream = await gateway.Client().GetStreamAsync("/v1/runtimes/events", timeout.Token);
        var parser = SseParser.Create(stream, (name, data) =>
        {
            var change = JsonSerializer.Deserialize(data, ContractsJsonContext.Default.RuntimeEvent)!;
            Assert.Equal(change.EventName, name);
            return change;
        });
        var events = new List<RuntimeEvent>();
        await foreach (var item in parser.EnumerateAsync(timeout.Token))
        {
            events.Add(item.Data);
            if (events.Count == count)
                break;
        }

        return events;
    }

    private static RuntimeEvent Snapshot(FakeNode node) => new()
    {
        Type = RuntimeEventType.Snapshot,
        Node = node.Id,
        Runtimes = [node.Runtime(node.NewRuntimeId(), DateTimeOffset.UnixEpoch)],
    };

    /// <summary>Sends the events and keeps the stream open.</summary>
    private static RequestDelegate Stream(FakeNode node, params RuntimeEvent[] events) => async context =>
    {
        await WriteAsync(context, events);
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    };

    private static async Task WriteAsync(HttpContext context, params RuntimeEvent[] events)
    {
        context.Response.ContentType = "text/event-stream";
        foreach (var change in events)
        {
            await context.Response.WriteAsync(
                $"event: {change.EventName}\ndata: {JsonSerializer.Serialize(change, ContractsJsonContext.Default.RuntimeEvent)}\n\n");
            await context.Response.Body.FlushAsync();
        }
    }
}
